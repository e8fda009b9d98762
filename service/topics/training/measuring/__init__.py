"""How good a topic model is, and whether it may take another's place.

Scores, what documents are about, and the gate; predictions come from outside.
"""
