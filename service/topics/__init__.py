"""The topic of an article: the classifier, its terms and evidence, and the model that is live.

Models on disk, what is told of them, and how they are trained have rooms of their own below.
"""
