"""The editor: which of some sets of sentences is likeliest to be printed as it is.

It was trained on what readers said of such sets, and has the last word on the ranker's choice.
"""
