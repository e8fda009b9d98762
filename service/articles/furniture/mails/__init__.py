"""What mails and newsletters say around the news: a module of rules, and one of phrases.

What belongs here is told by words that a mail has and a page has not.
"""
