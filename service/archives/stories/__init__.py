"""The same story in many places: which articles of an archive are reprints of others.

Sketches are made with the answers, wherever these are; groups are found once all are there.
"""
