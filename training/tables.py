"""The Kaggle pair of tables in a folder, as CSV or Parquet: read, tidied, and looked through."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.answer_kinds import UNKNOWN, Category
from core.clients.rules.history import SEVERITY
from core.clients.rules.questionnaire import ANSWERED_FEATURES, QUESTIONNAIRE
from model.history import MONTHS
from training.faults import MOST_TOLD, tell_ids
from training.files import DataError, find_table, note, read_table

APPLICATIONS, CREDITS = "application_record", "credit_record"
APPLICATION_COLUMNS = ("ID", *(name.upper() for name in ANSWERED_FEATURES))
CREDIT_COLUMNS = ("ID", "MONTHS_BALANCE", "STATUS")
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "<NA>")
NUMBERS = {
    "MONTHS_BALANCE",
    *(
        feature.upper()
        for feature, answer in ANSWERED_FEATURES.items()
        if not isinstance(QUESTIONNAIRE[answer], Category)
    ),
}
LONGEST_INTEGER = 18  # longer ones are no answers, and some are too long for any number
_NUMBER = r"[+-]?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?"
_ID = r"0|[1-9][0-9]{0,17}"
_ROUNDED_ID = r"[0-9]+([.,][0-9]+[eE][+]?|[eE][+])[0-9]+"  # as spreadsheets shorten long numbers
_AS_DECIMAL = rf"^({_ID})[.]0+$"


def load_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns both tables, cut to the applicants that appear in both; one row an applicant.

    Raises:
        DataError: a file or a column is missing, or the tables have no applicant in common.
    """
    applications = load_questionnaires(folder)
    if applications is None:
        raise DataError(_missing(folder, APPLICATIONS))
    credits = load_credits(folder)
    applications = applications[applications["ID"].isin(credits["ID"])]
    if applications.empty:
        raise DataError(f"No applicant in {folder} has an ID in both tables. Check the files.")
    credits = credits[credits["ID"].isin(applications["ID"])]
    return (
        applications.assign(ID=number_ids(applications["ID"])).sort_values("ID", ignore_index=True),
        credits.assign(ID=number_ids(credits["ID"])).sort_values(
            ["ID", "MONTHS_BALANCE"], ignore_index=True
        ),
    )


def load_questionnaires(folder: Path) -> pd.DataFrame | None:
    """Returns one row an applicant, the last of each ID, in the order of the file.

    IDs are texts, as ``load_credits`` has them; numbers are numbers, and what is none stays as it
    stands there, for ``build_each`` to find.

    Returns:
        None without the file.

    Raises:
        DataError: a column is missing.
    """
    table = _read(folder, APPLICATIONS, APPLICATION_COLUMNS)
    if table is None:
        return None
    nameless = int((table["ID"] == "").sum())
    if nameless:
        note(f"{APPLICATIONS} has {nameless:,} rows without an ID, which are not used.")
    table = table[table["ID"] != ""].drop_duplicates()
    doubled = table.loc[table["ID"].duplicated(), "ID"].unique().tolist()
    if doubled:
        told = f"of each the last row counts ({tell_ids(doubled)})"
        note(f"{APPLICATIONS} tells of the same ID in rows that differ: {told}.")
    return table.drop_duplicates("ID", keep="last", ignore_index=True)


def load_credits(folder: Path) -> pd.DataFrame:
    """Returns the months of all credits, IDs as texts, in the order of the file.

    Raises:
        DataError: the file or a column is missing, or holds what no feature knows.
    """
    table = _read(folder, CREDITS, CREDIT_COLUMNS)
    if table is None:
        raise DataError(_missing(folder, CREDITS))
    table = table.assign(STATUS=_each_value(table["STATUS"], _read_name))
    _refuse(table["ID"] == "", table, "ID is empty", "Each month is that of an ID.")
    strange = ~table["STATUS"].isin(list(SEVERITY))
    listed = ", ".join(sorted(set(table.loc[strange, "STATUS"]) - {""})[:MOST_TOLD]) or "nothing"
    _refuse(strange, table, f"STATUS holds {listed}", f"Only {', '.join(SEVERITY)} are known.")
    months = pd.to_numeric(table["MONTHS_BALANCE"], errors="coerce")
    odd = ~months.between(-MONTHS, 0) | (months != months.round())
    _refuse(odd, table, f"MONTHS_BALANCE must be whole numbers from -{MONTHS} to 0, the newest", "")
    table = table.assign(MONTHS_BALANCE=months.astype("int64"))
    doubled = int(table.duplicated(["ID", "MONTHS_BALANCE"]).sum())
    if doubled:
        note(f"{CREDITS} tells {doubled:,} months again: the worst status of a month counts.")
    return table


