"""Measures the synthetic population's parameters: aggregate figures, never a row."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.questionnaire import NOT_EMPLOYED_DAYS, derive_age_group
from training.data import load_tables

QUANTILES = np.linspace(0, 1, 21)
SMALLEST_CELL = 20  # a share of fewer people could point at one of them
SMALLEST_QUANTILE_GROUP = 200  # so that two people lie beyond the outermost quantiles
MANY_CHILDREN = 3


def measure_population(data: Path) -> dict[str, Any]:
    """Returns shares, quantiles and transition rates for ``maintenance.demo.population``."""
    applications, credits = load_tables(data)
    people = applications.drop_duplicates(applications.columns[1:].tolist())
    people = people.rename(columns=str.lower).assign(
        age_group=people["DAYS_BIRTH"].map(derive_age_group),
        occupation_type=people["OCCUPATION_TYPE"].astype(object).fillna("Unknown"),
        cnt_children=people["CNT_CHILDREN"].clip(upper=MANY_CHILDREN).astype(str),
        employed=np.where(people["DAYS_EMPLOYED"] == NOT_EMPLOYED_DAYS, "no", "yes"),
    )
    people["couple"] = np.where(
        people["name_family_status"].isin(["Married", "Civil marriage"]), "yes", "no"
    )
    people["family_cell"] = people["age_group"] + "/" + people["couple"]
    people["work_cell"] = people["code_gender"].astype(str) + "/" + people["employed"]
    employed = people[people["employed"] == "yes"]
    return {
        "code_gender": _shares(people, "code_gender"),
        "days_birth": _quantiles(people, "days_birth", "code_gender"),
        "name_income_type": _shares(people, "name_income_type", "age_group"),
        "employed": _shares(people, "employed", "name_income_type"),
        "days_employed": _quantiles(employed, "days_employed", "age_group"),
        "occupation_type": _shares(people, "occupation_type", "work_cell"),
        "name_education_type": _shares(people, "name_education_type", "name_income_type"),
        "amt_income_total": _quantiles(people, "amt_income_total", "name_education_type"),
        "name_family_status": _shares(people, "name_family_status", "age_group"),
        "cnt_children": _shares(people, "cnt_children", "family_cell"),
        "name_housing_type": _shares(people, "name_housing_type", "age_group"),
        "flag_own_car": _shares(people, "flag_own_car", "code_gender"),
        "flag_own_realty": _shares(people, "flag_own_realty", "age_group"),
        "flag_work_phone": _shares(people, "flag_work_phone", "employed"),
        "flag_phone": _shares(people, "flag_phone", "age_group"),
        "flag_email": _shares(people, "flag_email", "age_group"),
        **_history(credits),
    }


def _shares(people: pd.DataFrame, column: str, by: str | None = None) -> dict[str, Any]:
    """Returns the share of each value, for each value of ``by``; small cells are left out.

    A group in which nothing is left is given the shares of everybody.
    """
    everybody = _large_shares(people[column].astype(str).value_counts())
    if by is None:
        return everybody
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: _large_shares(values.astype(str).value_counts()) or everybody for key, values in groups
    }


def _large_shares(counts: "pd.Series[int]") -> dict[str, float]:
    kept = counts[counts >= SMALLEST_CELL].sort_index()
    return {str(key): round(float(value), 5) for key, value in (kept / kept.sum()).items()}


def _quantiles(people: pd.DataFrame, column: str, by: str) -> dict[str, list[int]]:
    """Returns 21 rounded quantiles of a number for each value of ``by``, the tails cut at 1 %.

    A small group is given the quantiles of everybody: its own would be its people's values.
    """
    everybody = _rounded_quantiles(people[column])
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: _rounded_quantiles(values) if len(values) >= SMALLEST_QUANTILE_GROUP else everybody
        for key, values in groups
    }


def _rounded_quantiles(values: "pd.Series[float]") -> list[int]:
    return [round(value) for value in values.quantile(QUANTILES.clip(0.01, 0.99))]


def _history(credits: pd.DataFrame) -> dict[str, Any]:
    """Returns history lengths, first statuses, and monthly transition rates."""
    status = credits["STATUS"].astype(str)
    follows = credits["ID"].eq(credits["ID"].shift()).to_numpy()
    after = status[follows].groupby(status.shift()[follows])
    lengths = credits.groupby("ID").size()
    return {
        "history_months": [round(value) for value in lengths.quantile(QUANTILES)],
        "first_status": _large_shares(status[~follows].value_counts()),
        "next_status": {
            str(before): _large_shares(statuses.value_counts()) for before, statuses in after
        },
    }
