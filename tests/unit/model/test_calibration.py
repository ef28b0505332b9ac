"""Calibration: what each kind makes of raw log-odds, by numbers that can be worked out by hand."""

from math import log

import numpy as np
import pytest

from model.calibration import LARGEST_PROBA, SMALLEST_PROBA, Beta, Calibrator, Isotonic, Sigmoid

RAW = np.array([-log(9), 0.0, log(4)])  # probabilities of 0.1, 0.5 and 0.8


@pytest.mark.parametrize(
    ("calibrator", "probas"),
    [
        (Sigmoid(slope=1, intercept=0), [0.1, 0.5, 0.8]),
        (Sigmoid(slope=2, intercept=0), [1 / 82, 0.5, 16 / 17]),
        (Sigmoid(slope=1, intercept=-log(4)), [1 / 37, 0.2, 0.5]),
        (Beta(a=1, b=1, intercept=0), [0.1, 0.5, 0.8]),
        # The odds are exp(intercept) * p ** a / (1 - p) ** b
        (Beta(a=2, b=1, intercept=0), [1 / 91, 1 / 3, 16 / 21]),
        (Beta(a=0, b=1, intercept=log(0.1)), [1 / 10, 1 / 6, 1 / 3]),
        (
            Isotonic(raw=[-log(9), log(4)], proba=[0.2, 0.6]),
            [0.2, 0.2 + 0.4 * log(9) / log(36), 0.6],
        ),
        (Isotonic(raw=[-1, 1], proba=[0.2, 0.6]), [0.2, 0.4, 0.6]),
    ],
    ids=repr,
)
def test_raw_scores_become_the_probabilities_of_the_formula(
    calibrator: Calibrator, probas: list[float]
) -> None:
    assert calibrator.apply(RAW).tolist() == pytest.approx(probas, abs=1e-9)


@pytest.mark.parametrize(
    "calibrator",
    [
        Sigmoid(slope=1, intercept=0),
        Beta(a=1, b=1, intercept=0),
        Isotonic(raw=[-1, 1], proba=[0, 1]),
    ],
    ids=repr,
)
def test_no_raw_score_leads_out_of_what_is_told(calibrator: Calibrator) -> None:
    assert calibrator.apply(np.array([-1e6, 1e6])).tolist() == [SMALLEST_PROBA, LARGEST_PROBA]
