"""How a client stands with payments today: what the hard rules look at before any model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.clients.rules.history import (
    DEFAULT_STATUSES,
    SEVERITY,
    Months,
    PaymentStatus,
    month_number,
)


@dataclass(frozen=True)
class Standing:
    """What the months of all credits say of a day.

    Attributes:
        worst_now: the worst status that any credit has in its newest recorded month; None without
            any month.
        months_silent: since the newest month of the open credits; None without open credits.
        months_since_default: since an open credit was 90 or more days late, counted from its newest
            month; None if none ever was.
        ever_defaulted: whether any credit, closed ones too, ever was.
    """

    worst_now: PaymentStatus | None = None
    months_silent: int | None = None
    months_since_default: int | None = None
    ever_defaulted: bool = False


def standing_of(credits: Sequence[Months], as_of: date) -> Standing:
    """Returns how the person of these credits stands on a day."""
    recorded = [credit for credit in credits if len(credit)]
    opened = [credit for credit in recorded if credit.statuses[0] != PaymentStatus.PAID_OFF]
    newest = [credit.statuses[0] for credit in recorded]
    worst = max(newest, key=SEVERITY.__getitem__, default=None)
    ages = [age for credit in opened if (age := _months_since_default(credit)) is not None]
    return Standing(
        worst_now=PaymentStatus(worst) if worst else None,
        months_silent=month_number(as_of) - max(credit.numbers[0] for credit in opened)
        if opened
        else None,
        months_since_default=min(ages, default=None),
        ever_defaulted=not all(DEFAULT_STATUSES.isdisjoint(credit.statuses) for credit in recorded),
    )


def _months_since_default(credit: Months) -> int | None:
    if DEFAULT_STATUSES.isdisjoint(credit.statuses):  # of most; it spares a look at each month
        return None
    places = (place for place, status in enumerate(credit.statuses) if status in DEFAULT_STATUSES)
    place = next(places, None)
    return None if place is None else credit.numbers[0] - credit.numbers[place]
