"""Where sentences begin and end.

Rules for all languages, and what English needs beside them.
"""
