"""Writes real applicants as seed records, for a stack on the developer's own machine."""

import json
from pathlib import Path

from core.clients.rules.history import SEVERITY
from training.data import answers_of, load_tables


def write_applicants(data: Path, count: int, out: Path) -> None:
    """Writes the first ``count`` applicants: 16 answers and the payment history, newest first.

    A month that is told twice is written once, with its worst status.
    """
    applications, credits = load_tables(data)
    chosen = applications.head(count)
    history = credits[credits["ID"].isin(chosen["ID"])].assign(
        months_ago=-credits["MONTHS_BALANCE"].astype(int), status=credits["STATUS"].astype(str)
    )
    history = history.assign(severity=history["status"].map(SEVERITY)).sort_values(
        ["months_ago", "severity"], ascending=[True, False]
    )
    history = history.drop_duplicates(["ID", "months_ago"])
    months = {
        identifier: group[["months_ago", "status"]].to_dict("records")
        for identifier, group in history.groupby("ID")
    }
    with out.open("w", encoding="utf-8") as lines:
        for identifier, answers in zip(chosen["ID"], answers_of(chosen), strict=True):
            record = {**answers, "payment_history": months[identifier]}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
