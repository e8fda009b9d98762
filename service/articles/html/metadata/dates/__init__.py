"""From a text to the dates in it, in words or figures, by the language of the page.

Which of a page's dates is the article's is told in `page_dates`.
"""
