"""What is known of people from the months of all their credits, as features of the models.

Training and scoring build them here, vectorised over many people. A month's status becomes a
severity, in the order of the risk that follows it: paid off, no loan that month, 1-29 days past
due, and so on up to 150 days or written off. A credit that is paid off stays so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from core.clients.rules.history import (
    SEVERITY,
    STATUSES_BY_SEVERITY,
    Months,
    PaymentStatus,
)

MONTHS = 60  # older months are not looked at
NEVER = 99.0
UNKNOWN = -1
PAID_OFF_LATELY_MONTHS = 24
PAID_OFF = SEVERITY[PaymentStatus.PAID_OFF]
PAID_OFF_LETTER = PaymentStatus.PAID_OFF.value
NO_LOAN, LATE = SEVERITY[PaymentStatus.NO_LOAN], SEVERITY[PaymentStatus.PAST_DUE_1_29]
LATE_30, LATE_60 = LATE + 1, LATE + 2
# Letter (as its byte) -> severity, so that histories are read at once and not month by month
_SEVERITY_OF_LETTER = np.full(256, UNKNOWN, dtype=np.int8)
_SEVERITY_OF_LETTER[[ord(status) for status in STATUSES_BY_SEVERITY]] = range(len(SEVERITY))

STATE_FEATURES: dict[str, int] = {
    "latest_status": 1,
    "worst_status_6_months": 1,
    "worst_status_12_months": 1,
    "worst_status": 1,
    "months_late_6_months": 1,
    "months_late_12_months": 1,
    "share_late": 1,
    "late_in_a_row": 1,
    "months_late_30_12_months": 1,
    "months_late_30": 1,
    "months_late_60": 1,
    "months_since_late_30": -1,
    "credits_late_now": 1,
    "credits_late_30_now": 1,
    "credits_late_30_12_months": 1,
    "credits_late_30": 1,
    "months_on_book": -1,
    "share_without_debt": -1,
    "without_debt_12_months": -1,
    "credits_open": 0,
    "credits_paid_off_24_months": 0,
}
"""Feature of some credits of a person taken together -> sign of its monotone constraint.

+1 raises the probability of default, 0 is free. "Late" is any delay from one day on, "late 30" one
of 30 days or more. Months are those of the worst credit; the worst statuses begin at 1-29 days, so
that they tell apart nothing below 30. A later payment, or a loan in a month that had none, can
only raise what the constraint says raises the probability.
"""
OTHERS = "others_"
OWN_FEATURES: dict[str, int] = {
    "own_months": 0,
    "own_status": 1,
    "own_months_late": 1,
    "own_months_late_30": 1,
}
"""Feature of the newest open credit -> its constraint; the status is -1 where none is open."""
NEW_CREDIT_FEATURES: dict[str, int] = {
    **OWN_FEATURES,
    **{f"{OTHERS}{name}": sign for name, sign in STATE_FEATURES.items()},
}
"""Features of the newest credit and of all others: what the thin-file model reads of months."""

Severities = npt.NDArray[np.int8]
Matrix = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Credits:
    """The months of many people's credits.

    Attributes:
        severities: shape (credits, 60), the month that is looked from first; -1 where none is
            recorded.
        owners: place of each credit's person, rising, shape (credits,).
        people: how many there are; some may have no credit.
    """

    severities: Severities
    owners: Places
    people: int

    def recorded(self) -> Places:
        """Returns how many months of each credit are recorded, shape (credits,)."""
        return np.asarray((self.severities > UNKNOWN).sum(axis=1))

    def open(self) -> Flags:
        """Says of each credit whether it is on record in the newest month and not paid off."""
        return np.asarray(self.severities[:, 0] > PAID_OFF)

    def count(self, which: Flags) -> Places:
        """Returns how many of some credits (bool, shape (credits,)) each person has."""
        return np.bincount(self.owners[which], minlength=self.people)

    def worst(self) -> Severities:
        """Returns the worst severity of each person's credits by month, shape (people, 60)."""
        worst = np.full((self.people, self.severities.shape[1]), UNKNOWN, dtype=np.int8)
        if len(self.owners):
            starts = np.flatnonzero(np.diff(self.owners, prepend=-1))
            worst[self.owners[starts]] = np.maximum.reduceat(self.severities, starts, axis=0)
        return worst

    def chosen(self, which: Flags) -> "Credits":
        """Returns some of the credits, of the same people."""
        return Credits(self.severities[which], self.owners[which], self.people)

    def of_people(self, which: Flags) -> "Credits":
        """Returns all credits of some people (bool, shape (people,)), who are counted anew."""
        mine = which[self.owners]
        places = np.cumsum(which) - 1
        return Credits(self.severities[mine], places[self.owners[mine]], int(which.sum()))


def to_credits(people: Sequence[Sequence[Months]]) -> Credits:
    """Reads checked months, looked at from the newest recorded month of each person's open credits.

    Where no credit is open, that is the newest month of all. What is recorded later (of a credit
    paid off) is left out.
    """
    recorded = [[credit for credit in person if credit.statuses] for person in people]
    credits = list(chain.from_iterable(recorded))
    owners = np.repeat(np.arange(len(people)), [len(person) for person in recorded])
    newest = [_newest(person) for person in recorded]
    severities = np.full((len(credits), MONTHS), UNKNOWN, dtype=np.int8)
    if credits:
        lengths = np.array([len(credit.statuses) for credit in credits])
        rows = np.repeat(np.arange(len(credits)), lengths)
        numbers = np.fromiter(
            chain.from_iterable(credit.numbers for credit in credits), np.int64, lengths.sum()
        )
        letters = "".join(credit.statuses for credit in credits).encode("ascii")
        places = np.array(newest)[owners[rows]] - numbers
        seen = (places >= 0) & (places < MONTHS)
        of_letters = _SEVERITY_OF_LETTER[np.frombuffer(letters, dtype=np.uint8)]
        severities[rows[seen], places[seen]] = of_letters[seen]
    return Credits(stay_paid_off(severities), owners, len(people))


