"""The schema's history: Alembic runs `env.py`, and that the versions.

Released versions are never changed: a change of the schema is one more.
"""
