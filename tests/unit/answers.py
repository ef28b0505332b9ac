"""One person's answers, possible in every respect, and the day they are given on."""

from datetime import date, timedelta
from typing import Any

from core.clients.rules.history import Months, month_number
from core.clients.rules.questionnaire import Features, answers_of_days, build_features

AS_OF = date(2026, 11, 28)

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
    "born_on": AS_OF - timedelta(days=12_000),
    "employed_since": AS_OF - timedelta(days=2_000),
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
}


def features_of(client: dict[str, Any]) -> Features:
    """The features of a synthetic client, who is told in days."""
    return build_features(answers_of_days(client, AS_OF), AS_OF)


def credits_of(client: dict[str, Any]) -> tuple[Months, ...]:
    """The months of each of a synthetic client's credits."""
    now = month_number(AS_OF)
    return tuple(
        Months(
            [now - month["months_ago"] for month in credit["payment_history"]],
            "".join(month["status"] for month in credit["payment_history"]),
        )
        for credit in client["credits"]
    )


def in_a_row(statuses: str, newest: int = 0) -> Months:
    """Months without a gap, newest first, the newest so many months ago."""
    now = month_number(AS_OF) - newest
    return Months([now - place for place in range(len(statuses))], statuses)
