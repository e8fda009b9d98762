"""From what comes over the wire to submissions.

Bodies within their limits and in their time, forms, and NDJSON line by line.
"""
