"""The HTTP contract: requests to submissions, analyses to answers, errors to problems."""
