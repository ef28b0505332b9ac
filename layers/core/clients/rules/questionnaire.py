"""The one feature builder: 16 questionnaire answers in, the 18 model features out.

The API, the scorer and training all build features here, so that training and serving cannot
differ. Two answers are dates; what the models read are days counted backwards from a date of
scoring, as in the source data: ``days_birth`` and ``days_employed`` are negative, and
``days_employed == 365243`` says "not employed".
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from core.clients.rules.answer_kinds import Category, Kind, Number, PastDate, whole_years
from core.kit.errors import Fault, ImpossibleFeaturesError

NOT_EMPLOYED_DAYS = 365243
YOUNGEST_WORKER_YEARS = 14
# Where days are counted back from an application whose date nobody tells, it is this one: as of it,
# ages in whole years are those of years of 365.25 days, so leap years shift nobody's age group.
APPLIED_ON = date(2020, 12, 31)

Feature = str | int | float
Features = dict[str, Feature]


def date_of_days(days: int, as_of: date) -> date | None:
    """Returns the date that ``days`` before ``as_of`` (negative) stand for; None: not employed."""
    return None if days == NOT_EMPLOYED_DAYS else as_of + timedelta(days=days)


YES_NO = Category(("Y", "N"))
FLAG = Number(0, 1)

QUESTIONNAIRE: dict[str, Kind] = {
    "code_gender": Category(("F", "M")),
    "flag_own_car": YES_NO,
    "flag_own_realty": YES_NO,
    "cnt_children": Number(0, 20),
    "amt_income_total": Number(0, 1_000_000_000, whole=False),
    "name_income_type": Category(
        ("Working", "Commercial associate", "Pensioner", "State servant", "Student")
    ),
    "name_education_type": Category(
        (
            "Lower secondary",
            "Secondary / secondary special",
            "Incomplete higher",
            "Higher education",
            "Academic degree",
        )
    ),
    "name_family_status": Category(
        ("Married", "Single / not married", "Civil marriage", "Separated", "Widow")
    ),
    "name_housing_type": Category(
        (
            "House / apartment",
            "With parents",
            "Municipal apartment",
            "Rented apartment",
            "Office apartment",
            "Co-op apartment",
        )
    ),
    "born_on": PastDate("days_birth", least_years=18, most_years=120),
    "employed_since": PastDate(
        "days_employed", least_years=0, most_years=100, none_means=NOT_EMPLOYED_DAYS
    ),
    "flag_work_phone": FLAG,
    "flag_phone": FLAG,
    "flag_email": FLAG,
    "occupation_type": Category(
        (
            "Laborers",
            "Core staff",
            "Sales staff",
            "Managers",
            "Drivers",
            "High skill tech staff",
            "Accountants",
            "Medicine staff",
            "Cooking staff",
            "Security staff",
            "Cleaning staff",
            "Private service staff",
            "Low-skill Laborers",
            "Waiters/barmen staff",
            "Secretaries",
            "HR staff",
            "Realty agents",
            "IT staff",
        ),
        nullable=True,
    ),
    "cnt_fam_members": Number(1, 22),
}
"""The 16 answers a client gives, in the order of the features, with what each may be."""

AGE_EDGES = (25, 35, 45, 55, 65)
AGE_GROUPS = ("18-25", "25-35", "35-45", "45-55", "55-65", "65+")
DAYS_EMPLOYED_BINS = (
    "<1 year",
    "1-3 year",
    "3-5 year",
    "5-10 year",
    "10-40 year",
    "40+ year",
)


def derive_age_group(born_on: date, as_of: date) -> str:
    """Returns the age group on a day; a birthday is the first day in the next one."""
    return _bin(whole_years(born_on, as_of), AGE_EDGES, AGE_GROUPS)


def derive_days_employed_bin(employed_since: date | None, as_of: date) -> str:
    """Returns the bin of years employed; "not employed" is in the last one, as in the source."""
    if employed_since is None:
        return DAYS_EMPLOYED_BINS[-1]
    return _bin(whole_years(employed_since, as_of), (1, 3, 5, 10, 40), DAYS_EMPLOYED_BINS)


def _bin(years: int, upper_edges: tuple[int, ...], labels: tuple[str, ...]) -> str:
    return labels[bisect_right(upper_edges, years)]


DERIVED: dict[str, tuple[str, Callable[[Any, date], str], tuple[str, ...]]] = {
    "age_group": ("born_on", derive_age_group, AGE_GROUPS),
    "days_employed_bin": ("employed_since", derive_days_employed_bin, DAYS_EMPLOYED_BINS),
}
"""Derived feature -> the answer it comes from, how, and the values it may take."""

ANSWERED_FEATURES: dict[str, str] = {
    kind.feature if isinstance(kind, PastDate) else name: name
    for name, kind in QUESTIONNAIRE.items()
}
"""Feature -> the answer it is made of, in the order of the questionnaire."""

FEATURE_NAMES: tuple[str, ...] = (*ANSWERED_FEATURES, *DERIVED)
CATEGORICAL_FEATURES: tuple[str, ...] = (
    *(name for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Category)),
    *DERIVED,
)


def build_features(answers: Mapping[str, object], as_of: date) -> Features:
    """Builds the 18 features, in the order of ``FEATURE_NAMES``, from the 16 answers.

    Args:
        answers: by their names in ``QUESTIONNAIRE``; others are ignored.
        as_of: the date of scoring, from which days are counted back.

    Raises:
        ImpossibleFeaturesError: an answer is missing, of the wrong type or out of its range, or
            two answers contradict each other. Its detail names the answers, not their values.
    """
    features: Features = {}
    faults: dict[str, str] = {}
    for feature, name in ANSWERED_FEATURES.items():
        try:
            features[feature] = QUESTIONNAIRE[name].parse(answers.get(name), as_of)
        except ValueError as error:
            faults[name] = str(error)
    if not faults:
        faults = _find_contradictions(answers)
    if faults:
        raise ImpossibleFeaturesError(
            [Fault(name, "impossible_answer", fault) for name, fault in faults.items()]
        )
    features.update(derive_features(answers, as_of))
    return features


def find_faults(answers: Mapping[str, object], as_of: date) -> dict[str, str]:
    """Returns answer -> why no features can be built of it; nothing if they can of all."""
    try:
        build_features(answers, as_of)
    except ImpossibleFeaturesError as error:
        return {fault.field: fault.message for fault in error.faults}
    return {}


def derive_features(answers: Mapping[str, Any], as_of: date) -> Features:
    """Returns the two features that are bins of the whole years since a date."""
    return {
        name: derive(answers.get(answer), as_of) for name, (answer, derive, _) in DERIVED.items()
    }


def answers_of_days(answers: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Returns answers as the source data hold them, days counted back from ``as_of``, with dates.

    Raises:
        ImpossibleFeaturesError: days are no whole number, or lie beyond the calendar.
    """
    told = dict(answers)
    for name, kind in QUESTIONNAIRE.items():
        if isinstance(kind, PastDate):
            days: Any = told.pop(kind.feature, None)
            try:
                told[name] = date_of_days(int(days), as_of)
            except (TypeError, ValueError, OverflowError) as error:
                fault = f"{kind.feature} is not a number of days"
                raise ImpossibleFeaturesError([fault]) from error
    return told


def _find_contradictions(answers: Mapping[str, Any]) -> dict[str, str]:
    """Returns answer -> fault for answers that are possible alone but not together."""
    born_on, employed_since = answers["born_on"], answers.get("employed_since")
    if employed_since and whole_years(born_on, employed_since) < YOUNGEST_WORKER_YEARS:
        return {"employed_since": f"is before the age of {YOUNGEST_WORKER_YEARS}"}
    return {}


def hash_feature_list(names: tuple[str, ...] | list[str]) -> str:
    """Returns the identity of an ordered feature list: SHA-256 in hexadecimal."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
