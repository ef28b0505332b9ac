"""Which bundles there are, and how one comes into force."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, text

from core.models.records import Comparison, ModelSummary, Promotion, RegisteredModel
from core.models.rules.vocabulary import ModelSource, ModelState, PromotionKind, PromotionState

_MODELS = f"SELECT {', '.join(field.name for field in fields(RegisteredModel))} FROM models"
_GET = text(f"{_MODELS} WHERE version = :version")
_SUMMARIES = ", ".join(field.name for field in fields(ModelSummary))
_LIST = text(
    f"SELECT {_SUMMARIES} FROM models"
    " WHERE CAST(:after AS bigint) IS NULL OR id < :after ORDER BY id DESC LIMIT :limit"
)
_NAMED = """
    SELECT p.*, m.version AS model_version, m.sha256 AS model_sha256,
           b.version AS back_to_version, n.version AS policy_version,
           o.version AS back_to_policy_version,
           trim(a.last_name || ' ' || a.first_name) AS requested_by_name,
           trim(d.last_name || ' ' || d.first_name) AS decided_by_name
      FROM promotions p
      JOIN models m ON m.id = p.model_id
      JOIN models b ON b.id = p.back_to_id
      JOIN policies n ON n.id = p.policy_id
      JOIN policies o ON o.id = p.back_to_policy_id
      JOIN users a ON a.id = p.requested_by
      LEFT JOIN users d ON d.id = p.decided_by
"""
_PROMOTION_FIELDS = ", ".join(field.name for field in fields(Promotion))
_PROMOTION = text(f"SELECT {_PROMOTION_FIELDS} FROM ({_NAMED}) p WHERE id = :promotion_id")
_PROMOTIONS = text(
    f"SELECT {_PROMOTION_FIELDS} FROM ({_NAMED}) p"
    " WHERE CAST(:after AS bigint) IS NULL OR id < :after ORDER BY id DESC LIMIT :limit"
)
_COMPARISONS = f"""
    SELECT {", ".join(f"{field.name}" for field in fields(Comparison))}
      FROM (SELECT k.*, a.version AS champion_version, b.version AS challenger_version
              FROM model_comparisons k
              JOIN models a ON a.id = k.champion_id
              JOIN models b ON b.id = k.challenger_id) c
"""
_COMPARISON = text(f"{_COMPARISONS} WHERE id = :comparison_id")
_LATEST = text(f"{_COMPARISONS} WHERE challenger_id = :model_id ORDER BY id DESC LIMIT 1")


def get_model(connection: Connection, version: str) -> RegisteredModel | None:
    """Returns a bundle that is or was registered."""
    row = connection.execute(_GET, {"version": version}).one_or_none()
    if row is None:
        return None
    return RegisteredModel(**dict(row._mapping) | _words(row))


def list_models(connection: Connection, *, after: int | None, limit: int) -> list[ModelSummary]:
    """Returns the newest bundles, or those that follow the one ``after``."""
    rows = connection.execute(_LIST, {"after": after, "limit": limit})
    return [ModelSummary(**dict(row._mapping) | _words(row)) for row in rows]


def _words(row: Row[Any]) -> dict[str, Any]:
    return {"state": ModelState(row.state), "source": ModelSource(row.source)}


def get_promotion(connection: Connection, promotion_id: int) -> Promotion | None:
    """Returns a request or a roll back."""
    rows = connection.execute(_PROMOTION, {"promotion_id": promotion_id}).all()
    return _to_promotion(rows[0]._mapping) if rows else None


def list_promotions(connection: Connection, *, after: int | None, limit: int) -> list[Promotion]:
    """Returns the newest requests and roll backs, or those that follow the one ``after``."""
    rows = connection.execute(_PROMOTIONS, {"after": after, "limit": limit})
    return [_to_promotion(row._mapping) for row in rows]


def _to_promotion(told: RowMapping) -> Promotion:
    words = {"kind": PromotionKind(told["kind"]), "state": PromotionState(told["state"])}
    return Promotion(**dict(told) | words)


def get_comparison(connection: Connection, comparison_id: int) -> Comparison | None:
    """Returns a comparison."""
    row = connection.execute(_COMPARISON, {"comparison_id": comparison_id}).one_or_none()
    return None if row is None else Comparison(**row._mapping)


def latest_comparison(connection: Connection, model_id: int) -> Comparison | None:
    """Returns what was computed last of a challenger, or is being computed."""
    row = connection.execute(_LATEST, {"model_id": model_id}).one_or_none()
    return None if row is None else Comparison(**row._mapping)
