"""The article in what was submitted: what it hands on, and how it is read from text or from a page.

What names a line, what reads HTML and what chooses lines have rooms of their own below.
"""
