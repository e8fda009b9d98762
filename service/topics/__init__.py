"""The topic of an article: the classifier, its training, and the models on disk."""
