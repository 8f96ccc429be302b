"""Errors of the outside world."""


class Failure(Exception):
    """One sentence for the user, and the exit code, one of those that nas itself uses."""

    USAGE, MISSING_INPUT, INTERNAL, IO = 64, 66, 70, 74

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
