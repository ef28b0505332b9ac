"""Settings from the environment, and the database address from its secret.

Nothing is read at import: each setting is read when it is first needed, so that a missing one
names itself instead of breaking every function that does not use it.
"""

import json
import os

import certifi
from sqlalchemy import URL

from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError

DATABASE_SECRET_CACHE_SECONDS = 5  # while the database is away, not every request asks for it
SECRET_CACHE_SECONDS = 300


def setting(name: str, default: str | None = None) -> str:
    """Returns an environment variable.

    Raises:
        RuntimeError: it is not set and has no default.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise RuntimeError(f"Set the environment variable {name} (see infra/template.yaml).")
    return value


def flag(name: str, default: bool) -> bool:
    """Returns whether a setting says "true"."""
    return setting(name, str(default)).lower() == "true"


def read_secret(secret_id: str, cache_seconds: int = SECRET_CACHE_SECONDS) -> str:
    """Reads a secret; one that was read within ``cache_seconds`` is not read again.

    Raises:
        UnavailableError: it cannot be read at the moment.
    """
    # With boto3, which no start waits for
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415

    try:
        secret: str = parameters.get_secret(
            secret_id, max_age=cache_seconds, force_fetch=cache_seconds == 0
        )
    except parameters.GetParameterError as error:
        raise UnavailableError(
            "A secret cannot be read at the moment. Try again in a few seconds.",
            RETRY_AFTER_SECONDS,
        ) from error
    return secret


def read_database_url(
    named_by: str = "DATABASE_SECRET_ID", cache_seconds: int = DATABASE_SECRET_CACHE_SECONDS
) -> URL:
    """Reads the database address from the secret that a setting names.

    ``DATABASE_SECRET_ID`` is of the role that works with the rows, ``DATABASE_OWNER_SECRET_ID`` of
    the one that owns the tables and migrates them. The secret is JSON as RDS keeps it: username and
    password, and host, port and dbname unless ``DATABASE_HOST``, ``DATABASE_PORT`` and
    ``DATABASE_NAME`` say where a proxy stands. It is read anew for every new engine, so a rotated
    password is picked up (see ``core.kit.database``).
    """
    secret = json.loads(read_secret(setting(named_by), cache_seconds))
    return URL.create(
        "postgresql+psycopg2",
        username=secret["username"],
        password=secret["password"],
        host=_proxy() or secret["host"],
        port=int(setting("DATABASE_PORT", "") or secret["port"]),
        database=setting("DATABASE_NAME", "") or secret["dbname"],
        query=_transport(),
    )


def behind_proxy() -> bool:
    """Returns whether a proxy stands before the database, where many share few connections."""
    return bool(_proxy())


def _proxy() -> str:
    return setting("DATABASE_HOST", "")


def _transport() -> dict[str, str]:
    """Returns how the connection is encrypted, and by whose word the server is believed.

    RDS Proxy shows a certificate of Amazon's public authority, which certifi knows; RDS itself one
    of an authority of its own, in a file that ``DATABASE_ROOT_CERTIFICATES`` names.
    """
    mode = setting("DATABASE_SSLMODE", "verify-full")
    if mode != "verify-full":
        return {"sslmode": mode}
    roots = setting("DATABASE_ROOT_CERTIFICATES", "") or certifi.where()
    return {"sslmode": mode, "sslrootcert": roots}
