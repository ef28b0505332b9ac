"""Slowing down who tries to prove who they are, without shutting out who can.

See docs/decisions/0018: what is counted together, and what somebody with bad intent can reach.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from api.kit.keys import keyed
from core.kit.errors import TooManyAttemptsError
from core.people.attempts import (
    Limit,
    forget_attempts,
    is_first_refusal,
    reserve_attempt,
    take_back_attempt,
)

LONGEST_WAIT_SECONDS = 900
FEW = Limit(free=5, longest_wait_seconds=LONGEST_WAIT_SECONDS, forget_seconds=720)
# An office, or the borrowers of a mobile operator, may share one address
OF_AN_ADDRESS = Limit(free=50, longest_wait_seconds=LONGEST_WAIT_SECONDS, forget_seconds=72)
# From anywhere in the world: short, because its owner may be the one who waits
OF_A_LOGIN = Limit(free=5, longest_wait_seconds=30, forget_seconds=180)

Counts = Mapping[str, Limit]


class FirstRefusalError(TooManyAttemptsError):
    """The first refusal of a wait: the one that the journal notes."""


def counts_of_login(login: str, address: str, device: str | None) -> Counts:
    """Returns what an attempt to log in is counted by, the address first.

    A browser from which this login succeeded before is counted by itself, so that nobody else's
    failures keep its owner out.
    """
    if device:
        return {keyed("device attempts", login, device): FEW}
    return {
        keyed("address", address): OF_AN_ADDRESS,
        keyed("login from address", login, address): FEW,
        keyed("login", login): OF_A_LOGIN,
    }


def counts_of_address(address: str) -> Counts:
    """Returns what a proof is counted by that nobody finds by trying: the link of an invitation."""
    return {keyed("address", address): OF_AN_ADDRESS}


def counts_of_user(proof: str, user_id: int) -> Counts:
    """Returns what a proof other than that of a login is counted by."""
    return {keyed(proof, user_id): FEW}


def reserve(connection: Connection, counts: Counts) -> None:
    """Counts an attempt in all of these or in none, and commits that.

    Raises:
        TooManyAttemptsError: there is a wait; nothing was counted.
    """
    for key_hash, limit in counts.items():
        seconds = reserve_attempt(connection, key_hash, limit)
        if seconds:
            connection.rollback()
            kind = (
                FirstRefusalError
                if is_first_refusal(connection, key_hash)
                else TooManyAttemptsError
            )
            connection.commit()
            raise kind(f"Too many attempts. Wait {seconds} seconds, then try again.", seconds)
    connection.commit()


def settle(connection: Connection, counts: Counts) -> None:
    """The proof was right: its owner begins anew, the address only gets this attempt back.

    That is committed at once: what comes next may be refused.
    """
    for key_hash, limit in counts.items():
        if limit is OF_AN_ADDRESS:
            take_back_attempt(connection, key_hash)
        else:
            forget_attempts(connection, key_hash)
    connection.commit()
