"""The one feature builder: 16 questionnaire answers in, the 18 model features out.

The API, the scorer and training all build features here, so that training and serving cannot
differ. Days are counted backwards from the application, as in the source data: ``days_birth`` and
``days_employed`` are negative, and ``days_employed == 365243`` says "not employed".
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from core.errors import ImpossibleFeaturesError

NOT_EMPLOYED_DAYS = 365243
DAYS_PER_YEAR = 365.25
UNKNOWN = "Unknown"

Feature = str | int | float
Features = dict[str, Feature]


@dataclass(frozen=True)
class Category:
    """An answer taken from a closed list; ``nullable`` answers become the category Unknown."""

    values: tuple[str, ...]
    nullable: bool = False

    def parse(self, value: object) -> str:
        """Returns the category; raises ValueError with the fault if it is none."""
        if value is None and self.nullable:
            return UNKNOWN
        if value not in self.values:
            raise ValueError(f"is not one of: {', '.join(self.values)}")
        return str(value)


@dataclass(frozen=True)
class Number:
    """A number within bounds, both included; ``also`` names a legal value outside of them."""

    minimum: int
    maximum: int
    whole: bool = True
    also: int | None = None

    def parse(self, value: object) -> int | float:
        """Returns the number; raises ValueError with the fault if it is none."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError("is not a number")  # noqa: TRY004 - one exception for all faults
        # Integers are finite, and some are too large for isfinite to look at.
        finite = isinstance(value, int) or isfinite(value)
        if not finite or not (self.minimum <= value <= self.maximum or value == self.also):
            raise ValueError(f"is not between {self.minimum} and {self.maximum}")
        if self.whole and value != int(value):
            raise ValueError("is not a whole number")
        return int(value) if self.whole else float(value)


YES_NO = Category(("Y", "N"))
FLAG = Number(0, 1)

QUESTIONNAIRE: dict[str, Category | Number] = {
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
    "days_birth": Number(-43_830, -6_575),
    "days_employed": Number(-36_525, 0, also=NOT_EMPLOYED_DAYS),
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

AGE_GROUPS = ("18-25", "25-35", "35-45", "45-55", "55-65", "65+")
DAYS_EMPLOYED_BINS = (
    "<1 year",
    "1-3 year",
    "3-5 year",
    "5-10 year",
    "10-40 year",
    "40+ year",
)


def derive_age_group(days_birth: int) -> str:
    """Returns the age group of ``days_birth``; a bin holds its lower edge, not its upper one."""
    return _bin(-days_birth / DAYS_PER_YEAR, (25, 35, 45, 55, 65), AGE_GROUPS)


def derive_days_employed_bin(days_employed: int) -> str:
    """Returns the bin of years employed; "not employed" is in the last one, as in the source."""
    return _bin(abs(days_employed) / DAYS_PER_YEAR, (1, 3, 5, 10, 40), DAYS_EMPLOYED_BINS)


def _bin(years: float, upper_edges: tuple[int, ...], labels: tuple[str, ...]) -> str:
    return labels[sum(years >= edge for edge in upper_edges)]


DERIVED: dict[str, tuple[str, Callable[[int], str], tuple[str, ...]]] = {
    "age_group": ("days_birth", derive_age_group, AGE_GROUPS),
    "days_employed_bin": ("days_employed", derive_days_employed_bin, DAYS_EMPLOYED_BINS),
}
"""Derived feature -> the answer it comes from, how, and the values it may take."""

FEATURE_NAMES: tuple[str, ...] = (*QUESTIONNAIRE, *DERIVED)
CATEGORICAL_FEATURES: tuple[str, ...] = (
    *(name for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Category)),
    *DERIVED,
)


def build_features(answers: Mapping[str, object]) -> Features:
    """Builds the 18 features, in the order of ``FEATURE_NAMES``, from the 16 answers.

    Raises:
        ImpossibleFeaturesError: an answer is missing, of the wrong type or out of its range, or
            two answers contradict each other. Its detail names the answers, not their values.
    """
    features: Features = {}
    faults: dict[str, str] = {}
    for name, kind in QUESTIONNAIRE.items():
        try:
            features[name] = kind.parse(answers.get(name))
        except ValueError as error:
            faults[name] = str(error)
    if not faults:
        faults = _find_contradictions(features)
    if faults:
        raise ImpossibleFeaturesError([f"{name} {fault}" for name, fault in faults.items()])
    for name, (source, derive, _) in DERIVED.items():
        features[name] = derive(int(features[source]))
    return features


def _find_contradictions(answers: Features) -> dict[str, str]:
    """Returns answer -> fault for answers that are possible alone but not together."""
    days_birth, days_employed = float(answers["days_birth"]), float(answers["days_employed"])
    if days_employed != NOT_EMPLOYED_DAYS and days_employed < days_birth + 14 * DAYS_PER_YEAR:
        return {"days_employed": "starts before the age of 14"}
    return {}


def hash_feature_list(names: tuple[str, ...] | list[str]) -> str:
    """Returns the identity of an ordered feature list: SHA-256 in hexadecimal."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
