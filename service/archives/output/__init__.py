"""What a batch writes: shards, and beside them what was made of what.

Every file is written beside its place, flushed and moved into it: what has its name is whole.
"""
