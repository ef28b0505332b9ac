"""Fills the database with demo users; what is there already is left alone."""

from collections.abc import Iterator, Sequence
from datetime import date

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
from maintenance.demo.records import Applicant, CreditRecord, Person
from maintenance.demo.stories import tell_client

PEOPLE_PER_CALL = 500
SERIES_OF_FILES = "F"
OF_SO_MANY_ONE_IS_NOBODYS = 49  # of all managers' clients now and then one


class SeedingRefusedError(RuntimeError):
    """Demo users have a password that many people know: never on a stack with real clients."""


def generate_people(first: int, count: int) -> list[Person]:
    """Returns synthetic clients ``first`` to ``first + count - 1``, the same in every call."""
    return [Person.model_validate(tell_client(index)) for index in range(first, first + count)]


def name_people(first: int, applicants: Sequence[Applicant]) -> list[Person]:
    """Gives real applicants invented names, logins and credits."""
    return [
        Person.model_validate(
            make_client(
                index,
                applicant.model_extra or {},
                applicant.model_dump(mode="json")["payment_histories"],
                SERIES_OF_FILES,
            )
        )
        for index, applicant in enumerate(applicants, start=first)
    ]


def check(people: Sequence[Person]) -> dict[str, int]:
    """Says that these clients can be seeded, and writes nothing.

    Raises:
        SeedingRefusedError: the stack was not deployed for demo data.
        ImpossibleFeaturesError, ImpossibleHistoryError: a record cannot belong to a person.
    """
    _require_demo()
    as_of = bank_date()
    for person in people:
        person.answers(as_of)
        for credit in person.credits:
            credit.months(as_of)
    return {"clients": len(people)}


def seed(
    people: Sequence[Person], first: int, password: str, *, replace: bool = False
) -> dict[str, int]:
    """Writes the staff and these clients, spread evenly over the managers.

    Args:
        people: at most ``PEOPLE_PER_CALL``, so that a caller can show progress between calls.
        first: the place of the first of them in the whole population.
        password: of every demo user.
        replace: whether the demo clients there are go first.

    Raises:
        SeedingRefusedError: the stack was not deployed for demo data.
        ImpossibleFeaturesError, ImpossibleHistoryError: a record cannot belong to a person.
    """
    _require_demo()
    password_hash = PasswordHasher().hash(password)
    with transaction() as connection:
        if replace:
            statements.remove_clients(connection)
        manager_ids = _seed_staff(connection, password_hash)
        _seed_clients(connection, people, first, manager_ids, password_hash)
    return {"clients": len(people)}


def _require_demo() -> None:
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
    people: Sequence[Person],
    first: int,
    manager_ids: Sequence[int],
    password_hash: str,
) -> None:
    users = [
        {
            "login": person.login,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "role": Role.CLIENT,
        }
        for person in people
    ]
    user_ids = statements.add_users(connection, users, password_hash)
    as_of = bank_date()
    rows = [
        {
            "user_id": user_ids[person.login],
            "manager_id": _manager_of(first + place, manager_ids),
            "first_name": person.first_name,
            "last_name": person.last_name,
            "patronymic": person.patronymic,
            "phone": person.phone,
            "external_id": person.external_id,
            **person.answers(as_of),
        }
        for place, person in enumerate(people)
    ]
    client_ids = add_clients(connection, rows)
    new = [
        (client_ids[user_ids[person.login]], credit)
        for person in people
        if user_ids[person.login] in client_ids
        for credit in person.credits
    ]
    _seed_credits(connection, new, as_of)


def _manager_of(index: int, manager_ids: Sequence[int]) -> int | None:
    """Spreads clients evenly over the managers, and leaves a few to nobody."""
    is_nobodys = index % OF_SO_MANY_ONE_IS_NOBODYS == OF_SO_MANY_ONE_IS_NOBODYS - 1
    return None if is_nobodys else manager_ids[index % len(manager_ids)]


def _seed_credits(
    connection: Connection, credits: Sequence[tuple[int, CreditRecord]], as_of: date
) -> None:
    """Writes credits, each beside its client's id, with their months."""
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
            for client_id, credit in credits
        ],
    )
    record_months(
        connection,
        [
            month
            for credit_id, (_, credit) in zip(credit_ids, credits, strict=True)
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
