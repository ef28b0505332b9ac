"""Having people scored who wait for it: the scorer is asked at once, and nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.clients.rules.history import Months
from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError
from core.kit.functions import ask_function
from core.kit.settings import setting
from core.scores.rules.enquiry_answers import plain_answers
from core.scores.rules.event_kinds import TRIAL
from core.scores.rules.trials import Trial, TrialAnswer, TriedMonths, TriedPerson


def to_person(answers: Mapping[str, Any], credits: Sequence[Months], as_of: date) -> TriedPerson:
    """Returns what a model may look at, as it travels.

    Args:
        answers: those of the questionnaire, possible ones.
        credits: the months of each credit, checked.
    """
    return TriedPerson(
        as_of=as_of,
        answers=plain_answers(answers),
        credits=[TriedMonths(numbers=one.numbers, statuses=one.statuses) for one in credits],
    )


def try_people(trial: Trial) -> TrialAnswer:
    """Returns the scores of all people of a trial, in their order.

    Raises:
        UnavailableError: the scorer is away, or cannot score one of them.
    """
    event = {TRIAL: trial.model_dump(mode="json")}
    answer = TrialAnswer.model_validate(ask_function(setting("SCORER_FUNCTION"), event))
    done = all(score.proba is not None for score in answer.scores)
    if answer.fault or not done or len(answer.scores) != len(trial.people):
        detail = "The model cannot answer at the moment. Try again in a few seconds."
        raise UnavailableError(detail, RETRY_AFTER_SECONDS)
    return answer
