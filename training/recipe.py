"""The whole recipe of a bundle: two models, the segment, the scorecard, and the gates."""

from dataclasses import dataclass
from typing import Any

from core.scores.rules.vocabulary import ModelName
from training.bundle_writer import Training
from training.business import ECONOMICS, break_even_table
from training.data import Applicants, Array
from training.evaluation import measure
from training.gates import Gate, gate_of_flips, gates_of, require_defaults
from training.learning import Progress
from training.models import Fitted, fits, train_behavioural, train_thin_file
from training.new_credits import measure_segment, observe_new_credits
from training.observations import observe
from training.questionnaire_alone import fits_of_questionnaire, measure_questionnaire
from training.reference import behavioural_reference, thin_file_reference
from training.retraining import fits_of_retraining, retrain
from training.scorecard_fit import fit_scorecard, measure_scorecard


@dataclass(frozen=True)
class Made:
    """A bundle that is not written yet, and what is to be reported of it.

    Attributes:
        gates: all of them, passed or not.
        predictions: name -> what the report draws, shape (rows,).
    """

    training: Training
    gates: list[Gate]
    predictions: dict[str, Array]


def steps() -> int:
    """Returns how many steps the progress bar has."""
    return 2 * fits() + fits_of_retraining() + fits_of_questionnaire()


def make_bundle(applicants: Applicants, data_sha256: str, progress: Progress) -> Made:
    """Trains and measures everything.

    Raises:
        GateError: too few people default, so nothing is trained.
    """
    observations, new_credits = observe(applicants), observe_new_credits(applicants)
    require_defaults(ModelName.BEHAVIOURAL, observations)
    require_defaults(ModelName.THIN_FILE, new_credits)
    behavioural = train_behavioural(applicants, observations, progress)
    thin_file = train_thin_file(applicants, new_credits, progress)
    retrained = retrain(behavioural.sample, behavioural.months_ago, progress)
    gates = [
        *(gate for one in (behavioural, thin_file) for gate in gates_of(one.name, one.metrics)),
        gate_of_flips(retrained.grade_flips),
    ]
    sample, months = behavioural.sample, behavioural.months_ago
    card, predictions = _scorecard_figures(behavioural)
    training = Training(
        models=[behavioural, thin_file],
        segment=measure_segment(applicants),
        scorecard=fit_scorecard(sample.table, sample.target, months),
        references={
            ModelName.BEHAVIOURAL: behavioural_reference(behavioural),
            ModelName.THIN_FILE: thin_file_reference(applicants, thin_file),
        },
        data_sha256=data_sha256,
        more={
            "scorecard": card,
            "questionnaire_alone": measure_questionnaire(applicants, progress),
            "grade_flips": round(retrained.grade_flips, 4),
            "reasons_overlap": round(retrained.reasons_overlap, 4),
            "economics": {**vars(ECONOMICS), "break_even_proba": break_even_table()},
            "gates": [
                {"name": gate.name, "value": round(gate.value, 6), "passed": gate.passed}
                for gate in gates
            ],
        },
    )
    return Made(training, gates, {**predictions, **_predictions(behavioural, thin_file)})


def _scorecard_figures(behavioural: Fitted) -> tuple[dict[str, Any], dict[str, Array]]:
    """Returns the scorecard's figures on the rows of the behavioural model, and what it said."""
    sample, later = behavioural.sample, behavioural.later.rows
    everywhere, ahead = measure_scorecard(sample, behavioural.months_ago, later)
    proba = everywhere[behavioural.evaluated]
    target, people = sample.target[behavioural.evaluated], sample.groups[behavioural.evaluated]
    return {
        "grouped": measure(target, proba, people),
        "out_of_time": measure(sample.target[later], ahead, sample.groups[later]),
    }, {"scorecard": proba}


def _predictions(behavioural: Fitted, thin_file: Fitted) -> dict[str, Array]:
    return {
        "behavioural": behavioural.proba,
        "behavioural_later": behavioural.later.own_book,
        "behavioural_later_new_people": behavioural.later.new_people,
        "thin_file": thin_file.proba,
        "thin_file_later": thin_file.later.own_book,
    }
