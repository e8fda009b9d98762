"""What the users of a service say its articles are about, in training: to learn from, and to judge.

Knows rows of articles; whoever keeps the corrections gives them, and says which may be used.
"""
