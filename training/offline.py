"""Scores files: the same features and the same bundle as the service, without the service."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from core.clients.rules.history import STATUSES_BY_SEVERITY, Months, month_number
from core.clients.rules.questionnaire import Features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import active_policy
from core.decisions.rules.standing import standing_of
from core.kit.errors import ImpossibleFeaturesError
from core.scores.rules.master_scale import grade_of
from core.scores.rules.points import points, rating
from model.history import UNKNOWN, is_long_enough
from model.scoring import Applicant, ScoredClient, load_model
from training.data import answers_of, features_of, load_credits, load_questionnaires, to_calendar
from training.observations import history_at

DATE_OF_FILES = date(2000, 1, 1)
"""Files count months back from the newest one: any date serves as the date of scoring."""
CHUNK = 2_000
REASONS = 3


def score_files(data: Path, as_of: int) -> pd.DataFrame:
    """Scores every id of the credit table as it was known ``as_of`` months before the latest.

    The questionnaire may be missing, as a file or for some ids. Without it only the behavioural
    model can score; who has no six months of history then gets no score and the reason
    ``NOT_ENOUGH_DATA``. The policy's hard rules hold as in the service: who has defaulted is
    asked no model, and the rules' reasons stand before the model's.

    Returns:
        One row an id: id, model, proba, points, rating, grade, decision, reason_1 to reason_3
        (what raises the risk first, then what lowers it).

    Raises:
        DataError: the folder does not hold what is needed.
    """
    credits = load_credits(data)
    ids = pd.Series(np.sort(credits["ID"].unique()))
    known = history_at(to_calendar(ids, credits), as_of)
    months = [_months(row) for row in known]
    features = _features_by_id(data, ids)
    rules = [active_policy().rules_met(standing_of([one], DATE_OF_FILES)) for one in months]
    defaulted = np.array([bool(DEFAULT_RULES.intersection(met)) for met in rules])
    scorable = is_long_enough(known) | np.array([one is not None for one in features])
    model, rows = load_model(), np.flatnonzero(scorable & ~defaulted)
    records: list[dict[str, Any]] = [
        _defaulted(identifier, met) if late else _unscored(identifier)
        for identifier, met, late in zip(ids.tolist(), rules, defaulted, strict=True)
    ]
    with tqdm(total=len(rows), unit="client") as bar:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            applicants = [Applicant(features[place] or {}, months[place]) for place in chunk]
            for place, scored in zip(chunk, model.score(applicants), strict=True):
                records[place] = _record(ids[place], scored, rules[place])
            bar.update(len(chunk))
    return pd.DataFrame(records)


def _features_by_id(data: Path, ids: "pd.Series[Any]") -> list[Features | None]:
    """Returns the 18 features of each id; None without a questionnaire that is possible."""
    questionnaires = load_questionnaires(data)
    if questionnaires is None:
        return [None] * len(ids)
    found = dict(zip(questionnaires["ID"], answers_of(questionnaires), strict=True))
    return [_build(found.get(identifier)) for identifier in ids]


def _build(answers: dict[str, object] | None) -> Features | None:
    if answers is None:
        return None
    try:
        return features_of(answers)
    except ImpossibleFeaturesError:
        return None


def _months(severities: np.ndarray[Any, Any]) -> Months:
    places = np.flatnonzero(severities > UNKNOWN)
    statuses = "".join(STATUSES_BY_SEVERITY[severity] for severity in severities[places])
    return Months((month_number(DATE_OF_FILES) - places).tolist(), statuses)


def _record(identifier: Any, scored: ScoredClient, rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {
        "id": identifier,
        "model": scored.model.value,
        **_seen(scored.proba, rules),
        **_reasons([*rules, *(reason.code for reason in scored.reasons)]),
    }


def _reasons(codes: Sequence[str]) -> dict[str, str]:
    return {f"reason_{place + 1}": str(code) for place, code in enumerate(codes[:REASONS])}


def _seen(proba: float, rules: tuple[Rule, ...]) -> dict[str, Any]:
    """Returns what people see of a probability, and what the policy in force makes of it."""
    return {
        "proba": proba,
        "points": points(proba),
        "rating": rating(proba),
        "grade": grade_of(proba),
        "decision": active_policy().decide(proba, rules).value,
    }


def _defaulted(identifier: Any, rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {"id": identifier, **_seen(1.0, rules), **_reasons(rules)}


def _unscored(identifier: Any) -> dict[str, Any]:
    return {"id": identifier, "proba": np.nan, "rating": np.nan, "reason_1": "NOT_ENOUGH_DATA"}
