"""What lines are by those around them: posts of live blogs, lists, headers, heads of pages.

Rules on a document's lines together; what a line says of itself stands in furniture.
"""
