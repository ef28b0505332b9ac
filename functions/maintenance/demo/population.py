"""A synthetic population with the shares, dependences and payment habits of a real one.

``population.json`` holds aggregate figures of the public data set (see ``training.population``);
no row of it is here. Each client depends on its index only, so chunks can be made in any order; it
is told in days and months ago, so that the newest month is that of the day it is seeded on.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from core.clients.rules.answer_kinds import UNKNOWN
from core.clients.rules.questionnaire import DAYS_PER_YEAR, NOT_EMPLOYED_DAYS, derive_age_group
from core.people.rules.roles import Role
from maintenance.demo.names import draw_name, make_login

PARAMETERS = Path(__file__).parent / "population.json"
TERMS_MONTHS = (36, 60, 84, 480)  # usual ones, and one that no history outgrows
YOUNGEST_WORKER_YEARS = 16
STAFF = {Role.MANAGER: 30, Role.ADMIN: 2, Role.UNDERWRITER: 3, Role.ANALYST: 2}
SMALLEST_CREDIT_RUB, LARGEST_CREDIT_RUB = 30_000, 3_000_000
ANNUAL_RATE_PERCENT = 16
COUPLES = ("Married", "Civil marriage")


@cache
def _parameters() -> dict[str, Any]:
    parameters: dict[str, Any] = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return parameters


def generate_client(index: int) -> dict[str, Any]:
    """Returns client number ``index``: name, login, 16 answers, credit with payment history."""
    random = Random(f"client {index}")  # noqa: S311 - a population, not a secret
    return make_client(index, _draw_answers(random), draw_history(random))


def make_client(
    index: int, answers: Mapping[str, Any], history: list[dict[str, Any]]
) -> dict[str, Any]:
    """Gives an applicant a name, a login and a credit; the same ones for the same ``index``."""
    random = Random(f"name {index}")  # noqa: S311 - a population, not a secret
    first_name, last_name = draw_name(random, answers["code_gender"])
    return {
        "login": make_login(first_name, last_name, index + 1),
        "first_name": first_name,
        "last_name": last_name,
        **answers,
        "credit": _draw_credit(random, answers["amt_income_total"], history),
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
    gender = _draw(random, "code_gender")
    days_birth = -_draw_number(random, "days_birth", gender, sign=-1)
    age_group = derive_age_group(days_birth)
    income_type = _draw(random, "name_income_type", age_group)
    employed = _draw(random, "employed", income_type)
    education = _draw(random, "name_education_type", income_type)
    family_status = _draw(random, "name_family_status", age_group)
    couple = family_status in COUPLES
    children = int(_draw(random, "cnt_children", f"{age_group}/{'yes' if couple else 'no'}"))
    occupation = _draw(random, "occupation_type", f"{gender}/{employed}")
    return {
        "code_gender": gender,
        "flag_own_car": _draw(random, "flag_own_car", gender),
        "flag_own_realty": _draw(random, "flag_own_realty", age_group),
        "cnt_children": children,
        "amt_income_total": round(_draw_number(random, "amt_income_total", education), -2),
        "name_income_type": income_type,
        "name_education_type": education,
        "name_family_status": family_status,
        "name_housing_type": _draw(random, "name_housing_type", age_group),
        "days_birth": days_birth,
        "days_employed": _draw_days_employed(random, employed, days_birth, age_group),
        "flag_work_phone": int(_draw(random, "flag_work_phone", employed)),
        "flag_phone": int(_draw(random, "flag_phone", age_group)),
        "flag_email": int(_draw(random, "flag_email", age_group)),
        "occupation_type": None if occupation == UNKNOWN else occupation,
        "cnt_fam_members": children + (2 if couple else 1),
    }


def _draw_days_employed(random: Random, employed: str, days_birth: int, age_group: str) -> int:
    if employed == "no":
        return NOT_EMPLOYED_DAYS
    longest = -days_birth - int(YOUNGEST_WORKER_YEARS * DAYS_PER_YEAR)
    return -min(_draw_number(random, "days_employed", age_group, sign=-1), longest)


def draw_history(random: Random) -> list[dict[str, Any]]:
    """Draws a payment history, newest month first, from the chain of monthly statuses."""
    parameters = _parameters()
    months = max(1, round(_between(random, parameters["history_months"])))
    status = _pick(random, parameters["first_status"])
    history = []
    for months_ago in reversed(range(months)):
        history.append({"months_ago": months_ago, "status": status})
        status = _pick(random, parameters["next_status"][status])
    return history[::-1]


def _draw_credit(
    random: Random, income_rub: float, history: list[dict[str, Any]]
) -> dict[str, Any]:
    """Draws a credit of some yearly incomes, issued when the history begins."""
    amount = min(max(income_rub * random.uniform(0.3, 6), SMALLEST_CREDIT_RUB), LARGEST_CREDIT_RUB)
    return {
        "amount_total": int(round(amount, -3)),
        "annual_rate": ANNUAL_RATE_PERCENT,
        "issued_day": random.randint(1, 28),
        "term_months": next(term for term in TERMS_MONTHS if term > len(history)),
        "payment_history": history,
    }


def _draw(random: Random, name: str, group: str | None = None) -> str:
    shares = _parameters()[name]
    return _pick(random, shares if group is None else shares[group])


def _draw_number(random: Random, name: str, group: str, sign: int = 1) -> int:
    """Draws from quantiles; ``sign`` -1 turns days counted backwards into days."""
    return round(sign * _between(random, _parameters()[name][group]))


def _pick(random: Random, shares: dict[str, float]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def _between(random: Random, quantiles: list[float]) -> float:
    """Draws a number whose distribution has these equally spaced quantiles."""
    place = random.random() * (len(quantiles) - 1)
    lower = int(place)
    return quantiles[lower] + (place - lower) * (quantiles[lower + 1] - quantiles[lower])
