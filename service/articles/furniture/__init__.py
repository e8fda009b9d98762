"""What of a page is not its article, by kind.

Rules on the wording of a line alone; what stands around it is weighed in lines.
"""
