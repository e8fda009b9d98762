"""A version of the schema each, numbered.

Written by hand, and compared with the tables by the tests.
"""