def number_ids(ids: "pd.Series[Any]") -> "pd.Series[Any]":
    """Returns IDs as numbers where all of them are, so that they sort as such."""
    return ids.astype("int64") if ids.str.fullmatch(_ID).all() else ids


def answers_of(applications: pd.DataFrame) -> list[dict[str, object]]:
    """Returns the questionnaire answers of each row under this project's names."""
    renamed = applications[list(APPLICATION_COLUMNS[1:])].rename(columns=str.lower)
    plain = renamed.astype(object).where(renamed.notna(), None)
    # The word of the features for an answer that is not given
    jobs = plain["occupation_type"]
    plain["occupation_type"] = jobs.where(jobs != UNKNOWN, None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _missing(folder: Path, name: str) -> str:
    return f"{folder} holds neither {name}.parquet nor {name}.csv. Name its folder."


def _refuse(odd: "pd.Series[bool]", table: pd.DataFrame, fault: str, advice: str) -> None:
    if odd.any():
        ids = table.loc[odd, "ID"].unique().tolist()
        rows = f"in {int(odd.sum()):,} of {len(table):,} rows ({tell_ids(ids)})"
        raise DataError(f"{CREDITS}.{fault}: not so {rows}. {advice}".rstrip())


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame | None:
    """Returns the columns of a table, tidied, without rows in which nothing stands."""
    path = find_table(folder, name)
    if path is None:
        return None
    table = read_table(path)
    missing = [column for column in columns if column not in table.columns]
    if missing:
        advice = "Use the Kaggle files as is, with commas between the columns."
        raise DataError(f"{name} has no column {', '.join(missing)}. {advice}")
    names = [str(column).removesuffix(".1") for column in table.columns]  # as pandas names a second
    doubled = [column for column in columns if names.count(column) > 1]
    if doubled:
        raise DataError(f"{name} has column {', '.join(doubled)} twice. Take one of them out.")
    told = table[list(columns)].apply(_tidy).dropna(how="all")
    if told.empty:
        raise DataError(
            f"{path} has no rows in which anything stands. Name a file that holds some."
        )
    ids = _each_value(told["ID"], _read_name)
    rounded = ids[ids.str.fullmatch(_ROUNDED_ID)].unique().tolist()
    if rounded:
        raise DataError(
            f"{name} has IDs that a spreadsheet has rounded ({tell_ids(rounded)})."
            " Several people may share one: fetch the file again."
        )
    return told.assign(ID=ids)


def _tidy(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Returns values without the space around them; texts as numbers where they are such."""
    if pd.api.types.is_numeric_dtype(values):
        return values
    read = partial(_read_value, is_number=values.name in NUMBERS)
    return _each_value(values, read).infer_objects()


def _each_value(values: "pd.Series[Any]", read: Callable[[object], object]) -> "pd.Series[Any]":
    """Reads each different value once: few values are many rows."""
    try:
        places, told = pd.factorize(values.astype(object))
    except TypeError as error:  # of a Parquet file
        raise DataError(f"{values.name} holds lists or records. Give one value a row.") from error
    meanings = np.empty(len(told) + 1, dtype=object)  # the last is that of nothing, at place -1
    meanings[:] = [*map(read, told), read(None)]
    return pd.Series(meanings[places], index=values.index)


def _read_value(value: object, *, is_number: bool) -> object:
    text = value.strip() if isinstance(value, str) else value
    if text is None or text in MISSING:
        return None
    if is_number and isinstance(text, str) and re.fullmatch(_NUMBER, text):
        is_exact = len(text) < LONGEST_INTEGER and not re.search("[.eE]", text)
        return int(text) if is_exact else float(text)
    return text


def _read_name(value: object) -> str:
    """Returns an ID or a status as a text, "7.0" as "7", and nothing as the empty text."""
    text = "" if value is None else str(value)
    return re.sub(_AS_DECIMAL, r"\1", text)
