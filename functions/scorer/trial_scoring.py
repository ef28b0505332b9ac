"""Scores people for somebody who waits: by the same code as any score, and writes nothing."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from core.decisions.rules.policy import Policy
from core.scores.batch_records import PendingScore, ScoreRecord
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.enquiry_answers import read_enquiry
from core.scores.rules.trials import Trial, TrialAnswer, TriedPerson, TriedScore
from model.scoring import ScoringModel
from scorer.making import Scorer, make_records


def score_trial(
    event: Mapping[str, Any], model_of: Callable[[BundleName], ScoringModel]
) -> TrialAnswer:
    """Returns what would be recorded of each person of a trial, in their order.

    Args:
        model_of: returns the model of a bundle.

    Raises:
        Exception: whatever is wrong with the event; its text may hold what is known of somebody.
    """
    trial = Trial.model_validate(event)
    model = model_of(trial.bundle)
    scorer = Scorer(model, Policy.of(trial.policy), trial.people[0].as_of)
    pending = [_pending(place, person) for place, person in enumerate(trial.people)]
    records = {record.id: record for record in make_records(scorer, pending)}
    return TrialAnswer(
        scores=[_told(records[str(score.id)], explain=trial.explain) for score in pending],
        reads={name: list(features) for name, features in model.reads.items()},
        model_version=model.version,
    )


def _pending(place: int, person: TriedPerson) -> PendingScore:
    answers, credits = read_enquiry(person.answers, [one.model_dump() for one in person.credits])
    return PendingScore(UUID(int=place), False, person.as_of, answers, credits)


def _told(record: ScoreRecord, *, explain: bool) -> TriedScore:
    told = vars(record)
    names = set(TriedScore.model_fields) - (set() if explain else {"reasons", "features"})
    return TriedScore(**{name: told[name] for name in names})
