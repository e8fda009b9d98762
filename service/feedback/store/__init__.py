"""The database of the corrections: SQLite on one host, PostgreSQL on several.

The only package that knows SQLAlchemy; nothing of it is imported where no database is named.
"""
