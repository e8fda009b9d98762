"""The default method: a ranker trained on human summaries, and sentences that stand alone.

Its features, rules and training.
"""
