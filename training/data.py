"""Loads the Kaggle pair of tables, as CSV or Parquet, from a folder that the caller names."""

from collections.abc import Mapping
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
    FEATURE_NAMES,
    Features,
    answers_of_days,
    build_features,
)
from maintenance.demo.population import generate_client
from model.history import MONTHS, UNKNOWN, Severities

Array = npt.NDArray[Any]
APPLICATIONS, CREDITS = "application_record", "credit_record"
APPLICATION_COLUMNS = ("ID", *(name.upper() for name in ANSWERED_FEATURES))
# Days in the files are counted back from an application whose date nobody tells: any will do
APPLIED_ON = date(2020, 1, 1)
CREDIT_COLUMNS = ("ID", "MONTHS_BALANCE", "STATUS")
SYNTHETIC_COUNT = 10_000  # people, with about as many credits as the files hold
DEFAULT_STATUSES = ("3", "4", "5")


class DataError(ValueError):
    """The folder does not hold what training needs; the text says what to change."""


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
        DataError: a file or a column is missing, or the tables have no applicant in common.
        ImpossibleFeaturesError: a row cannot belong to a person.
    """
    applications, credits = load_tables(folder) if folder else make_tables(SYNTHETIC_COUNT)
    answers = answers_of(applications)
    late = credits.loc[credits["STATUS"].isin(DEFAULT_STATUSES), "ID"].unique()
    return Applicants(
        ids=applications["ID"].to_numpy(),
        features=[features_of(row) for row in answers],
        defaulted=applications["ID"].isin(late).to_numpy(),
        groups=number_people(applications).to_numpy(),
        months=to_calendar(applications["ID"], credits),
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


def load_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns both tables, cut to the applicants that appear in both; one row an applicant.

    Raises:
        DataError: a file or a column is missing, or the tables have no applicant in common.
    """
    applications = load_questionnaires(folder)
    if applications is None:
        raise DataError(_missing(folder, APPLICATIONS))
    credits = load_credits(folder)
    applications = applications[applications["ID"].isin(credits["ID"])].reset_index(drop=True)
    if applications.empty:
        raise DataError(f"No applicant in {folder} has an ID in both tables. Check the files.")
    return applications, credits[credits["ID"].isin(applications["ID"])].reset_index(drop=True)


def load_questionnaires(folder: Path) -> pd.DataFrame | None:
    """Returns one row an applicant, ordered by ID, the last of each ID; None without the file.

    Raises:
        DataError: a column is missing.
    """
    table = _read(folder, APPLICATIONS, APPLICATION_COLUMNS)
    if table is None:
        return None
    return table.drop_duplicates("ID", keep="last").sort_values("ID").reset_index(drop=True)


def load_credits(folder: Path) -> pd.DataFrame:
    """Returns the months of all credits, ordered by ID and month.

    Raises:
        DataError: the file or a column is missing, or holds what no feature knows.
    """
    table = _read(folder, CREDITS, CREDIT_COLUMNS)
    if table is None:
        raise DataError(_missing(folder, CREDITS))
    strange = set(table["STATUS"].astype(str).unique()) - set(SEVERITY)
    if strange:
        listed = ", ".join(sorted(strange))
        raise DataError(f"{CREDITS}.STATUS holds {listed}. Only {', '.join(SEVERITY)} are known.")
    months = table["MONTHS_BALANCE"]
    if not pd.api.types.is_integer_dtype(months) or not months.between(-MONTHS, 0).all():
        raise DataError(f"{CREDITS}.MONTHS_BALANCE must be whole numbers from -{MONTHS} to 0.")
    return table.sort_values(["ID", "MONTHS_BALANCE"]).reset_index(drop=True)


def answers_of(applications: pd.DataFrame) -> list[dict[str, object]]:
    """Returns the questionnaire answers of each row under this project's names."""
    renamed = applications[list(APPLICATION_COLUMNS[1:])].rename(columns=str.lower)
    plain = renamed.astype(object).where(renamed.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def features_of(answers: Mapping[str, object]) -> Features:
    """Returns the 18 features of answers as the files hold them, with days instead of dates.

    Raises:
        ImpossibleFeaturesError: they cannot belong to a person.
    """
    return build_features(answers_of_days(answers, APPLIED_ON), APPLIED_ON)


def _missing(folder: Path, name: str) -> str:
    return f"{folder} holds neither {name}.parquet nor {name}.csv. Name its folder."


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame | None:
    parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
    if parquet.is_file():
        table = pd.read_parquet(parquet)
    elif csv.is_file():
        table = pd.read_csv(csv, dtype={"STATUS": str})  # all digits are still codes
    else:
        return None
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise DataError(f"{name} has no column {', '.join(missing)}. Use the Kaggle files as is.")
    return table[list(columns)]
