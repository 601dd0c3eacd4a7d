"""A mistake that the user of the command can mend."""


class UserError(Exception):
    """What is wrong, where, and what to do, in one line."""
