"""What follows from finished scores for the applications that asked for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from aws_lambda_powertools import Logger
from sqlalchemy import Connection, Row, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from core.applications.rates import usual_annual_rate
from core.applications.rules.states import ApplicationState, Channel
from core.clients.rules.answer_kinds import whole_years
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.rules.schedule import monthly_payment
from core.decisions.case_opening import open_case
from core.decisions.records import Recommendation
from core.decisions.rules.assessment import Assessment, Means, Told, Wanted, assess
from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.lending import LimitReason
from core.decisions.rules.policy import Policy
from core.decisions.tables import recommendations
from core.kit.versions import hash_content
from core.scores.rules.vocabulary import Decision, ModelName

# Locked in one order, so that two scorers never wait for each other. The moving ones are those that
# nobody has to look through before they go to who decides.
_LOAD = text(
    f"""
    SELECT a.id, a.state, a.channel, a.created_by, a.amount_rub, a.term_months,
           coalesce(a.annual_rate, CAST(:usual_rate AS numeric)) AS annual_rate,
           s.id AS score_id, s.as_of, s.proba, s.grade, s.model, s.reasons,
           {", ".join(f"c.{name}" for name in QUESTIONNAIRE)},
           ARRAY(SELECT to_jsonb(row(k.amount_total, k.annual_rate, k.term_months)) FROM credits k
                  WHERE k.client_id = a.client_id AND k.closed_on IS NULL) AS owed
      FROM applications a
      JOIN scores s ON s.id = a.score_id
      JOIN clients c ON c.id = a.client_id
     WHERE a.score_id = ANY(CAST(:score_ids AS uuid[]))
       AND s.id = ANY(CAST(:score_ids AS uuid[])) AND s.status = 'done'
     ORDER BY a.id
       FOR UPDATE OF a
    """
)
# An emergency policy may have said something and be taken back: the one in force counts
LATEST_FIRST = """
     ORDER BY score_id DESC,
              policy_sha256 IN (SELECT sha256 FROM policies WHERE state = 'active') DESC,
              made_at DESC
