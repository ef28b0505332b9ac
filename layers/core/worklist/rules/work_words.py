"""The closed sets of words about work that tables and HTTP share."""

from enum import StrEnum


class Group(StrEnum):
    """What kind of work it is, the most pressing first."""

    CALL = "call"
    LOOK_AT = "look_at"
    APPLICATIONS = "applications"


class Reason(StrEnum):
    """Why somebody is on the list."""

    LATE_30 = "late_30"
    LATE_AGAIN = "late_again"
    GRADE_FELL = "grade_fell"
    RECOMMENDATION_CHANGED = "recommendation_changed"
    NOT_SCORABLE = "not_scorable"
    NO_HISTORY = "no_history"
    SILENT = "silent"
    UNSCORED = "unscored"
    STALE = "stale"
    APPLICATION_WAITS = "application_waits"
    APPLICATION_SCORED = "application_scored"


GROUP_OF = {
    Reason.LATE_30: Group.CALL,
    Reason.LATE_AGAIN: Group.CALL,
    Reason.GRADE_FELL: Group.LOOK_AT,
    Reason.RECOMMENDATION_CHANGED: Group.LOOK_AT,
    Reason.NOT_SCORABLE: Group.LOOK_AT,
    Reason.NO_HISTORY: Group.LOOK_AT,
    Reason.SILENT: Group.LOOK_AT,
    Reason.UNSCORED: Group.LOOK_AT,
    Reason.STALE: Group.LOOK_AT,
    Reason.APPLICATION_WAITS: Group.APPLICATIONS,
    Reason.APPLICATION_SCORED: Group.APPLICATIONS,
}


class NextStep(StrEnum):
    """What to do about the first reason."""

    CALL = "call"
    REVIEW = "review"
    CORRECT_ANSWERS = "correct_answers"
    ASK_FOR_PAYMENTS = "ask_for_payments"
    RESCORE = "rescore"
    ASK_APPLICANT = "ask_applicant"
    DECIDE = "decide"


NEXT_STEP_OF = {
    Reason.LATE_30: NextStep.CALL,
    Reason.LATE_AGAIN: NextStep.CALL,
    Reason.GRADE_FELL: NextStep.REVIEW,
    Reason.RECOMMENDATION_CHANGED: NextStep.REVIEW,
    Reason.NOT_SCORABLE: NextStep.CORRECT_ANSWERS,
    Reason.NO_HISTORY: NextStep.ASK_FOR_PAYMENTS,
    Reason.SILENT: NextStep.ASK_FOR_PAYMENTS,
    Reason.UNSCORED: NextStep.RESCORE,
    Reason.STALE: NextStep.RESCORE,
    Reason.APPLICATION_WAITS: NextStep.ASK_APPLICANT,
    Reason.APPLICATION_SCORED: NextStep.DECIDE,
}


class MarkState(StrEnum):
    """What was done about a reason."""

    DONE = "done"
    SNOOZED = "snoozed"
