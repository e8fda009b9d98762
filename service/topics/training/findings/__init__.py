"""What a candidate is found to do for its users: on their corrections, and on topics of their own.

Needs a fitted model, and so stands apart from what is read before one is fitted.
"""