"""
_GET = text(
    f"""
    SELECT * FROM recommendations
     WHERE application_id = CAST(:application_id AS uuid) AND score_id = CAST(:score_id AS uuid)
     {LATEST_FIRST} LIMIT 1
    """
)
_TO_REVIEW = text(
    """
    WITH moved AS (
      UPDATE applications SET state = 'in_review', version = version + 1
       WHERE id = ANY(CAST(:ids AS uuid[])) AND state = 'submitted'
      RETURNING id, created_by
    )
    INSERT INTO application_events (application_id, place, at, actor_id, from_state, to_state)
    SELECT m.id, 1 + (SELECT coalesce(max(e.place), 0) FROM application_events e
                       WHERE e.application_id = m.id),
           clock_timestamp(), m.created_by, 'scored', 'in_review'
      FROM moved m
    """
)
PEOPLE_LOOK_FIRST = frozenset({Channel.MANAGER})


def recommend(connection: Connection, score_ids: Sequence[UUID], policy: Policy) -> int:
    """Recommends for the applications of these scores, in the transaction that recorded them.

    What borrowers and programs brought in goes on to who decides; a manager hands over by hand. A
    score that is delivered twice recommends nothing twice.

    Returns:
        How many applications were recommended something.
    """
    ids = [str(score_id) for score_id in score_ids]
    rows = connection.execute(_LOAD, {"score_ids": ids, "usual_rate": usual_annual_rate()}).all()
    made = [(row, _assess(row, policy)) for row in rows]
    if not made:
        return 0
    values = [_values(row, assessment, policy) for row, assessment in made]
    connection.execute(insert(recommendations).on_conflict_do_nothing(), values)
    going = [(row, found) for row, found in made if _goes_to_review(row)]
    connection.execute(_TO_REVIEW, {"ids": [str(row.id) for row, _ in going]})
    for row, found in going:
        open_case(connection, row.id, found.decision, found.expected_loss_rub)
    return len(made)


def recommend_apart(
    connection: Connection, score_ids: Sequence[UUID], policy: Policy, logger: Logger
) -> int:
    """Recommends for all at once; where that raises, in halves, so that what is bad fails alone.

    Returns:
        For how many scores nothing could be recommended; the log names them.
    """
    fault = _fault_of(connection, score_ids, policy)
    if fault is None:
        return 0
    if len(score_ids) == 1:
        logger.error("nothing recommended", score_id=str(score_ids[0]), fault=fault)
        return 1
    middle = len(score_ids) // 2
    halves = score_ids[:middle], score_ids[middle:]
    return sum(recommend_apart(connection, half, policy, logger) for half in halves)


def _fault_of(connection: Connection, score_ids: Sequence[UUID], policy: Policy) -> str | None:
    """Recommends, or returns what kept it: the kind alone, the rest may be of somebody."""
    try:
        with connection.begin_nested():
            recommend(connection, score_ids, policy)
    except OperationalError:
        raise  # the database is away, or slow: a part would fare no better
    except Exception as error:  # noqa: BLE001 - whatever one does, its neighbours are recommended
        return type(error).__name__
    return None


def assess_terms(
    connection: Connection, application_id: UUID, score_id: UUID, policy: Policy, wanted: Wanted
) -> Assessment:
    """Returns what a policy says of an application that has a score, on other terms."""
    values = {"score_ids": [str(score_id)], "usual_rate": usual_annual_rate()}
    [row] = [row for row in connection.execute(_LOAD, values) if row.id == application_id]
    return assess(policy, wanted, _means(row), _told(row))


def _goes_to_review(row: Row[Any]) -> bool:
    """Says whether a case is opened, or one that is there says something else from now on."""
    if ApplicationState(row.state) is ApplicationState.IN_REVIEW:
        return True
    submitted = ApplicationState(row.state) is ApplicationState.SUBMITTED
    return submitted and Channel(row.channel) not in PEOPLE_LOOK_FIRST


def hash_answers(answers: Mapping[str, Any]) -> str:
    """Returns what tells one questionnaire from another."""
    return hash_content({name: str(answers[name]) for name in QUESTIONNAIRE})


def get_recommendation(
    connection: Connection, application_id: UUID, score_id: UUID
) -> Recommendation | None:
    """Returns what is recommended for an application by one of its scores.

    Of several policies the one in force counts, else the last one that said something.
    """
    ids = {"application_id": str(application_id), "score_id": str(score_id)}
    row = connection.execute(_GET, ids).one_or_none()
    if row is None:
        return None
    told = {
        **row._mapping,
        "decision": Decision(row.decision),
        "by_cut_offs": Decision(row.by_cut_offs),
        "limit_reason": LimitReason(row.limit_reason),
    }
    return Recommendation(**told)


def _assess(row: Row[Any], policy: Policy) -> Assessment:
    wanted = Wanted(row.amount_rub, row.term_months, row.annual_rate)
    return assess(policy, wanted, _means(row), _told(row))


def _means(row: Row[Any]) -> Means:
    owed = [tuple(map(Decimal, map(str, credit.values()))) for credit in row.owed]
    payments = [monthly_payment(amount, rate, int(term)) for amount, rate, term in owed]
    return Means(
        age_years=whole_years(row.born_on, row.as_of),
        income_rub_month=row.amt_income_total / 12,  # the questionnaire asks for a year's
        payments_rub_month=sum(payments, Decimal(0)),
    )


def rules_of(reasons: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Returns the hard rules that fired, by what a score says of its reasons."""
    codes = {reason["code"] for reason in reasons}
    return tuple(rule for rule in Rule if rule in codes)


def _told(row: Row[Any]) -> Told:
    return Told(
        proba=row.proba,
        grade=row.grade,
        model=row.model and ModelName(row.model),
        rules=rules_of(row.reasons),
    )


def _values(row: Row[Any], assessment: Assessment, policy: Policy) -> dict[str, Any]:
    return {
        **vars(assessment),
        "findings": [asdict(finding) for finding in assessment.findings],
        "application_id": row.id,
        "score_id": row.score_id,
        "policy_version": policy.version,
        "policy_sha256": policy.sha256,
        "amount_rub": row.amount_rub,
        "term_months": row.term_months,
        "annual_rate": row.annual_rate,
        "answers_sha256": hash_answers(row._asdict()),
    }
