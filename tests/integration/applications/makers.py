"""Applications as callers write them."""

from datetime import date
from typing import Any

from core.kit.clock import bank_date
from tests.integration.makers import ANSWERS

WANTED = {"amount_rub": "300000.00", "term_months": 24, "purpose": "car"}


def answers(**changes: Any) -> dict[str, Any]:
    """All answers, as JSON holds them."""
    told = {**ANSWERS, **changes}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told.items()
        if not name.startswith("flag_email")
    }


def person(last_name: str, **changes: Any) -> dict[str, Any]:
    """Somebody who can be reached and has agreed; each phone is somebody's own."""
    told = {
        "last_name": last_name,
        "first_name": "Анна",
        "phone": f"+7916{abs(hash(last_name)) % 10_000_000:07}",
        "consent_on": bank_date().isoformat(),
    }
    return {**told, **changes}


def whole(last_name: str, **changes: Any) -> dict[str, Any]:
    """All that an application needs."""
    return {"person": person(last_name), "answers": answers(), "wanted": WANTED, **changes}
