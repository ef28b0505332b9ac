"""Loads the Kaggle pair of tables, as CSV or Parquet, from a folder that the caller names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.clients.rules.history import SEVERITY
from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    APPLIED_ON,
    FEATURE_NAMES,
    Features,
    answers_of_days,
    build_features,
)
from maintenance.demo.population import generate_client
from model.history import MONTHS, UNKNOWN, Severities
from training.faults import build_each
from training.files import DataError
from training.tables import APPLICATION_COLUMNS, answers_of, load_tables

Array = npt.NDArray[Any]
SYNTHETIC_COUNT = 10_000  # people, with about as many credits as the files hold
DEFAULT_STATUSES = ("3", "4", "5")


@dataclass(frozen=True)
class Applicants:
    """Applicants that appear in both tables, ordered by ID.

    Attributes:
        ids: applicant ids, shape (n,).
        features: the 18 features of each, length n.
        defaulted: whether the applicant was ever 90 or more days past due, bool, shape (n,).
        groups: the same number for the same questionnaire, shape (n,). One person appears under
            many ids, so a split must not put one group on both sides.
        months: severity of each calendar month (see ``model.history``), the data's latest month
            first, shape (n, 61); -1 where there is no record.
    """

    ids: Array
    features: list[Features]
    defaulted: Array
    groups: Array
    months: Severities

    def table(self) -> pd.DataFrame:
        """Returns the features as a table in the order of ``FEATURE_NAMES``."""
        return pd.DataFrame(self.features, columns=list(FEATURE_NAMES))


def load_applicants(folder: Path | None) -> Applicants:
    """Loads features and targets; without a folder, of the project's synthetic population.

    Raises:
        DataError: a file or a column is missing, the tables have no applicant in common, or a row
            cannot belong to a person.
    """
    applications, credits = load_tables(folder) if folder else make_tables(SYNTHETIC_COUNT)
    ids = applications["ID"]
    late = credits.loc[credits["STATUS"].isin(DEFAULT_STATUSES), "ID"].unique()
    return Applicants(
        ids=ids.to_numpy(),
        features=build_all(ids.tolist(), answers_of(applications), APPLIED_ON),
        defaulted=ids.isin(late).to_numpy(),
        groups=number_people(applications).to_numpy(),
        months=to_calendar(ids, credits),
    )


def number_people(applications: pd.DataFrame) -> "pd.Series[int]":
    """Returns the number of each row's person: who gave the same whole questionnaire is one."""
    questionnaire = list(APPLICATION_COLUMNS[1:])
    return applications.groupby(questionnaire, dropna=False, observed=True, sort=False).ngroup()


def to_calendar(ids: "pd.Series[Any]", credits: pd.DataFrame) -> Severities:
    """Returns the severity of each month for each id, the data's latest month first.

    A month that is told twice counts with its worst status, whatever the order of the rows.
    """
    calendar = np.full((len(ids), MONTHS + 1), UNKNOWN, dtype=np.int8)
    rows = pd.Series(np.arange(len(ids)), index=ids).loc[credits["ID"]].to_numpy()
    severities = credits["STATUS"].astype(str).map(SEVERITY).to_numpy()
    np.maximum.at(calendar, (rows, -credits["MONTHS_BALANCE"].to_numpy()), severities)
    return calendar


def make_tables(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns both tables, of ``count`` synthetic people, under the names of the files.

    As there, each credit has an ID of its own and repeats its person's questionnaire.
    """
    owners: list[dict[str, Any]] = []
    histories: list[list[dict[str, Any]]] = []
    for client in map(generate_client, range(count)):
        answers = {name.upper(): client[name] for name in ANSWERED_FEATURES}
        for credit in client["credits"]:
            owners.append({"ID": len(owners), **answers})
            histories.append(credit["payment_history"])
    credits = pd.DataFrame(
        [
            {"ID": place, "MONTHS_BALANCE": -month["months_ago"], "STATUS": month["status"]}
            for place, history in enumerate(histories)
            for month in history
        ]
    )
    return pd.DataFrame(owners), credits


def build_all(
    ids: Sequence[Any], answers: Sequence[Mapping[str, object]], as_of: date
) -> list[Features]:
    """Returns the features of all questionnaires.

    Raises:
        DataError: some cannot belong to people; it names them.
    """
    features, faults = build_each(ids, answers, as_of)
    if faults.ids:
        raise DataError(f"{faults} Mend or take out these rows.")
    return [one for one in features if one is not None]


def features_of(answers: Mapping[str, object]) -> Features:
    """Returns the 18 features of answers as the files hold them, with days instead of dates.

    Raises:
        ImpossibleFeaturesError: they cannot belong to a person.
    """
    return build_features(answers_of_days(answers, APPLIED_ON), APPLIED_ON)
