"""Writes real applicants as seed records, for a stack on the developer's own machine."""

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pandas as pd

from core.clients.rules.history import SEVERITY
from core.kit.clock import bank_date
from training.data import build_all, number_people
from training.tables import answers_of, load_tables


def write_applicants(data: Path, count: int, out: Path) -> None:
    """Writes the first ``count`` people: 16 answers and the payment history of each credit.

    The IDs with the same questionnaire are one person's credits. Nothing is written unless all can
    be seeded today.

    Raises:
        DataError: the files cannot be used, or some of the people are impossible.
    """
    applications, credits = load_tables(data)
    owners = number_people(applications)
    chosen, owners = applications[owners < count], owners[owners < count]
    histories = _histories(credits[credits["ID"].isin(chosen["ID"])])
    owned, people = chosen["ID"].groupby(owners), chosen[~owners.duplicated()]
    told = answers_of(people)
    build_all(people["ID"].tolist(), told, bank_date())
    with out.open("w", encoding="utf-8") as lines:
        for (_, ids), answers in zip(owned, told, strict=True):
            record = {**answers, "payment_histories": [histories[one] for one in ids]}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def _histories(credits: pd.DataFrame) -> dict[Any, list[dict[Hashable, Any]]]:
    """Returns the months of each ID, newest first; one that is told twice with its worst status."""
    months = credits.assign(
        months_ago=-credits["MONTHS_BALANCE"].astype(int), status=credits["STATUS"].astype(str)
    )
    months = months.assign(severity=months["status"].map(SEVERITY)).sort_values(
        ["months_ago", "severity"], ascending=[True, False]
    )
    months = months.drop_duplicates(["ID", "months_ago"])
    return {
        identifier: group[["months_ago", "status"]].to_dict("records")
        for identifier, group in months.groupby("ID")
    }
