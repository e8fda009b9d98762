"""What speaks to the reader instead of telling news: appeals, buttons, consent, writers' lives.

Tests that the table of kinds uses.
"""
