"""What people say is right becomes what a model learns: corrections as articles of a training.

Joins the feedback and the training, neither of which knows of the other.
"""
