"""The closed sets of words about decisions that tables and HTTP share."""

from enum import StrEnum


class PolicyState(StrEnum):
    """Where a version of the policy is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What a person decided."""

    APPROVE = "approve"
    COUNTEROFFER = "counteroffer"
    DECLINE = "decline"
    RETURN = "return"  # by the second person, to the first


class OverrideDirection(StrEnum):
    """Which way a decision differs from its recommendation."""

    LOW_SIDE = "low_side"  # approves what the policy declines or has looked at
    HIGH_SIDE = "high_side"  # declines what the policy approves


class OverrideReason(StrEnum):
    """Why somebody decided against the recommendation."""

    INCOME_CONFIRMED = "income_confirmed"
    COLLATERAL = "collateral"
    GUARANTOR = "guarantor"
    TECHNICAL_DELAY = "technical_delay"
    DATA_QUALITY = "data_quality"
    CONCENTRATION = "concentration"
    NEGATIVE_INFORMATION = "negative_information"
    KNOWN_CUSTOMER = "known_customer"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why a person declines what neither a rule nor the score declines."""

    INCOME_NOT_CONFIRMED = "INCOME_NOT_CONFIRMED"
    WORK_NOT_CONFIRMED = "WORK_NOT_CONFIRMED"
    DOCUMENTS_DOUBTFUL = "DOCUMENTS_DOUBTFUL"
    ANSWERS_CONTRADICT = "ANSWERS_CONTRADICT"
    PURPOSE_UNCLEAR = "PURPOSE_UNCLEAR"
    PAYMENT_TOO_HIGH = "PAYMENT_TOO_HIGH"
    OTHER_DEBTS_FOUND = "OTHER_DEBTS_FOUND"
    NEGATIVE_INFORMATION = "NEGATIVE_INFORMATION"


class DeclinedBy(StrEnum):
    """What declines: its reasons are the ones that the applicant is told."""

    KNOCK_OUT = "knock_out"
    SCORE = "score"
    PERSON = "person"


class SecondBecause(StrEnum):
    """Why a second person signs."""

    AMOUNT = "amount"
    EXPECTED_LOSS = "expected_loss"
    KNOCK_OUT = "knock_out"
