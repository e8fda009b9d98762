"""Text as every stage works on it: places, words, sentences, language and charset.

Nothing here knows what an article is.
"""
