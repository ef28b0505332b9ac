"""Measures the synthetic population's parameters: aggregate figures, never a row."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from core.clients.rules.questionnaire import (
    APPLIED_ON,
    NOT_EMPLOYED_DAYS,
    derive_age_group,
)
from training.cells import heaps_by, quantiles_by, shares_by
from training.data import number_people
from training.history_figures import measure_histories
from training.tables import load_tables

MANY_CHILDREN = 3


def measure_population(data: Path) -> dict[str, Any]:
    """Returns shares, quantiles and transition rates for ``maintenance.demo.population``."""
    applications, credits = load_tables(data)
    owners = number_people(applications)
    people = applications[~owners.duplicated()]
    people = people.rename(columns=str.lower).assign(
        age_group=people["DAYS_BIRTH"].map(_age_group),
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
        "code_gender": shares_by(people, "code_gender"),
        "days_birth": quantiles_by(people, "days_birth", "code_gender"),
        "name_income_type": shares_by(people, "name_income_type", "age_group"),
        "employed": shares_by(people, "employed", "name_income_type"),
        "days_employed": quantiles_by(employed, "days_employed", "age_group"),
        "occupation_type": shares_by(people, "occupation_type", "work_cell"),
        "name_education_type": shares_by(people, "name_education_type", "name_income_type"),
        "amt_income_total": heaps_by(people, "amt_income_total", "name_education_type"),
        "name_family_status": shares_by(people, "name_family_status", "age_group"),
        "cnt_children": shares_by(people, "cnt_children", "family_cell"),
        "name_housing_type": shares_by(people, "name_housing_type", "age_group"),
        "flag_own_car": shares_by(people, "flag_own_car", "code_gender"),
        "flag_own_realty": shares_by(people, "flag_own_realty", "age_group"),
        "flag_work_phone": shares_by(people, "flag_work_phone", "employed"),
        "flag_phone": shares_by(people, "flag_phone", "age_group"),
        "flag_email": shares_by(people, "flag_email", "age_group"),
        **measure_histories(owners.set_axis(applications["ID"]), credits),
    }


def _age_group(days_birth: int) -> str:
    return derive_age_group(APPLIED_ON + timedelta(days=days_birth), APPLIED_ON)
