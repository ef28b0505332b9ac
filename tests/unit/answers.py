"""One person's answers, possible in every respect."""

from typing import Any

ANSWERS: dict[str, Any] = {
    "code_gender": "F",
    "flag_own_car": "N",
    "flag_own_realty": "Y",
    "cnt_children": 1,
    "amt_income_total": 157_500.0,
    "name_income_type": "Working",
    "name_education_type": "Higher education",
    "name_family_status": "Married",
    "name_housing_type": "House / apartment",
    "days_birth": -12_000,
    "days_employed": -2_000,
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
}
