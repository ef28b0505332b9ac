"""Alembic, run from inside the stack, where the database can be reached in every target."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import core.migrations
from core.decisions.policy_activating import add_first_policy
from core.kit.database import CONNECT_TIMEOUT_SECONDS
from core.kit.settings import read_database_url
from maintenance.runtime_role import settle_runtime_role

# Two deploys at once must not migrate at once; the number is this project's own.
_LOCK = text("SELECT pg_advisory_xact_lock(718281828)")

_NO_TIMEOUT = text("SET LOCAL statement_timeout = 0")  # Lambda's own bounds a migration


def migrate() -> dict[str, str | None]:
    """Upgrades to the newest revision in one transaction; returns revisions before and after.

    The tables' owner does it. The functions work as another role, which gets its rights anew here.
    The release's policy is the first version, unless there is any.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(core.migrations.__file__).parent))
    owner = create_engine(
        read_database_url("DATABASE_OWNER_SECRET_ID", cache_seconds=0),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS},
    )
    with owner.begin() as connection:
        connection.execute(_NO_TIMEOUT)
        connection.execute(_LOCK)
        config.attributes["connection"] = connection
        context = MigrationContext.configure(connection)
        before = context.get_current_revision()
        command.upgrade(config, "head")
        add_first_policy(connection)
        # The role gets the password that stands in the secret now, not the one of a moment ago
        settle_runtime_role(connection, read_database_url(cache_seconds=0))
        return {"before": before, "after": context.get_current_revision()}
