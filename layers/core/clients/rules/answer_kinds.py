"""What an answer may be: of a closed list, a number, or a day in the past."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite

UNKNOWN = "Unknown"


@dataclass(frozen=True)
class Category:
    """An answer taken from a closed list; ``nullable`` answers become the category Unknown."""

    values: tuple[str, ...]
    nullable: bool = False

    def parse(self, value: object, _as_of: date) -> str:
        """Returns the category; raises ValueError with the fault if it is none."""
        if value is None and self.nullable:
            return UNKNOWN
        if value not in self.values:
            raise ValueError(f"is not one of: {', '.join(self.values)}")
        return str(value)


@dataclass(frozen=True)
class Number:
    """A number within bounds, both included."""

    minimum: int
    maximum: int
    whole: bool = True

    def parse(self, value: object, _as_of: date) -> int | float:
        """Returns the number; raises ValueError with the fault if it is none."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError("is not a number")  # noqa: TRY004 - one exception for all faults
        # Integers are finite, and some are too large for isfinite to look at.
        finite = isinstance(value, int) or isfinite(value)
        if not finite or not self.minimum <= value <= self.maximum:
            raise ValueError(f"is not between {self.minimum} and {self.maximum}")
        if self.whole and value != int(value):
            raise ValueError("is not a whole number")
        return int(value) if self.whole else float(value)


@dataclass(frozen=True)
class PastDate:
    """A day some whole years before the date of scoring, both included; the feature is in days.

    Attributes:
        feature: the name of the days counted backwards.
        none_means: the days that stand for no date; None where a date is required.
    """

    feature: str
    least_years: int
    most_years: int
    none_means: int | None = None

    @property
    def nullable(self) -> bool:
        """Whether there may be no date."""
        return self.none_means is not None

    def parse(self, value: object, as_of: date) -> int:
        """Returns the days from ``as_of`` back to the date, negative; ValueError for a fault."""
        if value is None and self.none_means is not None:
            return self.none_means
        if type(value) is not date:  # a datetime is a date, too, and not one of these
            raise ValueError("is not a date")
        if value > as_of or not self.least_years <= whole_years(value, as_of) <= self.most_years:
            raise ValueError(f"is not {self.least_years} to {self.most_years} years ago")
        return -(as_of - value).days


def whole_years(since: date, as_of: date) -> int:
    """Returns the anniversaries between two dates; that of 29 February is 1 March, mostly."""
    return as_of.year - since.year - ((as_of.month, as_of.day) < (since.month, since.day))


Kind = Category | Number | PastDate
