"""What a person can meet while running the local stack."""


class StackError(Exception):
    """Something to be put right by the person at the keyboard; the text says what to do."""
