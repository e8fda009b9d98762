"""Pages and texts whose lines people have told apart, as the model of lines learns from them.

Read from training_data/ and the files named on the command line; nothing here serves requests.
"""
