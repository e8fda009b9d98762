"""The files of labelled articles, each form read as fields of articles, with their places.

Whether the fields make an article of a training is for the rows above to say.
"""
