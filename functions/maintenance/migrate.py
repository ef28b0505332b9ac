"""Alembic, run from inside the stack, where the database can be reached in every target."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

import core.migrations
from core.kit.database import transaction

# Two deploys at once must not migrate at once; the number is this project's own.
_LOCK = text("SELECT pg_advisory_xact_lock(718281828)")

_NO_TIMEOUT = text("SET LOCAL statement_timeout = 0")  # Lambda's own bounds a migration


def migrate() -> dict[str, str | None]:
    """Upgrades to the newest revision in one transaction; returns revisions before and after."""
    config = Config()
    config.set_main_option("script_location", str(Path(core.migrations.__file__).parent))
    with transaction() as connection:
        connection.execute(_NO_TIMEOUT)
        connection.execute(_LOCK)
        config.attributes["connection"] = connection
        context = MigrationContext.configure(connection)
        before = context.get_current_revision()
        command.upgrade(config, "head")
        return {"before": before, "after": context.get_current_revision()}
