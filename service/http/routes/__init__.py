"""The routes that programs ask.

Each parses, asks the core, and shapes; the pages for people are the site.
"""
