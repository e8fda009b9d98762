"""Files as other programs write them: spreadsheets' tables, doccano's and Label Studio's exports.

What a row of them is for is known to those who read it.
"""
