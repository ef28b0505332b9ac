"""Bundles come into the registry, and leave the shadow."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, text, update

from core.decisions.policies import lock_policies
from core.journal.queries import record_event
from core.kit.errors import ConflictError
from core.models.queries import get_model
from core.models.records import RegisteredModel
from core.models.rules.released import released
from core.models.rules.vocabulary import ModelSource, ModelState
from core.models.tables import models
from core.scores.rules.bundle_names import BundleName

MOST_CHALLENGERS = 3  # each is read by every scorer and says a word on every score

_ANY = text("SELECT EXISTS (SELECT FROM models)")
_CHALLENGERS = text("SELECT count(*) FROM models WHERE state = 'challenger'")
_WANTED = text(
    """
    SELECT EXISTS (SELECT FROM promotions
                    WHERE :model_id IN (model_id, back_to_id)
                      AND state IN ('requested', 'unconfirmed'))
    """
)


def add_released_model(connection: Connection) -> None:
    """Makes the release's bundle known: in force where there was none, else as a challenger.

    What people have put in force stays when the next release comes; where there are challengers
    enough, its bundle waits to be registered by hand.
    """
    bundle = released()
    first = not connection.execute(_ANY).scalar_one()
    if first:
        _add(connection, bundle.name, bundle.card, ModelSource.RELEASE, ModelState.CHAMPION)
    elif get_model(connection, bundle.name.version) is None:
        full = _count_challengers(connection) >= MOST_CHALLENGERS
        state = ModelState.RETIRED if full else ModelState.CHALLENGER
        _add(connection, bundle.name, bundle.card, ModelSource.RELEASE, state)


def register_model(
    connection: Connection, name: BundleName, card: Mapping[str, Any]
) -> RegisteredModel:
    """Makes a bundle a challenger, whose files lie in the bucket; returns it.

    Registering what is a challenger or the champion already changes nothing.

    Raises:
        ConflictError: there are challengers enough.
    """
    lock_policies(connection)
    known = get_model(connection, name.version)
    if known is not None and known.state is not ModelState.RETIRED:
        return known
    if _count_challengers(connection) >= MOST_CHALLENGERS:
        raise ConflictError(
            f"There are {MOST_CHALLENGERS} challengers already. Retire one of them first."
        )
    if known is None:
        _add(connection, name, card, ModelSource.REGISTERED, ModelState.CHALLENGER)
    else:
        move_model(connection, known.id, None, "register", known.state, ModelState.CHALLENGER)
    made = get_model(connection, name.version)
    assert made is not None
    return made


def retire_model(connection: Connection, model: RegisteredModel, actor_id: int) -> None:
    """Ends a challenger: it scores nobody any more; what it said stays.

    Raises:
        ConflictError: it is none, or somebody asks for it to be in force.
    """
    lock_policies(connection)
    known = get_model(connection, model.version)
    if known is None or known.state is not ModelState.CHALLENGER:
        raise ConflictError(f"{model.version} is no challenger any more. Load it again.")
    if connection.execute(_WANTED, {"model_id": model.id}).scalar_one():
        raise ConflictError("A request names this bundle. Decide or withdraw it first.")
    move_model(connection, model.id, actor_id, "retire", known.state, ModelState.RETIRED)


def _count_challengers(connection: Connection) -> int:
    count: int = connection.execute(_CHALLENGERS).scalar_one()
    return count


def _add(
    connection: Connection,
    name: BundleName,
    card: Mapping[str, Any],
    source: ModelSource,
    state: ModelState,
) -> None:
    values: dict[str, Any] = {"version": name.version, "sha256": name.sha256, "source": source}
    values |= {"files": dict(name.files), "card": dict(card), "state": state}
    if state is ModelState.CHAMPION:
        values["champion_since"] = text("clock_timestamp()")
    added = connection.execute(insert(models).values(**values).returning(models.c.id))
    told = {"version": name.version, "sha256": name.sha256, "state": state}
    record_model(connection, added.scalar_one(), None, "register", {}, told)


def move_model(
    connection: Connection,
    model_id: int,
    actor_id: int | None,
    deed: str,
    before: ModelState,
    after: ModelState,
) -> None:
    """Gives a bundle another state, with its event in the journal."""
    values: dict[str, Any] = {"state": after}
    if after is ModelState.CHAMPION:
        values["champion_since"] = text("clock_timestamp()")
    connection.execute(update(models).where(models.c.id == model_id).values(**values))
    record_model(connection, model_id, actor_id, deed, {"state": before}, {"state": after})


def record_model(
    connection: Connection,
    model_id: int,
    actor_id: int | None,
    deed: str,
    old_values: Mapping[str, Any],
    new_values: Mapping[str, Any],
) -> None:
    """Writes a deed on a bundle into the journal, which is its history."""
    record_event(
        connection,
        actor_id=actor_id,
        action=f"model.{deed}",
        subject=("models", model_id),
        old_values=dict(old_values),
        new_values={name: value for name, value in new_values.items() if value is not None},
    )
