"""The service over HTTP: bytes to submissions, analyses to answers, errors to problems.

What people look at is the site; nothing here knows how an article is found, filed or summed up.
"""
