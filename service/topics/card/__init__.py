"""What is said of a model: its scores, what it was made of, and how today differs.

One card, and its pages.
"""
