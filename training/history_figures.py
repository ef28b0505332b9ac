"""Measures what the synthetic payment histories are drawn from: aggregate figures, never a row.

A person is a questionnaire, and each ID that gave it is a credit of that person. What the figures
mean is told in ``maintenance.demo.histories``.
"""

from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.history import SEVERITY
from training.cells import large_shares, quantiles_by
from training.data import Array

MANY_CREDITS = 8
DURATIONS = [2, 4, 7, 13]  # months of the same use, from which on other rates hold
USES = ["X", "C"]  # without a loan, paid off; every other month is late
LATE, START = "late", "start"
PAYERS = ("on time", "late", "defaulting")  # at worst below 30 days, below 90, 90 and more
NUMBER_GROUPS = [0, 1, 2, 4, np.inf]  # of credits, that are told apart for the kinds of payers
CERTAINTY = 0.94  # that the worst a person did in the months on record tells the kind of payer


def measure_histories(owners: "pd.Series[int]", credits: pd.DataFrame) -> dict[str, Any]:
    """Returns credits a person, their lengths, kinds of people, and monthly transition rates.

    Args:
        owners: the number of the person, from 0, by ID.
        credits: ID and STATUS, ordered by ID and month.
    """
    months = _describe(owners, credits)
    number = owners.value_counts().sort_index()
    payers = _payers(months, number)
    return {
        "credits": large_shares(number[number <= MANY_CREDITS].astype(str).value_counts()),
        **_lengths(months, number),
        "payer": _payer_shares(payers, number),
        "delay": _delays(months, payers),
        "durations": DURATIONS,
        **_uses(months),
    }


def _describe(owners: "pd.Series[int]", credits: pd.DataFrame) -> pd.DataFrame:
    """Returns each month with the status and use before it, and how long that use had lasted."""
    status = credits["STATUS"].astype(str)
    use = status.where(status.isin(USES), LATE)
    first = credits["ID"].ne(credits["ID"].shift())
    spell = (first | use.ne(use.shift())).cumsum()
    return pd.DataFrame(
        {
            "ID": credits["ID"],
            "person": credits["ID"].map(owners),
            "before": status.shift().where(~first, START),
            "status": status,
            "use_before": use.shift().where(~first, START),
            "use": use,
            "lasted": spell.groupby(spell).cumcount().shift().fillna(0) + 1,
        }
    )


def _lengths(months: pd.DataFrame, number: "pd.Series[int]") -> dict[str, Any]:
    """Returns months of the longest credit, and of each other one in percent of that."""
    lengths = months.groupby(["person", "ID"]).size().rename("months").reset_index("person")
    lengths["number"] = lengths["person"].map(number)
    lengths = lengths[lengths["number"] <= MANY_CREDITS]
    lengths = lengths.sort_values("months", ascending=False, kind="stable")
    others = lengths["person"].duplicated()
    longest = lengths["person"].map(lengths.groupby("person")["months"].max())
    lengths["percent"] = 100 * lengths["months"] / longest
    return {
        "longest_history": quantiles_by(lengths[~others], "months", "number"),
        "other_histories": quantiles_by(lengths[others], "percent", "number"),
    }


def _payers(months: pd.DataFrame, number: "pd.Series[int]") -> Array:
    """Returns how likely each person is a payer of each kind, shape (people, 3).

    The worst that is on record says it nearly; what it cannot say of a short record is said by
    the rates of each kind and the kinds of people with as many credits (one round of expectation).
    """
    worst = months["status"].map(SEVERITY).groupby(months["person"]).max()
    told = np.eye(len(PAYERS))[np.digitize(worst, [SEVERITY["1"], SEVERITY["3"]])]
    guess = CERTAINTY * told + (1 - CERTAINTY) / len(PAYERS)
    delays = _delayed(months)
    counts = pd.crosstab(delays["person"], [delays["before"], delays["status"]])
    counts = counts.reindex(number.index, fill_value=0)
    expected = pd.DataFrame(guess.T @ counts.to_numpy(), columns=counts.columns)
    rates = expected / expected.T.groupby(level="before").transform("sum").T
    groups = pd.DataFrame(guess).groupby(pd.cut(number, NUMBER_GROUPS).array, observed=True)
    evidence = counts.to_numpy() @ np.log(rates.to_numpy()).T + np.log(groups.transform("mean"))
    likely = np.exp(evidence.to_numpy() - evidence.to_numpy().max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def _payer_shares(payers: Array, number: "pd.Series[int]") -> dict[str, dict[str, float]]:
    """Returns the shares of the kinds of payers by number of credits, few numbers together."""
    groups = pd.cut(number, NUMBER_GROUPS)
    table = pd.DataFrame(payers, index=number.index, columns=list(PAYERS))
    shares = {group: large_shares(few.sum()) for group, few in table.groupby(groups, observed=True)}
    group_of = groups.groupby(number).first()
    return {
        str(count): shares[group] or large_shares(table.sum())
        for count, group in group_of.items()
        if count in range(MANY_CREDITS + 1)
    }


def _delayed(months: pd.DataFrame) -> pd.DataFrame:
    """Returns the months whose status the payer decides: late ones, and all after 30+ days."""
    decided = months["use"].eq(LATE) | ~months["before"].isin([START, "0", *USES])
    return months[decided & months["before"].ne("C")]


def _delays(months: pd.DataFrame, payers: Array) -> dict[str, dict[str, float]]:
    """Returns the shares of the status that follows each, by payer; few months' are everybody's."""
    delays = _delayed(months)
    told = [delays["before"], delays["status"]]
    everybody = delays.groupby(told).size()
    shares = {}
    for place, payer in enumerate(PAYERS):
        weights = pd.Series(payers[delays["person"], place], index=delays.index)
        weighted = weights.groupby(told).sum()
        for before in everybody.index.unique("before"):
            own = large_shares(weighted[before])
            shares[f"{payer}/{before}"] = own or large_shares(everybody[before])
    return shares


def _uses(months: pd.DataFrame) -> dict[str, Any]:
    """Returns the habits of use, the use that begins a credit, and the one that follows."""
    free = months[months["before"].isin(["X", "0"])].copy()
    changed = free["use"].ne(free["use_before"]) & free["use"].ne("C")
    habit = _habits(changed, free["person"])
    free["duration"] = np.searchsorted(DURATIONS, free["lasted"], side="right")
    free["habit"] = free["person"].map(habit)
    first = months[months["before"].eq(START)]
    first = first.assign(habit=first["person"].map(habit)).dropna(subset="habit")
    return {
        "habit": large_shares(habit.value_counts()),
        "first_use": {
            key: large_shares(uses.value_counts()) for key, uses in first.groupby("habit")["use"]
        },
        "next_use": {
            "/".join(map(str, key)): large_shares(uses.value_counts())
            for key, uses in free.groupby(["habit", "use_before", "duration"])["use"]
        },
    }


def _habits(changed: "pd.Series[bool]", people: "pd.Series[int]") -> "pd.Series[str]":
    """Returns who changes between loan and no loan seldom, and who often: a third of the people."""
    changes = changed.astype(float).groupby(people).mean()
    often = changes.gt(changes.quantile(2 / 3))
    return often.map({True: "changing", False: "steady"})
