"""Who ranks better is better; a tie is told by the level; too few defaults tell nothing."""

import pytest

from core.models.rules.conclusion import FEWEST_DEFAULTS, conclude, months_more
from core.models.rules.vocabulary import Conclusion

BOTH = (True, True)


@pytest.mark.parametrize(
    ("areas", "p", "calibrated", "expected"),
    [
        ((0.80, 0.75), 0.01, (False, True), Conclusion.CHAMPION_BETTER),
        ((0.75, 0.80), 0.049, BOTH, Conclusion.CHALLENGER_BETTER),
        ((0.75, 0.80), 0.05, BOTH, Conclusion.TIE),
        ((0.75, 0.80), 0.05, (False, True), Conclusion.CHALLENGER_BETTER),
        ((0.75, 0.80), 0.60, (True, False), Conclusion.CHAMPION_BETTER),
        ((0.75, 0.75), None, (False, False), Conclusion.TIE),
    ],
)
def test_what_a_comparison_comes_to(areas, p, calibrated, expected):
    assert conclude(FEWEST_DEFAULTS, areas, p, calibrated) is expected


def test_few_defaults_are_no_evidence_whatever_the_difference():
    told = conclude(FEWEST_DEFAULTS - 1, (0.5, 0.9), 1e-9, (False, True))
    assert told is Conclusion.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("defaults", "months", "expected"), [(0, 12, None), (5, 3, 9), (19, 12, 1), (20, 1, 0)]
)
def test_how_many_months_more(defaults, months, expected):
    assert months_more(defaults, months) == expected
