"""Who may do what with cases.

| rule | who |
| --- | --- |
| ``Decider`` | underwriter, admin |
| ``OverrideReader`` | underwriter, analyst, admin |
| ``ReadableCase`` | as ``Decider`` |
| ``LockedCase`` | the same; the application is locked until the end |
| ``TakeableCase`` | the same, who has not to leave it to others: see ``REFUSALS`` |
| ``DecidableCase`` | the same, whom nothing keeps from deciding it: see ``Hindrance`` |
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, TransactionDep
from api.people.access import CurrentActor, require
from core.applications.queries import get_application
from core.applications.records import Application
from core.decisions.case_facts import involvement_of
from core.decisions.case_records import Case
from core.decisions.cases import get_case
from core.decisions.deciding import DECIDABLE
from core.kit.errors import CaseTakenError, ConflictError, ForbiddenError, NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role


class Hindrance(StrEnum):
    """Why somebody may not decide a case."""

    NOT_OPEN = "not_open"
    OWN = "own"
    ENTERED = "entered"
    SIGNED_FIRST = "signed_first"
    DECIDED_BEFORE = "decided_before"
    TAKEN = "taken"


REFUSALS = {
    Hindrance.OWN: "This is your own application. Somebody else decides it.",
    Hindrance.ENTERED: (
        "You, or a program whose token you made, have entered this application. Somebody else"
        " decides it."
    ),
    Hindrance.SIGNED_FIRST: "You have signed this decision. A second person signs it now.",
    Hindrance.DECIDED_BEFORE: "You have decided it before. Somebody else answers the objection.",
}


@dataclass(frozen=True)
class AtHand:
    """A case with its application."""

    application: Application
    case: Case


async def decider(actor: CurrentActor) -> Actor:
    """Underwriter, admin."""
    allowed = actor.role in {Role.UNDERWRITER, Role.ADMIN}
    require(allowed, "Only underwriters decide applications.")
    return actor


Decider = Annotated[Actor, Depends(decider)]


async def override_reader(actor: CurrentActor) -> Actor:
    """Underwriter, analyst, admin."""
    allowed = actor.role in {Role.UNDERWRITER, Role.ANALYST, Role.ADMIN}
    require(allowed, "Only underwriters and analysts look through overrides.")
    return actor


OverrideReader = Annotated[Actor, Depends(override_reader)]


async def readable_case(application_id: UUID, actor: Decider, connection: ConnectionDep) -> AtHand:
    """Underwriter, admin."""
    return _find(connection, application_id, lock=False)


async def locked_case(application_id: UUID, actor: Decider, connection: TransactionDep) -> AtHand:
    """Underwriter, admin."""
    return _find(connection, application_id, lock=True)


def _find(connection: Connection, application_id: UUID, *, lock: bool) -> AtHand:
    application = get_application(connection, application_id, for_update=lock)
    case = get_case(connection, application_id)
    if application is None or case is None:
        raise NotFoundError("There is no such case.")
    return AtHand(application, case)


ReadableCase = Annotated[AtHand, Depends(readable_case)]
LockedCase = Annotated[AtHand, Depends(locked_case)]


async def takeable_case(found: LockedCase, actor: Decider, connection: TransactionDep) -> AtHand:
    """Underwriter, admin, who may decide it: nobody holds what has to be left to others."""
    hindrance = hindrance_of(connection, actor, found)
    if hindrance is not None and hindrance in REFUSALS:
        raise ForbiddenError(REFUSALS[hindrance])
    return found


TakeableCase = Annotated[AtHand, Depends(takeable_case)]


async def decidable_case(found: TakeableCase, actor: Decider) -> AtHand:
    """Underwriter, admin, whom nothing keeps from deciding."""
    if not is_open(found):
        raise ConflictError(f"This application is {found.application.state}. Load it again.")
    require_free(actor, found.case)
    return found


DecidableCase = Annotated[AtHand, Depends(decidable_case)]


def hindrance_of(connection: Connection, actor: Actor, found: AtHand) -> Hindrance | None:
    """Returns what keeps somebody from deciding a case; None if nothing does."""
    case = found.case
    told = involvement_of(connection, found.application.id, actor.user_id)
    holds = {
        Hindrance.NOT_OPEN: not is_open(found),
        Hindrance.OWN: told.is_own,
        Hindrance.ENTERED: told.has_entered,
        Hindrance.SIGNED_FIRST: case.first_actor_id == actor.user_id,
        Hindrance.DECIDED_BEFORE: case.not_for_id == actor.user_id or told.has_decided,
        Hindrance.TAKEN: case.held and case.assignee_id != actor.user_id,
    }
    return next((one for one, is_so in holds.items() if is_so), None)


def is_open(found: AtHand) -> bool:
    """Says whether a case waits for somebody's decision."""
    return found.application.state in DECIDABLE and found.case.closed_at is None


def require_free(actor: Actor, case: Case | None) -> None:
    """Lets pass who works on a case, or on one that is nobody's.

    Raises:
        CaseTakenError: it is somebody else's.
    """
    if case is not None and case.held and case.assignee_id != actor.user_id:
        raise taken(case)


def taken(case: Case) -> CaseTakenError:
    """Returns the refusal that names who works on a case."""
    return CaseTakenError(f"Taken by {case.assignee_name}. You can read it.")
