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
from maintenance.demo.drawing import draw, draw_number
from maintenance.demo.histories import History, draw_histories
from maintenance.demo.names import draw_name, make_login

TERMS_MONTHS = (36, 60, 84, 480)  # usual ones, and one that no history outgrows
YOUNGEST_WORKER_YEARS, DAYS_PER_YEAR = 16, 365.25
STAFF = {Role.MANAGER: 30, Role.ADMIN: 2, Role.UNDERWRITER: 3, Role.ANALYST: 2}
SMALLEST_CREDIT_RUB, LARGEST_CREDIT_RUB = 30_000, 3_000_000
ANNUAL_RATE_PERCENT = 16
COUPLES = ("Married", "Civil marriage")


def generate_client(index: int) -> dict[str, Any]:
    """Returns client number ``index``: name, login, 16 answers, credits with payment histories."""
    answers = _draw_answers(Random(f"client {index}"))  # noqa: S311 - a population, not a secret
    histories = draw_histories(Random(f"payments {index}"))  # noqa: S311 - nor this
    return make_client(index, answers, histories)


def make_client(
    index: int, answers: Mapping[str, Any], histories: Sequence[History]
) -> dict[str, Any]:
    """Gives an applicant a name, a login and credits; the same ones for the same ``index``."""
    random = Random(f"name {index}")  # noqa: S311 - a population, not a secret
    first_name, last_name = draw_name(random, answers["code_gender"])
    affordable_rub = answers["amt_income_total"] / max(1, len(histories))
    return {
        "login": make_login(first_name, last_name, index + 1),
        "first_name": first_name,
        "last_name": last_name,
        **answers,
        "credits": [_draw_credit(random, affordable_rub, history) for history in histories],
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


def _draw_answers(random: Random) -> dict[str, Any]:
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


def _draw_credit(random: Random, affordable_rub: float, history: History) -> dict[str, Any]:
    """Draws a credit of some times what is affordable, issued when the history begins."""
    amount = affordable_rub * random.uniform(0.3, 6)
    amount = min(max(amount, SMALLEST_CREDIT_RUB), LARGEST_CREDIT_RUB)
    months_since_issue = history[-1]["months_ago"] + 1
    return {
        "amount_total": int(round(amount, -3)),
        "annual_rate": ANNUAL_RATE_PERCENT,
        "issued_day": random.randint(1, 28),
        "term_months": next(term for term in TERMS_MONTHS if term > months_since_issue),
        "payment_history": history,
    }
