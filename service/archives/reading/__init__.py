"""Archives to rows: a module a format, and the registry of them.

Whatever is wrong with a row or a file becomes a row with a problem, told by its location.
"""
