"""Writes what models are trained and calibrated on: the training files, and matured outcomes."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tqdm import tqdm

from local import seeding
from local.errors import StackError
from local.stack import Stack, write_private

COHORTS = 12
OUTCOMES = ("client_id", "model", "model_version", "proba", "contributions", "defaulted")


def export_people(stack: Stack, function: str, folder: Path) -> int:
    """Writes application_record.csv and credit_record.csv; returns how many credits they are of.

    Raises:
        StackError: there are none.
    """
    with ExitStack() as files:
        applications = _writer(files, folder / "application_record.csv")
        credits = _writer(files, folder / "credit_record.csv")
        count = 0
        for one in _people(stack, function):
            if not count:
                applications.writerow(["ID", *map(str.upper, one["answers"])])
                credits.writerow(["ID", "MONTHS_BALANCE", "STATUS"])
            applications.writerow([one["id"], *one["answers"].values()])
            months = zip(one["months"], one["statuses"], strict=True)
            credits.writerows([one["id"], *month] for month in months)
            count += 1
    if not count:
        raise StackError("There are no payments to export.")
    return count


def _people(stack: Stack, function: str) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {"action": "export_people", "after": 0}
    with tqdm(desc="export", unit=" credits", leave=False, disable=None) as progress:
        while event["after"] is not None:
            answer = seeding.invoke(stack, function, event)
            yield from answer["people"]
            progress.update(len(answer["people"]))
            event["after"] = answer["last"]


def export_outcomes(stack: Stack, function: str, folder: Path, cohorts: int = COHORTS) -> list[str]:
    """Writes outcomes.csv of the newest cohorts; returns the months with which they matured.

    Raises:
        StackError: none has.
    """
    asked = {"action": "list_matured", "count": cohorts}
    months: list[str] = seeding.invoke(stack, function, asked)["months"]
    if not months:
        raise StackError(
            "No cohort has matured: have the monitor run a month that is a year after scores."
        )
    with ExitStack() as files:
        rows = _writer(files, folder / "outcomes.csv")
        rows.writerow(["month", *OUTCOMES])
        for month in tqdm(months, desc="export", unit=" cohorts", leave=False, disable=None):
            rows.writerows(_outcomes(stack, function, month))
    return months


def _outcomes(stack: Stack, function: str, month: str) -> Iterator[list[Any]]:
    event: dict[str, Any] = {"action": "export_outcomes", "month": month, "after": 0}
    while event["after"] is not None:
        answer = seeding.invoke(stack, function, event)
        yield from ([month, *(one[name] for name in OUTCOMES)] for one in answer["outcomes"])
        event["after"] = answer["last"]


def _writer(files: ExitStack, path: Path) -> Any:
    """Opens a file that only its owner may read: answers are of people."""
    write_private(path, "")
    return csv.writer(files.enter_context(path.open("w", newline="", encoding="utf-8")))
