"""Statements that gather the passport of a score."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Row, TextClause, text

from core.clients.rules.history import STATUSES_BY_SEVERITY
from core.monitoring.passport_records import (
    Passport,
    PassportArtifact,
    PassportDecision,
    PassportInputs,
    PassportMonth,
    PassportNotice,
    PassportOrigin,
    PassportRecommendation,
)
from core.monitoring.replay_records import RecordedScore
from core.monitoring.replays import load_recorded
from core.monitoring.rules.passport_figures import policy_of, result_of

_ORIGIN = text(
    """
    SELECT id AS score_id, client_id, enquiry_id, requested_by, requested_at, scored_at, as_of,
           challengers, redecided, redecided_by
      FROM scores WHERE id = CAST(:score_id AS uuid)
    """
)
# An application may have had several scores: what was said and decided by this one
_RECOMMENDATIONS = text(
    """
    SELECT r.* FROM applications a JOIN recommendations r ON r.application_id = a.id
     WHERE a.client_id = :client_id AND r.score_id = CAST(:score_id AS uuid)
     ORDER BY r.made_at, r.policy_sha256 LIMIT :most
    """
)
_DECISIONS = text(
    """
    SELECT d.* FROM applications a JOIN decisions d ON d.application_id = a.id
     WHERE a.client_id = :client_id AND d.score_id = CAST(:score_id AS uuid)
     ORDER BY d.id LIMIT :most
    """
)
_NOTICES = text(
    """
    SELECT n.*, (SELECT coalesce(jsonb_object_agg(t.language, t.sha256), '{}')
                   FROM notice_texts t WHERE t.notice_id = n.id) AS texts
      FROM notices n JOIN decisions d ON d.id = n.decision_id
     WHERE n.client_id = :client_id AND d.score_id = CAST(:score_id AS uuid)
     ORDER BY n.id LIMIT :most
    """
)
_LATER = text(
    f"""
    SELECT m.month, substr('{STATUSES_BY_SEVERITY}',
                           max(strpos('{STATUSES_BY_SEVERITY}', m.status)), 1) AS status
      FROM credits k JOIN payment_months m ON m.credit_id = k.id AND m.superseded_at IS NULL
     WHERE k.client_id = :client_id AND m.month > :as_of
     GROUP BY m.month ORDER BY m.month LIMIT :most
    """
)
MOST = 120  # of each list: ten years of months

Record = TypeVar("Record")


def get_passport(connection: Connection, score_id: UUID) -> Passport | None:
    """Returns the passport of a finished score; None of any other."""
    recorded = load_recorded(connection, [score_id])
    if not recorded:
        return None
    [score] = recorded
    row = connection.execute(_ORIGIN, {"score_id": str(score_id)}).one()
    known = {"score_id": str(score_id), "client_id": row.client_id, "as_of": row.as_of}

    def listed(kind: type[Record], statement: TextClause) -> list[Record]:
        rows = connection.execute(statement, {**known, "most": MOST})
        return [_to(kind, one) for one in rows]

    return Passport(
        origin=_to(PassportOrigin, row),
        inputs=_inputs_of(score),
        artifact=_artifact_of(score),
        result=result_of(score, row.challengers or {}),
        policy=policy_of(score, row.redecided, row.redecided_by),
        recommendations=listed(PassportRecommendation, _RECOMMENDATIONS),
        decisions=listed(PassportDecision, _DECISIONS),
        notices=listed(PassportNotice, _NOTICES),
        later=listed(PassportMonth, _LATER),
    )


def _to(kind: type[Record], row: Row[Any]) -> Record:
    """Makes a record of the columns of its fields' names."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _plain(row._mapping[name]) for name in names})


def _plain(value: Any) -> Any:
    """Writes what JSON has no type for as text, each in one way."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _inputs_of(score: RecordedScore) -> PassportInputs:
    known = score.provenance or {}
    return PassportInputs(
        features=score.features,
        features_sha256=score.features_sha256,
        feature_code_sha256=known.get("feature_code_sha256"),
    )


def _artifact_of(score: RecordedScore) -> PassportArtifact:
    known: Mapping[str, Any] = score.provenance or {}
    described = known.get("models", {}).get(score.model, {})
    return PassportArtifact(
        model=score.model,
        model_version=score.model_version,
        model_sha256=score.model_sha256,
        files=known.get("files", {}) if score.model else {},
        calibration=described.get("calibrator"),
        calibration_code_sha256=known.get("calibration_code_sha256"),
        reason_code_sha256=known.get("reason_code_sha256"),
        packages=known.get("packages", {}),
    )
