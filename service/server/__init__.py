"""How processes take requests in, and come and go; what gunicorn is extended by."""
