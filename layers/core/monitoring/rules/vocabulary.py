"""The closed sets of words about monitoring that tables and HTTP share."""

from enum import StrEnum


class Step(StrEnum):
    """What a run does, in this order."""

    SNAPSHOT = "snapshot"
    COUNT = "count"
    STABILITY = "stability"
    OUTCOMES = "outcomes"
    FAIRNESS = "fairness"
    VERDICT = "verdict"
    REPLAY = "replay"


class LiveBy(StrEnum):
    """What each row of the panel is about."""

    MONTH = "month"
    GRADE = "grade"
    MANAGER = "manager"


class Missing(StrEnum):
    """Why a figure has no value."""

    TOO_FEW = "too_few"  # fewer than would say anything
    NOT_COUNTED = "not_counted"  # no run has counted it for this month
