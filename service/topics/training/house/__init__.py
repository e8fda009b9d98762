"""What the users of a service say its articles are about, in training: to learn from, and to judge.

Their corrections, which whoever keeps them gives and says the use of, and topics of their own.
"""