def _newest(person: Sequence[Months]) -> int:
    """Returns the month that a person's recorded credits are looked at from."""
    opened = [one.numbers[0] for one in person if one.statuses[0] != PAID_OFF_LETTER]
    return max(opened or [one.numbers[0] for one in person], default=0)


def stay_paid_off(severities: Severities) -> Severities:
    """Fills the months after the last recorded one of credits that ended paid off."""
    known = severities > UNKNOWN
    newest = np.where(known.any(axis=1), known.argmax(axis=1), 0)
    ended = (newest > 0) & (severities[np.arange(len(severities)), newest] == PAID_OFF)
    if not ended.any():
        return severities
    filled = severities.copy()
    after = np.arange(severities.shape[1]) < newest[:, None]
    filled[ended[:, None] & after] = PAID_OFF
    return filled


def newest_open(credits: Credits) -> Flags:
    """Says of each credit whether it is its person's open one with the fewest months.

    Of two equally new ones it is the one that is worse in the newest month in which they differ, so
    that the order of credits means nothing.
    """
    # Months as the digits of one number: they differ within the few months that a new credit has
    digits = float(len(SEVERITY) + 1) ** -np.arange(credits.severities.shape[1])
    lateness = credits.severities @ digits
    rank = np.lexsort((-lateness, credits.recorded(), ~credits.open(), credits.owners))
    first = np.zeros(len(rank), dtype=bool)
    first[rank[np.diff(credits.owners[rank], prepend=-1) > 0]] = True
    return np.asarray(first & credits.open())


def build_state_features(credits: Credits) -> Matrix:
    """Returns the features in the order of ``STATE_FEATURES``, shape (people, features)."""
    worst, severities = credits.worst(), credits.severities
    known, late, late_30 = worst > UNKNOWN, worst >= LATE, worst >= LATE_30
    without_debt = known & (worst <= NO_LOAN)
    months = np.maximum(known.sum(axis=1), 1)
    late_30_each = severities >= LATE_30
    since_paid_off = _months_in_a_row(severities == PAID_OFF)
    paid_off_lately = (since_paid_off > 0) & (since_paid_off <= PAID_OFF_LATELY_MONTHS)
    features = {
        "latest_status": worst[:, 0],
        **{
            f"worst_status_{span}_months": np.maximum(worst[:, :span].max(axis=1), LATE)
            for span in (6, 12)
        },
        "worst_status": np.maximum(worst.max(axis=1), LATE),
        **{f"months_late_{span}_months": late[:, :span].sum(axis=1) for span in (6, 12)},
        "share_late": late.sum(axis=1) / months,
        "late_in_a_row": _months_in_a_row(late),
        "months_late_30_12_months": late_30[:, :12].sum(axis=1),
        "months_late_30": late_30.sum(axis=1),
        "months_late_60": (worst >= LATE_60).sum(axis=1),
        "months_since_late_30": _months_since(late_30),
        "credits_late_now": credits.count(severities[:, 0] >= LATE),
        "credits_late_30_now": credits.count(late_30_each[:, 0]),
        "credits_late_30_12_months": credits.count(_any(late_30_each[:, :12])),
        "credits_late_30": credits.count(_any(late_30_each)),
        "months_on_book": known.sum(axis=1),
        "share_without_debt": without_debt.sum(axis=1) / months,
        "without_debt_12_months": without_debt[:, :12].sum(axis=1),
        "credits_open": credits.count(credits.open()),
        f"credits_paid_off_{PAID_OFF_LATELY_MONTHS}_months": credits.count(paid_off_lately),
    }
    return np.column_stack([features[name] for name in STATE_FEATURES]).astype(np.float64)


def build_new_credit_features(credits: Credits, own: Flags) -> Matrix:
    """Returns the features in the order of ``NEW_CREDIT_FEATURES``, shape (people, features).

    Args:
        own: the newest credit of each person, at most one; people without one ask for a new one.
    """
    alone = credits.chosen(own)
    worst = alone.worst()
    features = {
        "own_months": (worst > UNKNOWN).sum(axis=1),
        "own_status": worst[:, 0],
        "own_months_late": (worst >= LATE).sum(axis=1),
        "own_months_late_30": (worst >= LATE_30).sum(axis=1),
    }
    columns = [features[name] for name in OWN_FEATURES]
    return np.column_stack([*columns, build_state_features(credits.chosen(~own))])


def _any(happened: Flags) -> Flags:
    return np.asarray(happened.any(axis=1))


def _months_since(happened: Flags) -> Matrix:
    return np.where(happened.any(axis=1), happened.argmax(axis=1), NEVER)


def _months_in_a_row(holds: Flags) -> Places:
    return np.where(holds.all(axis=1), holds.shape[1], (~holds).argmax(axis=1))
