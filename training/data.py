"""Loads the Kaggle pair of tables, as CSV or Parquet, from a folder that the caller names."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt
import pandas as pd

from core.features import FEATURE_NAMES, QUESTIONNAIRE, Features, build_features

Array = npt.NDArray[Any]
APPLICATIONS, CREDITS = "application_record", "credit_record"
APPLICATION_COLUMNS = ("ID", *(name.upper() for name in QUESTIONNAIRE))
CREDIT_COLUMNS = ("ID", "MONTHS_BALANCE", "STATUS")
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
    """

    ids: Array
    features: list[Features]
    defaulted: Array
    groups: Array

    def table(self) -> pd.DataFrame:
        """Returns the features as a table in the order of ``FEATURE_NAMES``."""
        return pd.DataFrame(self.features, columns=list(FEATURE_NAMES))


def load_applicants(folder: Path) -> Applicants:
    """Loads features and targets.

    Raises:
        DataError: a file or a column is missing, or the tables have no applicant in common.
        ImpossibleFeaturesError: a row cannot belong to a person.
    """
    applications, credits = load_tables(folder)
    answers = answers_of(applications)
    late = credits.loc[credits["STATUS"].isin(DEFAULT_STATUSES), "ID"].unique()
    return Applicants(
        ids=applications["ID"].to_numpy(),
        features=[build_features(row) for row in answers],
        defaulted=applications["ID"].isin(late).to_numpy(),
        groups=applications.groupby(
            list(APPLICATION_COLUMNS[1:]), dropna=False, observed=True, sort=False
        )
        .ngroup()
        .to_numpy(),
    )


def load_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns both tables, cut to the applicants that appear in both; one row an applicant.

    Raises:
        DataError: a file or a column is missing, or the tables have no applicant in common.
    """
    applications = _read(folder, APPLICATIONS, APPLICATION_COLUMNS)
    credits = _read(folder, CREDITS, CREDIT_COLUMNS)
    applications = applications.drop_duplicates("ID", keep="last").sort_values("ID")
    applications = applications[applications["ID"].isin(credits["ID"])].reset_index(drop=True)
    if applications.empty:
        raise DataError(f"No applicant in {folder} has an ID in both tables. Check the files.")
    credits = credits[credits["ID"].isin(applications["ID"])]
    return applications, credits.sort_values(["ID", "MONTHS_BALANCE"]).reset_index(drop=True)


def answers_of(applications: pd.DataFrame) -> list[dict[str, object]]:
    """Returns the questionnaire answers of each row under this project's names."""
    renamed = applications[list(APPLICATION_COLUMNS[1:])].rename(columns=str.lower)
    plain = renamed.astype(object).where(renamed.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
    if parquet.is_file():
        table = pd.read_parquet(parquet)
    elif csv.is_file():
        table = pd.read_csv(csv, dtype={"STATUS": str})  # all digits are still codes
    else:
        raise DataError(f"{folder} holds neither {name}.parquet nor {name}.csv. Name its folder.")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise DataError(f"{name} has no column {', '.join(missing)}. Use the Kaggle files as is.")
    return table[list(columns)]
