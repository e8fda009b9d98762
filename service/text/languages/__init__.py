"""What is to be known of each language.

Data and the few patterns made of it; what is done with them stands elsewhere.
"""
