"""What is known of each language: one file of data a language, and the registry that reads them.

What is done with it stands elsewhere, but for the few patterns that are made of all files at once.
"""
