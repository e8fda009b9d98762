"""A page as text, a line a block, as a browser shows it without scripts; and its facts.

Beside each line stands a box: where it stands in the markup, and how it is marked up.
"""
