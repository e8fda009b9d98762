"""Models in a store that several machines reach: they are pushed there once, and pulled by each.

How a store is spoken to and what lies in it; what a model is made of stands in `topics/store`.
"""
