"""The pages for people, with their templates, scripts and examples.

What they show comes from the same answers that programs get.
"""
