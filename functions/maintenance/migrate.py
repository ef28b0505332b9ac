"""Alembic, run from inside the stack, where the database can be reached in every target."""

from collections.abc import Callable
from pathlib import Path
from time import sleep

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from psycopg2.errors import LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

import core.migrations
from core.decisions.policy_activating import add_first_policy
from core.kit.settings import read_database_url
from core.migrations.online import OutOfTimeError
from core.models.registry import add_released_model
from maintenance.ownership import owner_engine
from maintenance.runtime_role import settle_runtime_role
from maintenance.score_months import make_months_ahead

MOST_TRIES = 20
PAUSE_SECONDS = 5  # in which those go on who had to wait behind it

# Whatever waits for a table has everybody else wait behind itself: it gives up soon, and tries
# again. Nothing else bounds a migration but the invocation.
_BOUND = text("SET lock_timeout = '3s'; SET statement_timeout = 0")
# Two deploys at once must not migrate at once; the number is this project's own. It is tried and
# not waited for: a statement that waits is one that an index being built waits for in turn.
_TRY_TO_BE_ALONE = text("SELECT pg_try_advisory_lock(718281828)")


class MigrationHeldUpError(RuntimeError):
    """Somebody else holds what the migration needs."""


def migrate(is_late: Callable[[], bool]) -> dict[str, str | bool | None]:
    """Upgrades towards the newest revision; call it again until it is ``finished``.

    Each revision is committed by itself. The tables' owner does it. The functions work as another
    role, which gets its rights anew here. The release's policy is the first version, unless there
    is any; its bundle becomes known, too.

    Args:
        is_late: whether the invocation ends soon; a long revision then stops where it is.

    Returns:
        The revisions before and after, and whether all is done.

    Raises:
        MigrationHeldUpError: a table, or the right to migrate, was not to be had; nothing is half
            done.
    """
    with owner_engine().connect() as connection:  # its end gives back what the session holds
        _be_alone(connection)
        before = _revision(connection)
        finished = _upgrade(connection, is_late)
        if finished:
            _settle(connection)
        return {"before": before, "after": _revision(connection), "finished": finished}


def _be_alone(connection: Connection) -> None:
    for _ in range(MOST_TRIES):
        is_alone = connection.execute(_TRY_TO_BE_ALONE).scalar_one()
        connection.commit()
        if is_alone:
            return
        sleep(PAUSE_SECONDS)
    raise MigrationHeldUpError("Another migration is under way. Try again when it has ended.")


def _revision(connection: Connection) -> str | None:
    with connection.begin():
        return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, is_late: Callable[[], bool]) -> bool:
    """Upgrades as far as the time allows; says whether that is all the way."""
    config = Config()
    config.set_main_option("script_location", str(Path(core.migrations.__file__).parent))
    config.attributes.update(connection=connection, is_late=is_late)
    for _ in range(MOST_TRIES):
        try:
            _upgrade_once(connection, config)
        except OutOfTimeError:
            return False
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            connection.rollback()
            sleep(PAUSE_SECONDS)
        else:
            return True
    raise MigrationHeldUpError(
        "A table could not be locked, because somebody works on it. See who holds it in pg_locks,"
        " and migrate again."
    )


def _upgrade_once(connection: Connection, config: Config) -> None:
    with connection.begin():
        connection.execute(_BOUND)
    command.upgrade(config, "head")
    connection.commit()  # of its last look at where it is


def _settle(connection: Connection) -> None:
    with connection.begin():
        add_first_policy(connection)
        add_released_model(connection)
        make_months_ahead(connection)
        # The role gets the password that stands in the secret now, not the one of a moment ago
        settle_runtime_role(connection, read_database_url(cache_seconds=0))
