"""Fills the database with demo users; what is there already is left alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection

from core.clients.adding import add_clients, add_credits
from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus, month_of
from core.kit.clock import bank_date
from core.kit.database import transaction
from core.kit.settings import flag
from core.people.rules.roles import Role
from maintenance.demo import statements
from maintenance.demo.population import generate_staff, make_client
from maintenance.demo.records import Applicant, CreditRecord, Dated, Person, told_today
from maintenance.demo.stories import tell_client
from maintenance.ownership import as_owner

PEOPLE_PER_CALL = 500
SERIES_OF_FILES = "F"
LEFT = "all credits ended"
OF_SO_MANY_ONE_IS_NOBODYS = 49  # of all managers' clients now and then one


class SeedingRefusedError(RuntimeError):
    """Demo users have a password that many people know: never on a stack with real clients."""


def generate_people(first: int, count: int) -> dict[int, Dated]:
    """Returns synthetic clients ``first`` to ``first + count - 1``, the same in every call."""
    return _told_today({place: tell_client(place) for place in range(first, first + count)})


def name_people(first: int, applicants: Sequence[Applicant]) -> dict[int, Dated]:
    """Gives real applicants invented names, logins and credits."""
    return _told_today(
        {
            place: make_client(
                place,
                applicant.model_extra or {},
                applicant.model_dump(mode="json")["payment_histories"],
                SERIES_OF_FILES,
            )
            for place, applicant in enumerate(applicants, start=first)
        }
    )


def _told_today(clients: Mapping[int, Mapping[str, Any]]) -> dict[int, Dated]:
    today = bank_date()
    return {
        place: told_today(Person.model_validate(client), today) for place, client in clients.items()
    }


def check(people: Mapping[int, Dated]) -> dict[str, int]:
    """Says that these clients can be seeded, and writes nothing.

    Raises:
        SeedingRefusedError: the stack was not deployed for demo data.
        ImpossibleFeaturesError, ImpossibleHistoryError: a record cannot belong to a person.
    """
    require_demo()
    for dated in people.values():
        dated.answers()
        for credit in dated.person.credits:
            credit.months(dated.paid_until)
    return {"clients": len(people)}


def seed(people: Mapping[int, Dated], password: str, *, replace: bool = False) -> dict[str, int]:
    """Writes the staff and these clients, spread evenly over the managers.

    Args:
        people: by their places in the whole population; of at most ``PEOPLE_PER_CALL`` places, so
            that a caller can show progress between calls.
        password: of every demo user.
        replace: whether the demo clients there are go first.

    Raises:
        SeedingRefusedError: the stack was not deployed for demo data.
        ImpossibleFeaturesError, ImpossibleHistoryError: a record cannot belong to a person.
    """
    require_demo()
    password_hash = PasswordHasher().hash(password)
    if replace:
        with as_owner() as connection:  # the functions may not remove a score
            statements.remove_clients(connection)
    with transaction() as connection:
        manager_ids = _seed_staff(connection, password_hash)
        _seed_clients(connection, people, manager_ids, password_hash)
    return {"clients": len(people)}


def require_demo() -> None:
    """Raises where there may be no demo.

    Raises:
        SeedingRefusedError: the stack was not deployed for demo data.
    """
    if not flag("DEMO_DATA", default=False):
        raise SeedingRefusedError("Deploy the stack with DemoData=true to seed it.")


def _seed_staff(connection: Connection, password_hash: str) -> list[int]:
    """Writes the staff; returns the ids of the managers, in a stable order."""
    staff = generate_staff()
    user_ids = statements.add_users(connection, staff, password_hash)
    managers = [member["login"] for member in staff if member["role"] == Role.MANAGER]
    return statements.add_managers(connection, [user_ids[login] for login in managers])


def _seed_clients(
    connection: Connection,
    people: Mapping[int, Dated],
    manager_ids: Sequence[int],
    password_hash: str,
) -> None:
    users = [
        {
            "login": dated.person.login,
            "first_name": dated.person.first_name,
            "last_name": dated.person.last_name,
            "role": Role.CLIENT,
        }
        for dated in people.values()
    ]
    user_ids = statements.add_users(connection, users, password_hash)
    rows = [
        {
            "user_id": user_ids[dated.person.login],
            "manager_id": _manager_of(place, manager_ids),
            **_profile(dated),
            **dated.answers(),
        }
        for place, dated in people.items()
    ]
    client_ids = add_clients(connection, rows)
    new = [
        (client_ids[user_ids[dated.person.login]], credit, dated.paid_until)
        for dated in people.values()
        if user_ids[dated.person.login] in client_ids
        for credit in dated.person.credits
    ]
    _seed_credits(connection, new)


def _profile(dated: Dated) -> dict[str, Any]:
    person, closed_on = dated.person, dated.closed_on
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "patronymic": person.patronymic,
        "phone": person.phone,
        "external_id": person.external_id,
        "client_since": _noon(dated.client_since),
        "closed_at": _noon(closed_on) if closed_on else None,
        "closed_reason": LEFT if closed_on else None,
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _manager_of(index: int, manager_ids: Sequence[int]) -> int | None:
    """Spreads clients evenly over the managers, and leaves a few to nobody."""
    is_nobodys = index % OF_SO_MANY_ONE_IS_NOBODYS == OF_SO_MANY_ONE_IS_NOBODYS - 1
    return None if is_nobodys else manager_ids[index % len(manager_ids)]


def _seed_credits(
    connection: Connection, credits: Sequence[tuple[int, CreditRecord, date]]
) -> None:
    """Writes credits with their months, each beside its client's id and the day to count from."""
    credit_ids = add_credits(
        connection,
        [
            {
                "client_id": client_id,
                "external_id": credit.external_id,
                "amount_total": credit.amount_total,
                "annual_rate": credit.annual_rate,
                "issued_on": credit.issued_on(as_of),
                "term_months": credit.term_months,
            }
            for client_id, credit, as_of in credits
        ],
    )
    record_months(
        connection,
        [
            month
            for credit_id, (_, credit, as_of) in zip(credit_ids, credits, strict=True)
            for month in _months(credit_id, credit, as_of)
        ],
    )


def _months(credit_id: int, credit: CreditRecord, as_of: date) -> Iterator[RecordedMonth]:
    months = credit.months(as_of)
    for number, status in zip(months.numbers, months.statuses, strict=True):
        yield RecordedMonth(
            credit_id,
            month_of(number),
            PaymentStatus(status),
            days_past_due=credit.days_past_due(status),
            amount_overdue=credit.overdue(status),
        )
