"""What the questionnaire alone can tell of a person: measured, and not shipped."""

from typing import Any

import numpy as np

from core.clients.rules.questionnaire import FEATURE_NAMES
from training.data import Applicants
from training.evaluation import rank
from training.learning import FOLDS, Progress, Sample, out_of_fold
from training.models import PARAMETERS, PROTECTED

PROTOCOL = "ever 90 or more days past due, one row a credit; five folds grouped by person"


def fits_of_questionnaire() -> int:
    """Returns how many steps the progress bar has."""
    return FOLDS


def measure_questionnaire(applicants: Applicants, progress: Progress) -> dict[str, Any]:
    """Returns how well all answers but gender and age rank those who ever defaulted."""
    names = [name for name in FEATURE_NAMES if name not in PROTECTED]
    sample = Sample(
        "questionnaire alone",
        applicants.table()[names],
        applicants.defaulted,
        applicants.groups,
        (0,) * len(names),
        PARAMETERS,
    )
    raw, _ = out_of_fold(sample, np.arange(len(applicants.ids)), progress)
    return {"protocol": PROTOCOL, **rank(sample.target, raw, sample.groups)}
