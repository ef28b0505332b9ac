"""Payment history features: what is known of a credit at its latest recorded month.

Training and scoring build them here, vectorised over many histories. A month's status becomes a
severity, in the order of the risk that follows it: paid off, no loan that month, 1-29 days past
due, and so on up to 150 days or written off.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.clients.rules.history import (
    SEVERITY,
    SHORTEST_HISTORY_MONTHS,
    STATUSES_BY_SEVERITY,
    Months,
    PaymentStatus,
)

MONTHS = 60  # older months are not looked at
NEVER = 99.0
UNKNOWN = -1
NO_LOAN, LATE = SEVERITY[PaymentStatus.NO_LOAN], SEVERITY[PaymentStatus.PAST_DUE_1_29]
LATE_30, LATE_60 = LATE + 1, LATE + 2
LATENESS_FADES = 0.8 ** np.arange(MONTHS)
# Letter (as its byte) -> severity, so that a history is read at once and not month by month
_SEVERITY_OF_LETTER = np.full(256, UNKNOWN, dtype=np.int8)
_SEVERITY_OF_LETTER[[ord(status) for status in STATUSES_BY_SEVERITY]] = range(len(SEVERITY))

HISTORY_FEATURES: dict[str, int] = {
    "latest_status": 1,
    "previous_status": 1,
    "status_two_months_ago": 1,
    "worst_status_3_months": 1,
    "worst_status_6_months": 1,
    "worst_status_12_months": 1,
    "worst_status": 1,
    "months_late_3_months": 1,
    "months_late_6_months": 1,
    "months_late_12_months": 1,
    "months_late": 1,
    "months_late_30_6_months": 1,
    "months_late_30_12_months": 1,
    "months_late_30": 1,
    "months_late_60": 1,
    "share_late": 1,
    "share_late_30": 1,
    "months_since_late": -1,
    "months_since_late_30": -1,
    "late_in_a_row": 1,
    "recent_lateness": 1,
    "months_on_book": 0,
    "share_no_loan": 0,
    "share_paid_off": 0,
    "no_loan_3_months": 0,
    "no_loan_12_months": 0,
    "paid_off_3_months": 0,
    "paid_off_12_months": 0,
    "months_since_no_loan": 0,
    "months_since_paid_off": 0,
    "first_kind": 0,
    "same_kind_in_a_row": 0,
    "changes_of_kind": 0,
}
"""Feature -> sign of its monotone constraint: +1 raises the probability of default, 0 is free.

The free ones look at the kind of a month (paid off, no loan, loan) and not at how late it was, so
a later payment can only raise the probability.
"""

Severities = npt.NDArray[np.int8]
Matrix = npt.NDArray[np.float64]


def to_severities(histories: Sequence[Months]) -> Severities:
    """Returns the severity of each month, newest first, shape (n, 60); -1 where none is known.

    Args:
        histories: checked months; the newest recorded month of each is its latest one, however
            long ago it was.
    """
    severities = np.full((len(histories), MONTHS), UNKNOWN, dtype=np.int8)
    for row, history in zip(severities, histories, strict=True):
        if history:
            places = history.numbers[0] - np.asarray(history.numbers)
            letters = np.frombuffer(history.statuses.encode("ascii"), dtype=np.uint8)
            seen = places < MONTHS
            row[places[seen]] = _SEVERITY_OF_LETTER[letters[seen]]
    return severities


def is_long_enough(severities: Severities) -> npt.NDArray[np.bool_]:
    """Says for each history whether the behavioural model may look at it, shape (n,)."""
    return np.asarray((severities > UNKNOWN).sum(axis=1) >= SHORTEST_HISTORY_MONTHS)


def build_history_features(severities: Severities) -> Matrix:
    """Returns the features in the order of ``HISTORY_FEATURES``, shape (n, features)."""
    late, late_30 = severities >= LATE, severities >= LATE_30
    no_loan, paid_off = severities == NO_LOAN, severities == SEVERITY[PaymentStatus.PAID_OFF]
    known = severities > UNKNOWN
    months = np.maximum(known.sum(axis=1), 1)
    kind = np.minimum(severities, LATE)
    features = {
        "latest_status": severities[:, 0],
        "previous_status": severities[:, 1],
        "status_two_months_ago": severities[:, 2],
        **{f"worst_status_{span}_months": severities[:, :span].max(axis=1) for span in (3, 6, 12)},
        "worst_status": severities.max(axis=1),
        **{f"months_late_{span}_months": late[:, :span].sum(axis=1) for span in (3, 6, 12)},
        "months_late": late.sum(axis=1),
        **{f"months_late_30_{span}_months": late_30[:, :span].sum(axis=1) for span in (6, 12)},
        "months_late_30": late_30.sum(axis=1),
        "months_late_60": (severities >= LATE_60).sum(axis=1),
        "share_late": late.sum(axis=1) / months,
        "share_late_30": late_30.sum(axis=1) / months,
        "months_since_late": _months_since(late),
        "months_since_late_30": _months_since(late_30),
        "late_in_a_row": _months_in_a_row(late),
        # Rounded, for sums of one row differ in the last digit with the size of the batch
        "recent_lateness": (np.maximum(severities - NO_LOAN, 0) @ LATENESS_FADES).round(9),
        "months_on_book": months,
        "share_no_loan": no_loan.sum(axis=1) / months,
        "share_paid_off": paid_off.sum(axis=1) / months,
        "no_loan_3_months": no_loan[:, :3].sum(axis=1),
        "no_loan_12_months": no_loan[:, :12].sum(axis=1),
        "paid_off_3_months": paid_off[:, :3].sum(axis=1),
        "paid_off_12_months": paid_off[:, :12].sum(axis=1),
        "months_since_no_loan": _months_since(no_loan),
        "months_since_paid_off": _months_since(paid_off),
        "first_kind": kind[np.arange(len(kind)), MONTHS - 1 - known[:, ::-1].argmax(axis=1)],
        "same_kind_in_a_row": _months_in_a_row(kind == kind[:, :1]),
        "changes_of_kind": ((kind[:, :-1] != kind[:, 1:]) & known[:, 1:]).sum(axis=1),
    }
    return np.column_stack([features[name] for name in HISTORY_FEATURES]).astype(np.float64)


def _months_since(happened: npt.NDArray[np.bool_]) -> Matrix:
    return np.where(happened.any(axis=1), happened.argmax(axis=1), NEVER)


def _months_in_a_row(holds: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    return np.where(holds.all(axis=1), holds.shape[1], (~holds).argmax(axis=1))
