"""Text as every stage works on it: spans, words, sentences, language and charset.

Nothing here knows what an article is.
"""
