"""What people say is right of an article's topic, and where that is kept.

Knows no HTTP; a module of the store is imported only where a database is named.
"""
