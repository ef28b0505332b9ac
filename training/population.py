"""Measures the synthetic population's parameters: aggregate figures, never a row."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.features import NOT_EMPLOYED_DAYS, derive_age_group
from training.data import load_tables

QUANTILES = np.linspace(0, 1, 21)
SMALLEST_CELL = 20  # a share or a quantile of fewer people could point at one of them
MANY_CHILDREN = 3


def measure_population(data: Path) -> dict[str, Any]:
    """Returns shares, quantiles and transition rates for ``maintenance.population``."""
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
    """Returns the share of each value, for each value of ``by``; small cells are left out."""
    if by is not None:
        groups = people.groupby(people[by].astype(str), observed=True)
        return {key: _shares(group, column) for key, group in groups}
    counts = people[column].astype(str).value_counts().sort_index()
    kept = counts[counts >= min(SMALLEST_CELL, counts.max())]
    return {str(key): round(float(value), 4) for key, value in (kept / kept.sum()).items()}


def _quantiles(people: pd.DataFrame, column: str, by: str) -> dict[str, list[int]]:
    """Returns 21 rounded quantiles of a number for each value of ``by``, the tails cut at 1 %."""
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: [round(value) for value in values.quantile(QUANTILES.clip(0.01, 0.99))]
        for key, values in groups
    }


def _history(credits: pd.DataFrame) -> dict[str, Any]:
    """Returns history lengths, first statuses, and monthly transition rates."""
    status = credits["STATUS"].astype(str)
    follows = credits["ID"].eq(credits["ID"].shift()).to_numpy()
    transitions = pd.crosstab(status.shift()[follows], status[follows], normalize="index")
    lengths = credits.groupby("ID").size()
    first = status[~follows].value_counts(normalize=True).sort_index()
    return {
        "history_months": [round(value) for value in lengths.quantile(QUANTILES)],
        "first_status": {key: round(float(value), 5) for key, value in first.items()},
        "next_status": {
            before: {after: round(float(share), 5) for after, share in row.items() if share > 0}
            for before, row in transitions.iterrows()
        },
    }
