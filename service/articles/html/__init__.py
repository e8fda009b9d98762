"""From the bytes of an HTML page to its text and what it states of itself.

It is read in a process of its own, with limits.
"""
