"""What followed each row of a sample, and how much of it is known on a given day."""

from dataclasses import dataclass

from training.data import Array

OUTCOME_MONTHS = 12
EARLY_MONTHS = 6  # after which a row begins to tell of the level
NEWEST_POINTS = (
    12  # months, a year of them, whose early outcomes set the level of the probabilities
)


@dataclass(frozen=True)
class Outcomes:
    """What followed n rows.

    Attributes:
        target: whether the event came within twelve months; of newer rows, so far.
        early: whether it came within the first six.
        months_ago: when each row was looked at.
    """

    target: Array
    early: Array
    months_ago: Array

    def of(self, rows: Array) -> "Outcomes":
        """Returns those of some rows."""
        return Outcomes(self.target[rows], self.early[rows], self.months_ago[rows])

    def complete(self, now: int = 0) -> Array:
        """Says of which rows the whole year was known so many months ago, bool."""
        return self.months_ago >= now + OUTCOME_MONTHS

    def begun(self, now: int = 0) -> Array:
        """Says of which rows the first half was known so many months ago, bool."""
        return self.months_ago >= now + EARLY_MONTHS

    def newest(self, now: int = 0) -> Array:
        """Says which rows set the level: the newest of whom the first half was known, bool."""
        return self.begun(now) & (self.months_ago < now + EARLY_MONTHS + NEWEST_POINTS)

    def expected_in_newest(self, now: int = 0) -> float:
        """Returns how many of the newest rows have the event within the whole year.

        Counted are those that had it early, and added as many as came later of the complete rows.
        """
        complete = self.complete(now)
        share = self.early[complete].sum() / self.target[complete].sum()
        return float(self.early[self.newest(now)].sum() / share)
