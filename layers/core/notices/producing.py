"""Producing a notice: why it was decided so, and the text in each language, kept as it is."""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, insert, text, update

from core.decisions.rules.vocabulary import Outcome
from core.kit.clock import bank_date
from core.notices.periods import lender_name, objection_answer_days, objection_days
from core.notices.rules.decline_reasons import Basis, Ground, component_of, reasons_of
from core.notices.rules.letter import Letter, Terms, compose
from core.notices.rules.notice_deeds import UNDER_REVIEW
from core.notices.rules.vocabulary import Language
from core.notices.rules.wording import word
from core.notices.tables import WAITS_SINCE, notice_texts, notices
from core.scores.rules.vocabulary import Decision

MOST_APPROVED = 100_000
FEW_APPROVED = 100
"""Where fewer are approved, all of them are compared with; else the last tenth."""

_LOAD = text(
    """
    SELECT n.id, n.outcome, n.decided_at, a.number,
           concat_ws(' ', c.last_name, c.first_name, nullif(c.patronymic, '')) AS applicant,
           r.amount_rub, r.term_months, r.annual_rate, r.findings, r.decision AS recommendation,
           r.by_cut_offs, d.approve_below, d.decline_reasons, d.amount_rub AS offered_rub,
           d.term_months AS offered_months, d.annual_rate AS offered_rate,
           s.model, s.model_version, s.contributions, s.reasons, s.features
      FROM notices n
      JOIN decisions d ON d.id = n.decision_id
      JOIN applications a ON a.id = n.application_id
      JOIN clients c ON c.id = n.client_id
      JOIN scores s ON s.id = d.score_id
      JOIN recommendations r ON r.application_id = d.application_id AND r.score_id = d.score_id
                            AND r.policy_sha256 = d.policy_sha256
     WHERE n.id = :notice_id
    """
)
_UNWRITTEN = """
      FROM notices n JOIN applications a ON a.id = n.application_id
     WHERE n.produced_at IS NULL AND n.replaced_at IS NULL AND a.state <> ALL(:under_review)
"""
# What was tried comes after what has waited for longer, so that everybody's turn comes
_CLAIM = text(
    f"""
    UPDATE notices SET tried_at = clock_timestamp()
     WHERE id = ANY(ARRAY(
       SELECT n.id {_UNWRITTEN}
          AND {WAITS_SINCE} < now() - CAST(:minutes AS int) * interval '1 minute'
        ORDER BY {WAITS_SINCE} LIMIT 1 FOR UPDATE OF n SKIP LOCKED))
    RETURNING id
    """
)
_HOLD = text(f"SELECT a.number {_UNWRITTEN} AND n.id = :notice_id FOR UPDATE OF n")
# From the cut-off down along an index: counted as far as it is of use, and of them the nearest. The
# packed ones lie by their kind, of which there are a few for each model.
_BELOW = "proba < :approve_below AND {packed}contributions IS NOT NULL ORDER BY proba DESC"
_OF_MODEL = "model_version = :model_version AND model = :model"
_WHOLE = f"FROM scores WHERE {_OF_MODEL} AND {_BELOW.format(packed='')}"
_PACKED = f"FROM scores WHERE kind_id = kinds.id AND {_BELOW.format(packed='packed_')}"
_WANTED = "LIMIT (SELECT CASE WHEN n < :few THEN n ELSE n / 10 END FROM approved)"
APPROVED = text(
    f"""
    WITH kinds AS (SELECT id, codes FROM score_kinds WHERE {_OF_MODEL}),
    approved AS MATERIALIZED (
      SELECT count(*) AS n FROM (
        (SELECT {_WHOLE} LIMIT :most)
        UNION ALL
        SELECT FROM kinds CROSS JOIN LATERAL (SELECT {_PACKED} LIMIT :most) below
        LIMIT :most) counted
    ), nearest AS (
      (SELECT proba, contributions, NULL::text[] AS codes, NULL::json AS packed {_WHOLE} {_WANTED})
      UNION ALL
      SELECT proba, NULL, codes, packed_contributions
        FROM kinds CROSS JOIN LATERAL (SELECT proba, packed_contributions {_PACKED} {_WANTED}) below
      ORDER BY proba DESC {_WANTED}
    )
    SELECT k.code, avg(k.value) AS mean
      FROM nearest CROSS JOIN LATERAL (
        SELECT key AS code, CAST(value AS double precision) FROM jsonb_each(contributions)
        UNION ALL
        SELECT codes[place], CAST(value AS double precision)
          FROM json_array_elements_text(packed) WITH ORDINALITY p(value, place)
      ) k
     GROUP BY k.code
    """
)


