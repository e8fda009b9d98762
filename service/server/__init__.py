"""What gunicorn is extended by. A worker, and whether the service is about to stop."""
