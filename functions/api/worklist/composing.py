"""Puts the list together: what is known, by the rules, without what was dealt with."""

from datetime import date

from sqlalchemy import Connection

from api.clients.listing import in_force
from core.kit.clock import bank_date
from core.kit.settings import setting
from core.worklist.gathering import facts_of_client, facts_of_manager
from core.worklist.marks import read_marks
from core.worklist.rules.candidates import Candidate, candidate_of, candidate_of_application
from core.worklist.rules.subject import Subject
from core.worklist.rules.work_rows import Lister, Worklist
from core.worklist.waiting import applications_of_manager


def worklist_of(connection: Connection, manager_id: int) -> Worklist:
    """Returns what a manager has to do today."""
    as_of = bank_date()
    clients = facts_of_manager(connection, manager_id, in_force(connection))
    candidates = [
        *(candidate_of(facts, as_of, loss_given_default()) for facts in clients),
        *_applications(connection, manager_id),
    ]
    return lister_of(connection, candidates, as_of).list(candidates)


def candidates_of_subject(
    connection: Connection, subject: Subject, manager_id: int, as_of: date
) -> list[Candidate]:
    """Returns what there is to do about one of a manager's, done or not; at most one."""
    if subject.client_id is not None:
        clients = facts_of_client(connection, subject.client_id, in_force(connection))
        return [candidate_of(facts, as_of, loss_given_default()) for facts in clients]
    waiting = _applications(connection, manager_id)
    return [one for one in waiting if one.subject == subject]


def _applications(connection: Connection, manager_id: int) -> list[Candidate]:
    waiting = applications_of_manager(connection, manager_id)
    return [candidate_of_application(one, loss_given_default()) for one in waiting]


def lister_of(connection: Connection, candidates: list[Candidate], as_of: date) -> Lister:
    """Returns what makes rows of these candidates, given what was done about them."""
    return Lister(as_of, read_marks(connection, [one.subject for one in candidates]))


def loss_given_default() -> float:
    """Returns which part of what is owed at a default is lost.

    Unless set, the foundation approach's figure for unsecured senior claims (Basel Framework,
    CRE32.6), by which the model's worth is told, too.

    Raises:
        RuntimeError: the setting is no share.
    """
    share = float(setting("LOSS_GIVEN_DEFAULT", "0.45"))
    if not 0 < share <= 1:
        raise RuntimeError("Set LOSS_GIVEN_DEFAULT to a share above 0, at most 1.")
    return share
