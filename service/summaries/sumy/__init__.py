"""sumy's methods, at any length and with their known traps closed.

A module a method, and what some of them share.
"""
