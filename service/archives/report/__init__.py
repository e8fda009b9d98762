"""The closing report of a batch: one page for a person to look at, which loads nothing.

It lies among the answers, so it may show excerpts; numbers come from the tally alone.
"""
