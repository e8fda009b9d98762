"""Who may ask, and how much at once.

Keys, their quotas, and limits on what is worked on.
"""
