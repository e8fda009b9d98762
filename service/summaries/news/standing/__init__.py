"""Which sentences can stand in a summary: what each needs of others, and which of them opens it.

Each rule is looked at for the sentences that the choice comes to, and for no others.
"""
