"""From the text of a byline to the names in it.

The words that tell names from jobs, outlets and credits are in `words.toml`.
"""
