"""What an HTML page states about its article: headline, authors, date and site.

Each comes from the article's own node in JSON-LD, from `<meta>`, or from what stands about the
headline; what is not stated stays None.
"""
