"""The Kaggle pair of tables of a few invented people, as CSV files."""

from pathlib import Path
from typing import Any

import pandas as pd

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from tests.unit.answers import ANSWERS

HISTORIES = {1: "X00CCC", 2: "000000", 3: "001000", 4: "CCCC00", 5: "0XX000"}
DAYS = {"days_birth": -12_000, "days_employed": -2_000}


def application(identifier: int, **changes: Any) -> dict[str, Any]:
    """A row of application_record."""
    told = {**ANSWERS, **DAYS, "amt_income_total": 100_000 + identifier, **changes}
    return {"ID": identifier, **{name.upper(): told[name] for name in ANSWERED_FEATURES}}


def write_files(folder: Path, histories: dict[int, str] = HISTORIES) -> None:
    """Writes both tables: one credit a person, its statuses the newest first."""
    months = [
        {"ID": identifier, "MONTHS_BALANCE": -place, "STATUS": status}
        for identifier, statuses in histories.items()
        for place, status in enumerate(statuses)
    ]
    people = pd.DataFrame([application(identifier) for identifier in histories])
    people.to_csv(folder / "application_record.csv", index=False)
    pd.DataFrame(months).to_csv(folder / "credit_record.csv", index=False)
