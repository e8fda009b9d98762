"""What an operator sees of the running service: counts, log lines and traces."""
