"""Stored scores follow the active policy: their decisions are made anew, their PDs are not.

A step is short and bounded, and says how far it has come: whoever goes on finds the place. A score
keeps its decision and the version it was made under; what the policy in force makes of it stands
beside them, so that nothing is lost and lists show what holds.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aws_lambda_powertools import Logger
from sqlalchemy import Connection, Row, text

from core.decisions.policies import policy_in_force
from core.decisions.policy_records import Activation
from core.decisions.recommending import recommend_apart, rules_of
from core.decisions.rules.policy import Policy
from core.scores.packed_scores import read_whole

CLIENTS_A_STEP = 2_000
APPLICATIONS_A_STEP = 100

# Who works at it holds the row; who comes meanwhile leaves it to them
_OPEN = text(
    "SELECT id, clients_reached, applications_reached FROM policy_activations"
    " WHERE ended_at IS NULL FOR UPDATE SKIP LOCKED"
)
# Rules that fired are facts of the score: they hold as long as their figures are the same ones
_SAME_RULES = text(
    """
    SELECT p.sha256 FROM policies p JOIN policies a ON a.state = 'active'
     WHERE p.body -> 'hard_rules' = a.body -> 'hard_rules'
    """
)
_APPLICATIONS = text(
    """
    SELECT a.id, a.score_id, s.policy_sha256 FROM applications a JOIN scores s ON s.id = a.score_id
     WHERE a.state IN ('submitted', 'in_review', 'waiting_for_applicant') AND s.status = 'done'
       AND (CAST(:after AS uuid) IS NULL OR a.id > CAST(:after AS uuid))
     ORDER BY a.id LIMIT :limit
    """
)
_CASES = text(
    """
    UPDATE cases c SET recommendation = r.decision, expected_loss_rub = r.expected_loss_rub
      FROM recommendations r
     WHERE r.application_id = c.application_id AND r.score_id = ANY(CAST(:score_ids AS uuid[]))
       AND r.policy_sha256 = :sha256 AND c.closed_at IS NULL
    """
)
_CLIENTS = text(
    """
    WITH chosen AS (SELECT id FROM clients WHERE id > :after ORDER BY id LIMIT :limit)
    SELECT c.id AS client_id, s.id AS score_id, s.proba, s.reasons, s.policy_sha256,
           l.decision, l.policy_version AS decided_by, s.kind_id, s.packed_contributions,
           s.packed_reasons
      FROM chosen c
      JOIN latest_scores l ON l.client_id = c.id
      LEFT JOIN scores s ON s.id = l.score_id
     ORDER BY c.id
    """
)
_VERSION = """coalesce(
               s.policy_version, (SELECT policy_version FROM score_kinds WHERE id = s.kind_id))"""
_REDECIDE = text(
    f"""
    UPDATE scores s
       SET redecided = CASE WHEN {_VERSION} <> :version THEN r.decision END,
           redecided_by = CASE WHEN {_VERSION} <> :version THEN :version END
      FROM unnest(CAST(:score_ids AS uuid[]), CAST(:decisions AS text[])) r(id, decision)
     WHERE s.id = r.id
    """
)
_REACHED = text(
    """
    UPDATE policy_activations
       SET clients_reached = :clients_reached, applications_reached = :applications_reached,
           redecided = redecided + :redecided, changed = changed + :changed,
           to_score_anew = to_score_anew + :to_score_anew,
           ended_at = CASE WHEN :is_over THEN clock_timestamp() END
     WHERE id = :id
    """
)
_GET = text(
    """
    SELECT started_at, clients_to, clients_reached, redecided, changed, to_score_anew, ended_at
      FROM policy_activations WHERE policy_id = :policy_id ORDER BY id DESC LIMIT 1
    """
)


def get_activation(connection: Connection, policy_id: int) -> Activation | None:
    """Returns how far the scores have followed a policy when it became active the last time."""
    row = connection.execute(_GET, {"policy_id": policy_id}).one_or_none()
    return None if row is None else Activation(**row._mapping)


def redecide_some(connection: Connection, logger: Logger) -> bool:
    """Takes one step in a transaction; says whether there is anything left to do.

    An application for which the policy can recommend nothing keeps what it had, and is logged.
    """
    place = connection.execute(_OPEN).one_or_none()
    if place is None:
        return False
    policy = policy_in_force(connection)
    comparable = frozenset(connection.execute(_SAME_RULES).scalars())
    parameters = {"after": place.applications_reached, "limit": APPLICATIONS_A_STEP}
    applications = connection.execute(_APPLICATIONS, parameters).all()
    if applications:
        _recommend_anew(connection, applications, policy, comparable, logger)
        return _note(connection, place, {"applications_reached": applications[-1].id})
    parameters = {"after": place.clients_reached, "limit": CLIENTS_A_STEP}
    clients = connection.execute(_CLIENTS, parameters).all()
    done = _redecide(connection, clients, policy, comparable)
    is_over = len(clients) < CLIENTS_A_STEP
    reached = {"clients_reached": clients[-1].client_id} if clients else {}
    return _note(connection, place, done | reached, is_over=is_over)


def _note(
    connection: Connection, place: Row[Any], done: dict[str, Any], *, is_over: bool = False
) -> bool:
    counts = dict.fromkeys(("redecided", "changed", "to_score_anew"), 0)
    connection.execute(_REACHED, {**place._mapping, **counts, **done, "is_over": is_over})
    return not is_over


def _recommend_anew(
    connection: Connection,
    rows: Sequence[Row[Any]],
    policy: Policy,
    comparable: frozenset[str],
    logger: Logger,
) -> None:
    """Recommends by the active policy what nobody has decided yet, also in the queue."""
    score_ids: list[UUID] = [row.score_id for row in rows if row.policy_sha256 in comparable]
    recommend_apart(connection, score_ids, policy, logger)
    ids = [str(score_id) for score_id in score_ids]
    connection.execute(_CASES, {"score_ids": ids, "sha256": policy.sha256})


def _redecide(
    connection: Connection,
    rows: Sequence[Row[Any]],
    policy: Policy,
    comparable: frozenset[str],
) -> dict[str, Any]:
    """Decides by the active policy on the latest scores of these clients."""
    others = [row for row in rows if row.score_id and row.decided_by != policy.version]
    told = read_whole(connection, others)
    known = [one for one in told if one["policy_sha256"] in comparable]
    made = [policy.decide(one["proba"], rules_of(one["reasons"])) for one in known]
    ids = [str(one["score_id"]) for one in known]
    written = {"score_ids": ids, "decisions": made, "version": policy.version}
    connection.execute(_REDECIDE, written)
    return {
        "redecided": len(known),
        "changed": sum(
            one["decision"] != decision for one, decision in zip(known, made, strict=True)
        ),
        "to_score_anew": len(others) - len(known),
    }
