"""What the commands of the command line do, a module a group of them; `cli.py` says which there are.

The core knows none of them; archives, which are a command with rooms of its own, take flags from here.
"""
