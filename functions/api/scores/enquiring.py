"""Having somebody scored who is not stored: checked, recorded as an enquiry, sent as any score."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from api.scores.asking import scores_an_hour
from api.scores.enquiry_schemas import EnquiryRequest
from core.clients.rules.contradictions import require_consistent
from core.clients.rules.history import Months, check_months
from core.clients.rules.questionnaire import QUESTIONNAIRE, build_features
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.scores.enquiries import add_enquiry


def enquire(connection: Connection, actor: Actor, request: EnquiryRequest) -> UUID:
    """Writes an enquiry in the caller's transaction; returns the id of its pending score.

    Raises:
        ImpossibleFeaturesError, ImpossibleHistoryError: answers or months cannot be.
        UnconfirmedAnswersError: the answers are seldom ones, and not confirmed.
        TooManyRequestsError: the actor has asked for too many within the hour.
    """
    answers, histories = _checked(request)
    count_request(connection, actor.user_id, Deed.SCORE, scores_an_hour(actor))
    score_id = add_enquiry(connection, answers, histories, actor.user_id)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="score.enquire",
        subject=("enquiries", 0),
        old_values={},
        new_values={"score_id": score_id},
    )
    return score_id


def _checked(request: EnquiryRequest) -> tuple[dict[str, Any], list[Months]]:
    today = bank_date()
    answers = request.answers.model_dump()  # type: ignore[attr-defined]
    build_features(answers, today)
    require_consistent(answers, QUESTIONNAIRE, request.confirm)
    return answers, [check_months(credit.in_order(), today) for credit in request.credits]
