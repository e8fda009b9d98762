"""What requests and answers say, wherever they come from and go to, problems included.

It knows nothing of HTTP: the API and the archives shape their answers by it.
"""
