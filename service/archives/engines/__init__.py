"""Where the work on rows is done: each engine runs a function from rows to rows, and knows no more.

An engine is a module beside this one.
"""
