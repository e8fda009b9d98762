"""The formats in which an article may come: a module each, and the registry of them.

From bytes to a text or page; what is asked of it, and how it arrived, is known elsewhere.
"""
