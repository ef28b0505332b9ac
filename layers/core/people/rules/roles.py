"""The roles: what a user may do is decided in each noun's ``access.py``."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is here for; a program is another system that comes with a token."""

    CLIENT = "client"
    MANAGER = "manager"
    UNDERWRITER = "underwriter"
    ANALYST = "analyst"
    ADMIN = "admin"
    PROGRAM = "program"
    DISMISSED = "dismissed"
    DEFAULT = "default"


STAFF = frozenset({Role.MANAGER, Role.UNDERWRITER, Role.ANALYST, Role.ADMIN})
LOCKED_OUT = frozenset({Role.DISMISSED, Role.DEFAULT})
