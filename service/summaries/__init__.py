"""The summary of an article: ranking its sentences and choosing the best."""
