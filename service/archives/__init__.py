"""Archives: many articles at once, from files to files, as `bin/dateline batch` has it.

What becomes of one article is `service.analysis`'s, and how its answer is shaped the contract's.
"""
