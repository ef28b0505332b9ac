"""Fills the database with demo users; what is there already is left alone."""

from collections.abc import Sequence

from argon2 import PasswordHasher
from sqlalchemy import Connection

from core.database import transaction
from core.queries import seeding
from core.settings import flag
from core.vocabulary import Role
from maintenance.people import Applicant, Person
from maintenance.population import generate_client, generate_staff, make_client

PEOPLE_PER_CALL = 500


class SeedingRefusedError(RuntimeError):
    """Demo users have a password that many people know: never on a stack with real clients."""


def generate_people(first: int, count: int) -> list[Person]:
    """Returns synthetic clients ``first`` to ``first + count - 1``, the same in every call."""
    return [Person.model_validate(generate_client(index)) for index in range(first, first + count)]


def name_people(first: int, applicants: Sequence[Applicant]) -> list[Person]:
    """Gives real applicants invented names, logins and credits."""
    return [
        Person.model_validate(
            make_client(
                index, applicant.answers(), applicant.model_dump(mode="json")["payment_history"]
            )
        )
        for index, applicant in enumerate(applicants, start=first)
    ]


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
        ImpossibleFeaturesError: a record's answers cannot belong to a person.
    """
    if not flag("DEMO_DATA", default=False):
        raise SeedingRefusedError("Deploy the stack with DemoData=true to seed it.")
    password_hash = PasswordHasher().hash(password)
    with transaction() as connection:
        if replace:
            seeding.remove_clients(connection)
        manager_ids = _seed_staff(connection, password_hash)
        return {"clients": _seed_clients(connection, people, first, manager_ids, password_hash)}


def _seed_staff(connection: Connection, password_hash: str) -> list[int]:
    """Writes the staff; returns the ids of the managers, in a stable order."""
    staff = generate_staff()
    user_ids = seeding.add_users(connection, staff, password_hash)
    managers = [member["login"] for member in staff if member["role"] == Role.MANAGER]
    return seeding.add_managers(connection, [user_ids[login] for login in managers])


def _seed_clients(
    connection: Connection,
    people: Sequence[Person],
    first: int,
    manager_ids: Sequence[int],
    password_hash: str,
) -> int:
    users = [
        {
            "login": person.login,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "role": Role.CLIENT,
        }
        for person in people
    ]
    user_ids = seeding.add_users(connection, users, password_hash)
    rows = [
        {
            "user_id": user_ids[person.login],
            "manager_id": manager_ids[(first + place) % len(manager_ids)],
            **person.answers(),
        }
        for place, person in enumerate(people)
    ]
    client_ids = seeding.add_clients(connection, rows)
    credits = [
        {"client_id": client_ids[user_ids[person.login]], **person.credit.model_dump(mode="json")}
        for person in people
    ]
    seeding.add_credits(connection, credits)
    return len(people)
