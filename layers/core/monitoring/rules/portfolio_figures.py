"""What counts of the portfolio say: months, grades and buckets of past due, all of one counting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter

from core.clients.rules.history import PaymentStatus
from core.decisions.rules.lending import Band
from core.decisions.rules.policy import Policy
from core.monitoring.portfolio_records import (
    CutOff,
    GradeMove,
    GradeRow,
    MoveSums,
    Observed,
    PastDueBucket,
    PortfolioMonth,
)
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, master_scale
from core.scores.rules.points import edge_points
from core.scores.rules.vocabulary import Decision

LATE_30 = frozenset("12345")
NEW, GONE = "new", "gone"  # beside grades: who was not a client yet, and who is none any more
ALL_GRADES = [*(one.grade for one in master_scale()), DEFAULT_GRADE, UNKNOWN_GRADE]
KOPECK = Decimal("0.01")
UNKNOWN_LAST = "~"  # comes after all letters


@dataclass(frozen=True)
class Counted:
    """Clients of a month who are alike in grade, past due and recommendation.

    Attributes:
        proba_sum, proba_outstanding_rub: of their probabilities, and of those times what is owed.
    """

    month: date
    grade: str | None
    status: str | None
    decision: str | None
    clients: int
    outstanding_rub: Decimal
    proba_sum: float
    proba_outstanding_rub: float


def month_figures(month: date, counted: Iterable[Counted], loss_share: float) -> PortfolioMonth:
    """Returns the figures of a month.

    Args:
        loss_share: loss given default.
    """
    found = _of(month, counted)
    late = [one for one in found if one.status in LATE_30]
    return PortfolioMonth(
        month=month,
        clients=_clients(found),
        outstanding_rub=_outstanding(found),
        rated=_clients(_rated(found)),
        mean_proba=_mean_proba(_rated(found)),
        expected_loss_rub=_expected_loss(found, loss_share),
        late_30=_clients(late),
        late_30_rub=_outstanding(late),
        in_review=_clients([one for one in found if one.decision == Decision.REVIEW]),
    )


def grade_rows(
    months: tuple[date, date | None],
    counted: Sequence[Counted],
    loss_share: float,
    observed: Mapping[str, Observed],
) -> list[GradeRow]:
    """Returns all grades from the best to the worst, and who stands beside the scale.

    Args:
        months: the one that is shown, and the one before where it was counted.
    """
    month, before = months
    total = _clients(_of(month, counted))
    rows = []
    for grade in (*ALL_GRADES, None):
        alike = [one for one in counted if one.grade == grade]
        now = _of(month, alike)
        rows.append(
            GradeRow(
                grade=grade,
                clients=_clients(now),
                clients_before=_clients(_of(before, alike)) if before else None,
                share=_clients(now) / total if total else None,
                outstanding_rub=_outstanding(now),
                mean_proba=_mean_proba(now) if grade else None,
                expected_loss_rub=_expected_loss(now, loss_share),
                observed=observed.get(grade) if grade else None,
            )
        )
    return rows


def past_due_buckets(counted: Sequence[Counted]) -> list[PastDueBucket]:
    """Returns how many clients are how late, month by month; who is unknown comes last."""
    alike: defaultdict[tuple[date, str], list[Counted]] = defaultdict(list)
    for one in counted:
        alike[one.month, one.status or UNKNOWN_LAST].append(one)
    return [
        PastDueBucket(
            month=month,
            status=None if status == UNKNOWN_LAST else PaymentStatus(status),
            clients=_clients(found),
            outstanding_rub=_outstanding(found),
        )
        for (month, status), found in sorted(alike.items(), key=itemgetter(0))
    ]


def cut_offs_in_points(policy: Policy) -> list[CutOff]:
    """Returns a policy's own cut-offs, and those of its bands, as people see them."""
    own = Band(None, 0, policy.approve_below, policy.decline_from)
    return [
        CutOff(
            model=band.model,
            amount_from_rub=band.amount_from_rub,
            approve_from_points=edge_points(band.approve_below),
            decline_below_points=edge_points(band.decline_from),
        )
        for band in (own, *policy.lending.bands)
    ]


def moves_of(counts: Mapping[tuple[str | None, str | None], int]) -> list[GradeMove]:
    """Returns who went where, with the shares of each row of the matrix, without who is gone."""
    rows: Counter[str | None] = Counter()
    for (before, after), clients in counts.items():
        rows[before] += clients if after != GONE else 0
    return [
        GradeMove(before, after, clients, None if after == GONE else clients / rows[before])
        for (before, after), clients in counts.items()
    ]


def sum_moves(moves: Iterable[GradeMove]) -> MoveSums:
    """Returns how many went up and down the scale, a default being its lowest end."""
    sums: Counter[str] = Counter()
    for move in moves:
        sums[_way_of(move)] += move.clients
    return MoveSums(**{way: sums[way] for way in ("up", "down", "same", "other", "new", "gone")})


def _way_of(move: GradeMove) -> str:
    if move.grade_before == NEW:
        return NEW
    if move.grade == GONE:
        return GONE
    if move.grade_before == move.grade:
        return "same"
    comparable = ALL_GRADES[:-1]
    if move.grade_before not in comparable or move.grade not in comparable:
        return "other"
    before, after = comparable.index(move.grade_before), comparable.index(move.grade)
    return "up" if after < before else "down"


def _of(month: date, counted: Iterable[Counted]) -> list[Counted]:
    return [one for one in counted if one.month == month]


def _rated(counted: Iterable[Counted]) -> list[Counted]:
    return [one for one in counted if one.grade not in (None, DEFAULT_GRADE)]


def _clients(counted: Iterable[Counted]) -> int:
    return sum(one.clients for one in counted)


def _outstanding(counted: Iterable[Counted]) -> Decimal:
    return sum((one.outstanding_rub for one in counted), Decimal(0))


def _mean_proba(counted: Sequence[Counted]) -> float | None:
    clients, owed = _clients(counted), float(_outstanding(counted))
    if not clients:
        return None
    if not owed:
        return sum(one.proba_sum for one in counted) / clients
    return sum(one.proba_outstanding_rub for one in counted) / owed


def _expected_loss(counted: Iterable[Counted], loss_share: float) -> Decimal | None:
    foretold = [one.proba_outstanding_rub for one in counted if one.grade is not None]
    return Decimal(sum(foretold) * loss_share).quantize(KOPECK) if foretold else None