def claim_unwritten(connection: Connection, minutes: int) -> int | None:
    """Takes the notice that has waited longest since its decision, or since it was tried last.

    Committed before it is written, so that what cannot be, for whatever reason, has had its turn.

    Returns:
        Its id; None if none has waited for so long.
    """
    known = {"minutes": minutes, "under_review": list(UNDER_REVIEW)}
    found: int | None = connection.execute(_CLAIM, known).scalar_one_or_none()
    return found


def hold_unwritten(connection: Connection, notice_id: int) -> int | None:
    """Locks a notice; returns the number of its application, None if it is not to be written."""
    known = {"notice_id": notice_id, "under_review": list(UNDER_REVIEW)}
    found: int | None = connection.execute(_HOLD, known).scalar_one_or_none()
    return found


def produce_notice(connection: Connection, notice_id: int, actor_id: int | None) -> None:
    """Writes the reasons and the texts of a locked notice that has none yet.

    Args:
        actor_id: None where nobody asked for it.
    """
    row = connection.execute(_LOAD, {"notice_id": notice_id}).one()
    basis = _basis(connection, row)
    reasons = reasons_of(basis)
    produced_at = datetime.now(UTC)
    may_object = basis.outcome is Outcome.DECLINE
    object_until = produced_at + timedelta(days=objection_days()) if may_object else None
    connection.execute(
        update(notices)
        .where(notices.c.id == notice_id)
        .values(
            component=component_of(basis),
            reasons=[asdict(reason) for reason in reasons],
            produced_at=produced_at,
            produced_by=actor_id,
            object_until=object_until,
        )
    )
    letter = Letter(
        lender=lender_name(),
        number=row.number,
        applicant=row.applicant,
        written_on=bank_date(produced_at),
        decided_on=bank_date(row.decided_at),
        outcome=basis.outcome,
        component=component_of(basis),
        asked=Terms(row.amount_rub, row.term_months, row.annual_rate),
        offered=_offered(row),
        reasons=[word(reason, row.features or {}) for reason in reasons],
        object_until=object_until and bank_date(object_until),
        answer_days=objection_answer_days(),
    )
    connection.execute(insert(notice_texts), [_text(notice_id, letter, one) for one in Language])


def _basis(connection: Connection, row: Row[Any]) -> Basis:
    return Basis(
        outcome=Outcome(row.outcome),
        recommendation=Decision(row.recommendation),
        by_cut_offs=Decision(row.by_cut_offs),
        grounds=[
            Ground(one["rule"], one["value"], one["limit"], Decision(one["outcome"]))
            for one in row.findings
        ],
        contributions=_contributions(row),
        approved=_approved(connection, row),
        chosen=row.decline_reasons,
    )


def _contributions(row: Row[Any]) -> dict[str, float]:
    """Returns what each code contributed; a score of before they were kept names the largest."""
    if row.contributions is not None:
        return dict(row.contributions)
    return {
        one["code"]: one["contribution"] for one in row.reasons if one["contribution"] is not None
    }


def _approved(connection: Connection, row: Row[Any]) -> dict[str, float]:
    """Returns the mean contributions of people just on the approved side; none where none are.

    A contribution by itself is what somebody differs by from the people the model was trained on.
    """
    known = {
        "model": row.model,
        "model_version": row.model_version,
        "approve_below": row.approve_below,
        "most": MOST_APPROVED,
        "few": FEW_APPROVED,
    }
    return {one.code: one.mean for one in connection.execute(APPROVED, known)}


def _offered(row: Row[Any]) -> Terms | None:
    if Outcome(row.outcome) is not Outcome.COUNTEROFFER:
        return None
    return Terms(row.offered_rub, row.offered_months, Decimal(row.offered_rate))


def _text(notice_id: int, letter: Letter, language: Language) -> dict[str, object]:
    written = compose(letter, language)
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    return {"notice_id": notice_id, "language": language, "text": written, "sha256": sha256}
