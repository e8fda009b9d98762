"""What the commands of the command line do, a module a group of them; `cli.py` lists them.

The core knows none of them; archives, a command with rooms of its own, take flags from here.
"""
