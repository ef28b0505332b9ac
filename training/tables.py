"""The Kaggle pair of tables in a folder, as CSV or Parquet: read, tidied, and looked through."""

from pathlib import Path

import pandas as pd

from core.clients.rules.answer_kinds import UNKNOWN
from core.clients.rules.questionnaire import ANSWERED_FEATURES
from training.faults import tell_ids
from training.files import DataError, find_table, note, read_table
from training.month_checks import CREDIT_COLUMNS, CREDITS, MonthRows
from training.tidying import check_columns, number_ids, tidy

APPLICATIONS = "application_record"
APPLICATION_COLUMNS = ("ID", *(name.upper() for name in ANSWERED_FEATURES))


def load_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns both tables, cut to the applicants that appear in both; one row an applicant.

    Raises:
        DataError: a file or a column is missing, or the tables have no applicant in common.
    """
    applications = load_questionnaires(folder)
    if applications is None:
        raise DataError(without(folder, APPLICATIONS))
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
        note(nameless_rows(nameless))
    table, doubled = last_of_each(table)
    if doubled:
        note(rows_that_differ(tell_ids(doubled)))
    return table


def load_credits(folder: Path) -> pd.DataFrame:
    """Returns the months of all credits, IDs as texts, in the order of the file.

    Raises:
        DataError: the file or a column is missing, or holds what no feature knows.
    """
    table = _read(folder, CREDITS, CREDIT_COLUMNS)
    if table is None:
        raise DataError(without(folder, CREDITS))
    rows = MonthRows()
    months = rows.check(table, len(table))
    rows.refuse()
    doubled = int(months.duplicated(["ID", "MONTHS_BALANCE"]).sum())
    if doubled:
        note(months_again(doubled))
    return months


def last_of_each(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Returns the last row of each ID, and the IDs whose rows differ; rows without one are out."""
    table = table[table["ID"] != ""].drop_duplicates()
    doubled = table.loc[table["ID"].duplicated(), "ID"].unique().tolist()
    return table.drop_duplicates("ID", keep="last", ignore_index=True), doubled


def answers_of(applications: pd.DataFrame) -> list[dict[str, object]]:
    """Returns the questionnaire answers of each row under this project's names."""
    renamed = applications[list(APPLICATION_COLUMNS[1:])].rename(columns=str.lower)
    plain = renamed.astype(object).where(renamed.notna(), None)
    # The word of the features for an answer that is not given
    jobs = plain["occupation_type"]
    plain["occupation_type"] = jobs.where(jobs != UNKNOWN, None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def without(folder: Path, name: str) -> str:
    """Says that a folder has no file of a table."""
    return f"{folder} holds neither {name}.parquet nor {name}.csv. Name its folder."


def nothing_stands(path: Path) -> str:
    """Says that a file has rows, all of them empty."""
    return f"{path} has no rows in which anything stands. Name a file that holds some."


def nameless_rows(count: int) -> str:
    """Says how many questionnaires are nobody's."""
    return f"{APPLICATIONS} has {count:,} rows without an ID, which are not used."


def rows_that_differ(told: str) -> str:
    """Says which IDs have several questionnaires."""
    return (
        f"{APPLICATIONS} tells of the same ID in rows that differ: of each the last row counts"
        f" ({told})."
    )


def months_again(count: int) -> str:
    """Says how many months were told before."""
    return f"{CREDITS} tells {count:,} months again: the worst status of a month counts."


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame | None:
    """Returns the columns of a table, tidied, without rows in which nothing stands."""
    path = find_table(folder, name)
    if path is None:
        return None
    table = read_table(path)
    check_columns(name, table.columns.tolist(), columns)
    told = tidy(name, table[list(columns)])
    if told.empty:
        raise DataError(nothing_stands(path))
    return told
