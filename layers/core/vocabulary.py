"""The closed sets of words that tables, messages and HTTP share."""

from enum import StrEnum


class Role(StrEnum):
    """What a user may do; see ``api.authorization`` for the rules."""

    CLIENT = "client"
    MANAGER = "manager"
    UNDERWRITER = "underwriter"
    ANALYST = "analyst"
    ADMIN = "admin"
    DISMISSED = "dismissed"
    DEFAULT = "default"


STAFF = frozenset({Role.MANAGER, Role.UNDERWRITER, Role.ANALYST, Role.ADMIN})
LOCKED_OUT = frozenset({Role.DISMISSED, Role.DEFAULT})


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
    """Whether the latest score knows what is known of the client today."""

    CURRENT = "current"
    STALE = "stale"
    UNSCORED = "unscored"


class ModelName(StrEnum):
    """The models of a bundle; the behavioural one scores where there is enough history."""

    APPLICATION = "application"
    BEHAVIOURAL = "behavioural"


class Direction(StrEnum):
    """Whether a reason raises or lowers the probability of default."""

    RAISES_RISK = "raises_risk"
    LOWERS_RISK = "lowers_risk"


class PaymentStatus(StrEnum):
    """Status of one month of a payment history (Kaggle ``credit_record.STATUS``)."""

    NO_LOAN = "X"
    PAID_OFF = "C"
    PAST_DUE_1_29 = "0"
    PAST_DUE_30_59 = "1"
    PAST_DUE_60_89 = "2"
    PAST_DUE_90_119 = "3"
    PAST_DUE_120_149 = "4"
    PAST_DUE_150_OR_WRITTEN_OFF = "5"
