"""sumy's methods, at any length and with their known traps closed.

A module a method or a family of them, and what they share.
"""
