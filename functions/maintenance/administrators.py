"""Makes the first administrator of a stack that holds no demo data."""

import secrets

from argon2 import PasswordHasher

from core.journal.queries import record_event
from core.kit.database import transaction
from core.people.rules.roles import Role
from core.people.users import add_user, one_time_until


class LoginTakenError(RuntimeError):
    """Somebody has this login already."""


def add_admin(login: str, first_name: str, last_name: str) -> dict[str, str]:
    """Makes an administrator; the journal says that they made themselves.

    Returns:
        The login and a one-time password to hand over, which is stored nowhere.

    Raises:
        LoginTakenError: somebody has this login already.
    """
    password = secrets.token_urlsafe(12)
    user = {
        "login": login,
        "first_name": first_name,
        "last_name": last_name,
        "role": Role.ADMIN,
        "password_hash": PasswordHasher().hash(password),
        "one_time_until": one_time_until(),
    }
    with transaction() as connection:
        user_id = add_user(connection, user)
        if user_id is None:
            raise LoginTakenError("This login is taken. Choose another one.")
        record_event(
            connection,
            actor_id=user_id,
            action="user.create",
            subject=("users", user_id),
            old_values={},
            new_values={"login": login, "role": Role.ADMIN},
        )
    return {"login": login, "password": password}
