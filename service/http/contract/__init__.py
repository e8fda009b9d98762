"""What the API says of itself: OpenAPI, what a view declares, and problems of the current request.

What requests and answers say is in `service.contract`.
"""
