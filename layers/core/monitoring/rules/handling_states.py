"""What people do about a verdict or an alert, and in which state it is."""

from enum import StrEnum


class HandlingState(StrEnum):
    """Where a verdict or an alert stands; accepted is until a day."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"
