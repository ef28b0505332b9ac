"""Statements on second factors and their recovery codes, which are known by hashes only."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_update

from core.people.records import SecondFactor
from core.people.tables import recovery_codes, second_factors


def get_second_factor(connection: Connection, user_id: int) -> SecondFactor | None:
    """Returns the second factor of a user, confirmed or not."""
    row = connection.execute(
        select(second_factors).where(second_factors.c.user_id == user_id)
    ).one_or_none()
    return SecondFactor(row.salt, row.confirmed_at is not None, row.last_step) if row else None


def begin_second_factor(connection: Connection, user_id: int, salt: str) -> bool:
    """Notes a second factor that is yet to be confirmed; False if there is a confirmed one."""
    fresh = {"salt": salt, "created_at": func.now(), "last_step": 0}
    statement = (
        insert_or_update(second_factors)
        .values(user_id=user_id, salt=salt)
        .on_conflict_do_update(
            index_elements=["user_id"], set_=fresh, where=second_factors.c.confirmed_at.is_(None)
        )
    )
    return connection.execute(statement).rowcount == 1


def confirm_second_factor(
    connection: Connection, user_id: int, salt: str, code_hashes: Sequence[str]
) -> bool:
    """Puts the second factor of this salt in force, with the hashes of its recovery codes.

    Returns:
        False if it is in force already, was begun anew or taken away: nothing is changed then.
    """
    begun = update(second_factors).where(
        second_factors.c.user_id == user_id,
        second_factors.c.salt == salt,
        second_factors.c.confirmed_at.is_(None),
    )
    if connection.execute(begun.values(confirmed_at=func.now())).rowcount != 1:
        return False
    rows = [{"user_id": user_id, "code_hash": code_hash} for code_hash in code_hashes]
    connection.execute(insert(recovery_codes), rows)
    return True


def use_step(connection: Connection, user_id: int, step: int) -> bool:
    """Uses the code of a step of time up; False if it or a later one was used already."""
    statement = update(second_factors).where(
        second_factors.c.user_id == user_id, second_factors.c.last_step < step
    )
    return connection.execute(statement.values(last_step=step)).rowcount == 1


def use_recovery_code(connection: Connection, user_id: int, code_hash: str) -> bool:
    """Uses a recovery code up; False if there is none such."""
    statement = delete(recovery_codes).where(
        recovery_codes.c.user_id == user_id, recovery_codes.c.code_hash == code_hash
    )
    return connection.execute(statement).rowcount == 1


def remove_second_factor(connection: Connection, user_id: int) -> bool:
    """Takes a second factor away with its recovery codes; says whether there was one."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user_id))
    statement = delete(second_factors).where(second_factors.c.user_id == user_id)
    return connection.execute(statement).rowcount == 1
