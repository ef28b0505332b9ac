"""The closed sets of words about notices and objections that tables and HTTP share."""

from enum import StrEnum


class Component(StrEnum):
    """What kept an application from being approved as it was wanted."""

    KNOCK_OUT = "knock_out"  # a rule of the policy that declines
    SCORE = "score"  # the probability against the cut-off
    LIMIT = "limit"  # of a counteroffer: the figures of the policy on amounts
    PERSON = "person"


class NoticeState(StrEnum):
    """Where a notice is."""

    DUE = "due"
    PRODUCED = "produced"
    SENT = "sent"
    DELIVERED = "delivered"
    RETURNED = "returned"
    REPLACED = "replaced"  # another decision came before it was sent


class Deed(StrEnum):
    """What may be done with a notice."""

    PRODUCE = "produce"
    SEND = "send"
    DELIVER = "deliver"
    RETURN = "return"
    OBJECT = "object"
    ANSWER = "answer"


class SendingChannel(StrEnum):
    """How a notice goes to the applicant."""

    ACCOUNT = "account"
    POST = "post"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Language(StrEnum):
    """What a notice is written in."""

    RU = "ru"
    EN = "en"


class ObjectionOutcome(StrEnum):
    """What came of an objection."""

    UPHELD = "upheld"  # the decision stands
    CORRECTED = "corrected"  # a new decision was made
    WITHDRAWN = "withdrawn"  # the application was
