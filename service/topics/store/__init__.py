"""Topic models on disk and in a serving process.

What is written and read, promoted and rolled back; what a model is made of stands elsewhere.
"""
