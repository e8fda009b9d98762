"""The summary of an article: a method chooses and ranks the sentences that sum it up.

What methods share stands here, what is one method's in its own module or package.
"""
