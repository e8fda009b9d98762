"""What an operator sees of the running service: counts, log lines and traces.

Nothing here has an article's text, a headline, a query or a key in it.
"""
