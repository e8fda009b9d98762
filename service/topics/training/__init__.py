"""From labelled articles to a model that may serve.

Reading and counting them, fitting, measuring, and the gate.
"""
