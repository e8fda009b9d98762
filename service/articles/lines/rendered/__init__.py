"""Telling the article from the rest of a page that was rendered from HTML.

The line model of pages, whose features are those of the text and of the boxes beside it; its
parameters, and its training.
"""
