"""What happens to every request and answer, whatever the route.

Ids and clocks, counts and log lines, headers, the path prefix.
"""
