"""The lines of a pasted page: what each says of itself, what they are together, and the model.

Its features, its parameters, and their training and evaluation.
"""
