"""The closed sets of words about scores that tables, messages and HTTP share."""

from enum import StrEnum


class ScoreStatus(StrEnum):
    """A score is pending until the scorer records it, once."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Decision(StrEnum):
    """A hint that a policy derives from the probability of default."""

    APPROVE = "approve"
    REVIEW = "review"
    DECLINE = "decline"


class Freshness(StrEnum):
    """Whether the latest score was made of what is known today, by what is in force today.

    Silent is whose open credits have no recent month on record: nobody knows how they stand today.
    """

    CURRENT = "current"
    SILENT = "silent"
    STALE = "stale"
    UNSCORED = "unscored"


class ModelName(StrEnum):
    """What a probability comes from.

    The behavioural model reads open credits of six months or more; the thin-file model younger or
    paid off ones, and the questionnaire. Of a person without any payment month only the segment's
    average can be told. The application model is retired: old scores name it.
    """

    BEHAVIOURAL = "behavioural"
    THIN_FILE = "thin_file"
    SEGMENT = "segment"
    APPLICATION = "application"


class Direction(StrEnum):
    """Whether a reason raises or lowers the probability of default."""

    RAISES_RISK = "raises_risk"
    LOWERS_RISK = "lowers_risk"
