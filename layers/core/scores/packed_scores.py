"""Statements on what packed scores have alike: how a score is packed to be written, and read whole.

Scores of a portfolio are packed. What somebody waits for is written whole, as all scores once were,
and read by the same functions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert

from core.scores.batch_records import ScoreRecord
from core.scores.rules.packing import PackedScore, ScoreKind, pack, unpack
from core.scores.tables import score_kinds, scores

_NAMES = [field.name for field in fields(ScoreKind)]
_PACKED = {field.name: f"packed_{field.name}" for field in fields(PackedScore)}
_SHARED = {*_NAMES, *_PACKED}
PACKED_NAMES = [
    *(field.name for field in fields(ScoreRecord) if field.name not in _SHARED),
    *("kind_id", *_PACKED.values()),
]
PACKED_COLUMNS = [scores.c[name] for name in ("kind_id", *_PACKED.values())]
"""What a statement selects beside the columns that it wants, so that ``read_whole`` knows them."""

# What contains a rule that fired: it stands whole among packed reasons, too
RULES = "coalesce(s.reasons, CAST(s.packed_reasons AS jsonb))"


def pack_records(connection: Connection, records: Sequence[ScoreRecord]) -> list[dict[str, Any]]:
    """Returns what is written of each: values by the names of columns."""
    kinds = [None if one.features is None else kind_of(one) for one in records]
    ids = _keep_kinds(connection, {kind for kind in kinds if kind is not None})
    return [
        _packed(one, kind, ids.get(kind) if kind else None)
        for one, kind in zip(records, kinds, strict=True)
    ]


def kind_of(record: ScoreRecord) -> ScoreKind:
    """Returns what a score has alike with others."""
    features = record.features or {}
    return ScoreKind(
        model=record.model,
        model_version=record.model_version,
        model_sha256=record.model_sha256,
        policy_version=record.policy_version,
        policy_sha256=record.policy_sha256,
        provenance_id=record.provenance_id,
        feature_names=tuple(features),
        decimals=tuple([name for name, value in features.items() if type(value) is float]),
        codes=tuple(record.contributions or ()),
    )


def _packed(record: ScoreRecord, kind: ScoreKind | None, kind_id: int | None) -> dict[str, Any]:
    told = {name: value for name, value in vars(record).items() if name not in _SHARED}
    if kind is None:
        return told
    packed = pack(kind, record.features or {}, record.contributions, record.reasons or [])
    values = {_PACKED[name]: value for name, value in vars(packed).items()}
    return told | values | {"kind_id": kind_id}


def _keep_kinds(connection: Connection, kinds: Iterable[ScoreKind]) -> dict[ScoreKind, int]:
    """Returns the ids of kinds; one that is first met is written down.

    In one order, so that two scorers which meet the same ones never wait for each other.
    """
    wanted = {kind.sha256: kind for kind in sorted(kinds, key=lambda kind: kind.sha256)}
    found = _find(connection, wanted)
    if len(found) < len(wanted):
        rows = [{"sha256": one, **asdict(kind)} for one, kind in wanted.items() if one not in found]
        connection.execute(insert(score_kinds).on_conflict_do_nothing(), rows)
        found = _find(connection, wanted)
    return {kind: found[sha256] for sha256, kind in wanted.items()}


def _find(connection: Connection, sha256s: Iterable[str]) -> dict[str, int]:
    columns = select(score_kinds.c.sha256, score_kinds.c.id)
    rows = connection.execute(columns.where(score_kinds.c.sha256.in_(list(sha256s))))
    return {row.sha256: row.id for row in rows}


def read_whole(connection: Connection, rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """Returns rows of scores with what was packed in the columns where it is not.

    Args:
        rows: with ``kind_id``; and wherever features, contributions or reasons are wanted, with
            what is packed of them (of reasons the contributions, too).
    """
    told = [dict(row._mapping) for row in rows]
    kinds = _read_kinds(connection, {one["kind_id"] for one in told} - {None})
    return [_whole(one, kinds) for one in told]


def _read_kinds(connection: Connection, ids: set[int]) -> dict[int, ScoreKind]:
    if not ids:
        return {}
    columns = select(score_kinds.c.id, *(score_kinds.c[name] for name in _NAMES))
    rows = connection.execute(columns.where(score_kinds.c.id.in_(ids)))
    return {row.id: _to_kind(dict(row._mapping)) for row in rows}


def _to_kind(told: dict[str, Any]) -> ScoreKind:
    del told["id"]
    lists = {name: tuple(told[name]) for name in ("feature_names", "decimals", "codes")}
    return ScoreKind(**{**told, **lists})


def _whole(told: dict[str, Any], kinds: Mapping[int, ScoreKind]) -> dict[str, Any]:
    kind = kinds.get(told.pop("kind_id"))
    packed = PackedScore(**{name: told.pop(column, None) for name, column in _PACKED.items()})
    if kind is None:
        return told
    known = {**vars(kind), **unpack(kind, packed)}
    return {name: known.get(name, value) for name, value in told.items()}
