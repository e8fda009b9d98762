"""Answers to bytes: the media types in which the API writes them.

What an answer says is the contract's.
"""
