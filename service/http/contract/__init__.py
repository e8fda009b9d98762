"""What requests may say and what answers say, errors included.

The OpenAPI description is made of it.
"""
