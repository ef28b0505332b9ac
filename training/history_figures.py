"""Measures what the synthetic payment histories are drawn from: aggregate figures, never a row.

A person is a questionnaire, and each ID that gave it is a credit of that person. What the figures
mean is told in ``maintenance.demo.histories``.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.history import SEVERITY, STATUSES_BY_SEVERITY
from training.cells import large_shares, quantiles_by, rates_by, shares_by

MANY_CREDITS = 8  # more count as so many
GROUPS = [2, 3, 5]  # credits from which on: by each number too few default to be told
DURATIONS = [2, 4, 7, 13]  # months of the same use, from which on other rates hold
HABITS = ["seldom", "sometimes", "mostly"]  # late in a month with or without a loan: thirds
PAYERS = ["punctual", "late", "defaulting"]  # by the worst status of all credits
LATE, START = "late", "start"
USES = ["C", "X", LATE]
FREE = ("X", "0")  # after 30 days of delay what follows depends on the delay alone


def measure_histories(owners: "pd.Series[int]", credits: pd.DataFrame) -> dict[str, Any]:
    """Returns credits a person, their lengths, kinds of people, and monthly transition rates.

    Args:
        owners: the number of the person, by ID.
        credits: ID and STATUS, ordered by ID and month.
    """
    months = _describe(owners, credits)
    people = _kinds_of_people(months)
    lengths = _lengths(months, people)
    months = months.join(people[["payer", "habit"]], on="person")
    return {
        "credits": large_shares(people["number"].value_counts()),
        "longest_history": quantiles_by(lengths[lengths["longest"]], "months", "number"),
        "other_histories": quantiles_by(lengths[~lengths["longest"]], "percent", "number"),
        "payer": _payers(people),
        "habit": shares_by(people, "habit", "payer"),
        "durations": DURATIONS,
        **_rates(months),
    }


def _describe(owners: "pd.Series[int]", credits: pd.DataFrame) -> pd.DataFrame:
    """Returns one row a month: person, status and use, those before, and since when the use."""
    status = credits["STATUS"].astype(str)
    use = status.where(status.isin(["C", "X"]), LATE)
    follows = credits["ID"].eq(credits["ID"].shift())
    spells = (~follows | use.ne(use.shift())).cumsum()
    unchanged = spells.groupby(spells).cumcount() + 1
    return pd.DataFrame(
        {
            "ID": credits["ID"],
            "person": credits["ID"].map(owners),
            "status": status,
            "use": use,
            "status_before": status.shift().where(follows, START),
            "use_before": use.shift().where(follows, START),
            "duration": np.searchsorted(DURATIONS, unchanged.shift(fill_value=0), side="right"),
        }
    )


def _kinds_of_people(months: pd.DataFrame) -> pd.DataFrame:
    """Returns one row a person: number of credits, kind of payer, and habit."""
    people = months.groupby("person").agg(number=("ID", "nunique"))
    worst = months["status"].map(SEVERITY).groupby(months["person"]).max()
    late = months["use"].eq(LATE)[months["use"] != "C"].groupby(months["person"]).mean()
    late = late.reindex(people.index, fill_value=0.0)
    thirds = np.quantile(late.to_numpy(), [1 / 3, 2 / 3])
    return people.assign(
        number=people["number"].clip(upper=MANY_CREDITS),
        payer=np.array(PAYERS)[np.digitize(worst, [SEVERITY["1"], SEVERITY["3"]])],
        habit=np.array(HABITS)[np.digitize(late, thirds)],
    )


def _lengths(months: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Returns one row a credit: its months, also in percent of its person's longest one."""
    lengths = months.groupby(["person", "ID"]).size().rename("months").reset_index()
    lengths = lengths.sort_values(["person", "months"], ascending=[True, False])
    longest = lengths.groupby("person")["months"].transform("max")
    return lengths.assign(
        number=lengths["person"].map(people["number"]),
        percent=100 * lengths["months"] / longest,
        longest=~lengths["person"].duplicated(),
    )


def _payers(people: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Returns the shares of the kinds of payers by number of credits, alike in a group of them."""
    group = np.digitize(people["number"], GROUPS)
    shares = shares_by(people.assign(group=group), "payer", "group")
    numbers = sorted(people["number"].unique())
    return {str(number): shares[str(np.digitize(number, GROUPS))] for number in numbers}


def _rates(months: pd.DataFrame) -> dict[str, Any]:
    """Returns first uses, next uses, and how late who is late is."""
    first = months[months["status_before"] == START]
    free = months[months["status_before"].isin(FREE)]
    free = free.assign(before=free["use_before"] + "/" + free["duration"].astype(str))
    bound = ~months["status_before"].isin([START, "C", *FREE])
    late = months["use"].eq(LATE) & months["status_before"].ne("C")
    delay = months.assign(before=months["status_before"])[bound | late]
    return {
        "first_use": rates_by(first, "habit", "use", USES),
        "next_use": _by_kind(free, "habit", HABITS, "use", USES),
        "delay": _by_kind(delay, "payer", PAYERS, "status", STATUSES_BY_SEVERITY),
    }


def _by_kind(
    moves: pd.DataFrame, column: str, kinds: list[str], after: str, order: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Returns the rates of each kind of person; where a kind has none, those of everybody."""
    everybody = rates_by(moves, "before", after, order)
    moves = moves.assign(before=moves[column] + "/" + moves["before"])
    own = rates_by(moves, "before", after, order)
    return {
        f"{kind}/{before}": own.get(f"{kind}/{before}", rates)
        for kind in kinds
        for before, rates in everybody.items()
    }
