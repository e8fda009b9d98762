"""The model of lines, which tells the article in a pasted page.

Its features, its parameters, and their training and evaluation.
"""
