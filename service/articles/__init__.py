"""Submitted text or HTML to an article: language, body, what is not the body, sentences."""
