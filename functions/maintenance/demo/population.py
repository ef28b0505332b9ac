"""A synthetic population with the shares, dependences and payment habits of a real one.

``population.json`` holds aggregate figures of the public data set (see
``training.population_figures``); no row of it is here. Each client depends on its index only, so
chunks can be made in any order; it is told in days and months ago, counted from the day it is
seeded on.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from core.clients.rules.answer_kinds import UNKNOWN
from core.clients.rules.questionnaire import APPLIED_ON, NOT_EMPLOYED_DAYS, derive_age_group
from core.people.rules.roles import Role
from maintenance.demo.credit_terms import draw_credits
from maintenance.demo.drawing import draw, draw_number
from maintenance.demo.histories import History, draw_histories
from maintenance.demo.names import draw_name, draw_patronymic, make_login

YOUNGEST_WORKER_YEARS, DAYS_PER_YEAR = 16, 365.25
STAFF = {Role.MANAGER: 30, Role.ADMIN: 2, Role.UNDERWRITER: 3, Role.ANALYST: 2}
PHONES_OF_NOBODY = "+7000"  # no Russian area or operator has a code that begins with 0
COUPLES = ("Married", "Civil marriage")


def generate_client(index: int) -> dict[str, Any]:
    """Returns client number ``index``: name, login, 16 answers, credits with payment histories."""
    answers = draw_answers(Random(f"client {index}"))  # noqa: S311 - a population, not a secret
    histories = draw_histories(Random(f"payments {index}"))  # noqa: S311 - nor this
    return make_client(index, answers, histories)


def make_client(
    index: int, answers: Mapping[str, Any], histories: Sequence[History], series: str = "D"
) -> dict[str, Any]:
    """Gives an applicant a name, a login and credits; the same ones for the same ``index``.

    Args:
        series: with which numbers of people and contracts begin.
    """
    random = Random(f"name {index}")  # noqa: S311 - a population, not a secret
    first_name, last_name = draw_name(random, answers["code_gender"])
    patronymic = draw_patronymic(random, answers["code_gender"])
    number = f"{series}-{index + 1:06}"
    credits = draw_credits(random, answers["amt_income_total"], histories)
    return {
        "login": make_login(first_name, last_name, index + 1),
        "first_name": first_name,
        "last_name": last_name,
        "patronymic": patronymic,
        "phone": f"{PHONES_OF_NOBODY}{index + 1:07}",
        "external_id": number,
        **answers,
        "credits": [
            {**credit, "external_id": f"{number}/{place}"}
            for place, credit in enumerate(credits, start=1)
        ],
    }


def generate_staff() -> list[dict[str, str]]:
    """Returns managers, admins, underwriters and analysts with unique logins."""
    random = Random("staff")  # noqa: S311 - a population, not a secret
    staff: dict[str, dict[str, str]] = {}
    for role, count in STAFF.items():
        wanted = len(staff) + count
        while len(staff) < wanted:
            first_name, last_name = draw_name(random, random.choice("FM"))
            login = make_login(first_name, last_name)
            names = {"first_name": first_name, "last_name": last_name}
            staff.setdefault(login, {"login": login, **names, "role": role})
    return list(staff.values())


def draw_answers(random: Random) -> dict[str, Any]:
    """Draws the 16 answers in the order of their dependences."""
    gender = draw(random, "code_gender")
    days_birth = -draw_number(random, "days_birth", gender, sign=-1)
    age_group = derive_age_group(APPLIED_ON + timedelta(days=days_birth), APPLIED_ON)
    income_type = draw(random, "name_income_type", age_group)
    employed = draw(random, "employed", income_type)
    education = draw(random, "name_education_type", income_type)
    family_status = draw(random, "name_family_status", age_group)
    couple = family_status in COUPLES
    children = int(draw(random, "cnt_children", f"{age_group}/{'yes' if couple else 'no'}"))
    occupation = draw(random, "occupation_type", f"{gender}/{employed}")
    return {
        "code_gender": gender,
        "flag_own_car": draw(random, "flag_own_car", gender),
        "flag_own_realty": draw(random, "flag_own_realty", age_group),
        "cnt_children": children,
        "amt_income_total": int(draw(random, "amt_income_total", education)),
        "name_income_type": income_type,
        "name_education_type": education,
        "name_family_status": family_status,
        "name_housing_type": draw(random, "name_housing_type", age_group),
        "days_birth": days_birth,
        "days_employed": _draw_days_employed(random, employed, days_birth, age_group),
        "flag_work_phone": int(draw(random, "flag_work_phone", employed)),
        "flag_phone": int(draw(random, "flag_phone", age_group)),
        "flag_email": int(draw(random, "flag_email", age_group)),
        "occupation_type": None if occupation == UNKNOWN else occupation,
        "cnt_fam_members": children + (2 if couple else 1),
    }


def _draw_days_employed(random: Random, employed: str, days_birth: int, age_group: str) -> int:
    if employed == "no":
        return NOT_EMPLOYED_DAYS
    longest = -days_birth - int(YOUNGEST_WORKER_YEARS * DAYS_PER_YEAR)
    return -min(draw_number(random, "days_employed", age_group, sign=-1), longest)
