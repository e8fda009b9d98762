"""Corrections as others read and write them: JSON Lines, Label Studio's tasks, doccano's lines.

A format is a module with what writes it and what reads it, and a place in the registry.
"""
