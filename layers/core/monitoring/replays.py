"""Statements on replays: what to replay, what was recorded with it, and what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.decisions.rules.policy import first_policy
from core.kit.database import dump_json
from core.monitoring.replay_records import (
    RecordedScore,
    Replay,
    ReplayDetails,
    ReplayFilter,
    ReplayNight,
)
from core.monitoring.rules.replay_verdicts import Findings, ReplayVerdict
from core.scores.packed_scores import read_whole
from core.scores.rules.vocabulary import Decision, ModelName

_RECORDED = text(
    """
    SELECT s.id, s.as_of, s.proba, s.raw_score, s.grade, s.decision, s.reasons, s.contributions,
           s.features, encode(s.features_sha256, 'hex') AS features_sha256,
           encode(s.reasons_sha256, 'hex') AS reasons_sha256, s.model, s.model_version,
           s.model_sha256, s.policy_version, s.policy_sha256, v.content AS provenance,
           (SELECT body FROM policies p
             WHERE p.version = coalesce(s.policy_version, kind.policy_version)
             ORDER BY p.sha256 = coalesce(s.policy_sha256, kind.policy_sha256) DESC, p.id
             LIMIT 1) AS policy_body,
           s.kind_id, s.packed_features, s.packed_contributions, s.packed_reasons
      FROM scores s
      LEFT JOIN score_kinds kind ON kind.id = s.kind_id
      LEFT JOIN provenances v ON v.id = coalesce(s.provenance_id, kind.provenance_id)
     WHERE s.id = ANY(CAST(:ids AS uuid[])) AND s.status = 'done'
     ORDER BY s.id
    """
)
# Whole pages, many more than are wanted, and of them at random: no night reads the whole table
_OVERSAMPLED = 20
_SAMPLE = text(
    f"""
    SELECT id FROM scores TABLESAMPLE SYSTEM (
      (SELECT least(100, 100.0 * {_OVERSAMPLED} * CAST(:wanted AS int) / greatest(reltuples, 1))
         FROM (
           SELECT sum(greatest(c.reltuples, 0)) AS reltuples
             FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'scores'::regclass
         ) parts))
     WHERE status = 'done' ORDER BY random() LIMIT :wanted
    """
)
_ADD = text(
    """
    INSERT INTO replays (score_id, requested_by, verdict, parts, difference, details, is_alarming)
    SELECT r.* FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
      score_id uuid, requested_by bigint, verdict text, parts jsonb, difference double precision,
      details jsonb, is_alarming boolean)
    """
)
_COLUMNS = ", ".join(
    f"s.{field.name}" if field.name == "client_id" else f"r.{field.name}"
    for field in fields(Replay)
)
_LIST = text(
    f"""
    SELECT {_COLUMNS} FROM replays r JOIN scores s ON s.id = r.score_id
     WHERE (CAST(:verdict AS text) IS NULL OR r.verdict = :verdict)
       AND (CAST(:score_id AS uuid) IS NULL OR r.score_id = :score_id)
       AND (NOT :alarming OR r.is_alarming)
       AND (CAST(:after AS bigint) IS NULL OR r.id < :after)
     ORDER BY r.id DESC LIMIT :limit
    """
)
# Of the newest rows alone, so that it takes no longer as the table grows
_NEWEST_NIGHT = text(
    """
    WITH sample AS (
      SELECT replayed_at, verdict, is_alarming FROM replays
       WHERE requested_by IS NULL AND id > (SELECT max(id) FROM replays) - :most
    )
    SELECT verdict, count(*) AS scores, count(*) FILTER (WHERE is_alarming) AS alarming,
           max(replayed_at) AS ended_at
      FROM sample
     WHERE replayed_at > (SELECT max(replayed_at) FROM sample) - make_interval(hours => 1)
     GROUP BY verdict
    """
)
MOST_OF_A_NIGHT = 20_000
# Those that say nothing but that all is well
_PURGE = text(
    """
    DELETE FROM replays WHERE id = ANY(ARRAY(
      SELECT id FROM replays
       WHERE verdict = 'identical' AND replayed_at < now() - make_interval(days => :days)
       ORDER BY id LIMIT :at_most))
    """
)


def load_recorded(connection: Connection, score_ids: Sequence[UUID]) -> list[RecordedScore]:
    """Returns what was recorded with the finished ones of these scores."""
    rows = connection.execute(_RECORDED, {"ids": [str(score_id) for score_id in score_ids]})
    return [_to_recorded(told) for told in read_whole(connection, rows)]


def _to_recorded(told: dict[str, Any]) -> RecordedScore:
    first = first_policy()
    if told["policy_body"] is None and told["policy_version"] == first.version:
        told["policy_body"] = json.loads(first.json)  # in force before any was a row
    model = ModelName(told["model"]) if told["model"] else None
    return RecordedScore(**told | {"decision": Decision(told["decision"]), "model": model})


def sample_scores(connection: Connection, wanted: int) -> list[UUID]:
    """Returns so many finished scores of any age at random; fewer where there are fewer."""
    return list(connection.execute(_SAMPLE, {"wanted": wanted}).scalars())


def add_replays(
    connection: Connection, findings: Mapping[UUID, Findings], requested_by: int | None
) -> None:
    """Writes down what came of replays."""
    rows = [
        {
            "score_id": str(score_id),
            "requested_by": requested_by,
            "verdict": found.verdict,
            "parts": found.parts,
            "difference": found.difference,
            "details": found.details,
            "is_alarming": found.is_alarming,
        }
        for score_id, found in findings.items()
    ]
    connection.execute(_ADD, {"rows": dump_json(rows)})


def list_replays(
    connection: Connection, wanted: ReplayFilter, *, after: int | None, limit: int
) -> list[Replay]:
    """Returns the newest replays, or those that follow the one ``after``."""
    rows = connection.execute(_LIST, {**vars(wanted), "after": after, "limit": limit})
    return [_to_replay(row) for row in rows]


def _to_replay(row: Row[Any]) -> Replay:
    words = {"verdict": ReplayVerdict(row.verdict), "details": ReplayDetails(**row.details)}
    return Replay(**{**row._mapping, **words})


def newest_night(connection: Connection) -> ReplayNight:
    """Returns what came of the newest sample."""
    rows = connection.execute(_NEWEST_NIGHT, {"most": MOST_OF_A_NIGHT}).all()
    return ReplayNight(
        ended_at=max((row.ended_at for row in rows), default=None),
        verdicts={ReplayVerdict(row.verdict): row.scores for row in rows},
        alarming=sum(row.alarming for row in rows),
    )


def purge_replays(connection: Connection, days: int, at_most: int) -> int:
    """Removes replays that were identical and are so many days old; returns how many."""
    return connection.execute(_PURGE, {"days": days, "at_most": at_most}).rowcount
