"""An answer of the scorer is taken only if it says something of everybody."""

from datetime import date
from typing import Any

import pytest

from core.kit.errors import UnavailableError
from core.models.rules.released import released
from core.scores import trying
from core.scores.rules.trials import Trial, TriedPerson

SCORE = {"proba": 0.01, "grade": "C", "decision": "approve", "model": "behavioural"}
NOBODY = TriedPerson(as_of=date(2026, 11, 28), answers={}, credits=[])


def asked(monkeypatch: pytest.MonkeyPatch, answer: Any) -> Any:
    monkeypatch.setenv("SCORER_FUNCTION", "scorer:live")
    monkeypatch.setattr(trying, "ask_function", lambda name, event: answer)
    return trying.try_people(Trial(bundle=released().name, policy={}, people=[NOBODY, NOBODY]))


def test_scores_of_everybody_are_an_answer(monkeypatch):
    assert len(asked(monkeypatch, {"scores": [SCORE, SCORE]}).scores) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"fault": "not_scorable: KeyError in model.scoring, line 1."},
        {"scores": [SCORE]},
        {"scores": [SCORE, {**SCORE, "proba": None, "error": "impossible_features"}]},
        {"batchItemFailures": []},  # of a scorer that does not know trials yet
    ],
)
def test_anything_else_is_none(monkeypatch, answer):
    with pytest.raises(UnavailableError, match="Try again"):
        asked(monkeypatch, answer)
