"""Scores files: the same features and the same bundle as the service, without the service."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from core.errors import ImpossibleFeaturesError
from core.features import Features, build_features
from core.policy import rating
from model.history import MONTHS, SEVERITY, UNKNOWN, Severities, is_long_enough
from model.scoring import Applicant, ScoredClient, ScoringModel, load_model
from training.data import answers_of, load_credits, load_questionnaires, to_calendar
from training.observations import history_at

CHUNK = 2_000
REASONS = 3
STATUS_OF = {severity: status for status, severity in SEVERITY.items()}


def score_files(data: Path, as_of: int) -> pd.DataFrame:
    """Scores every id of the credit table as it was known ``as_of`` months before the latest.

    The questionnaire may be missing, as a file or for some ids. Without it only the behavioural
    model can score; who has no six months of history then gets no score and the reason
    ``NOT_ENOUGH_DATA``.

    Returns:
        One row an id: id, model, proba, rating, grade, decision, reason_1 to reason_3 (what raises
        the risk first, then what lowers it).

    Raises:
        DataError: the folder does not hold what is needed.
    """
    credits = load_credits(data)
    ids = pd.Series(np.sort(credits["ID"].unique()))
    known = history_at(to_calendar(ids, credits), as_of)
    features = _features_by_id(data, ids)
    scorable = is_long_enough(known) | np.array([one is not None for one in features])
    model, rows = load_model(), np.flatnonzero(scorable)
    records: list[dict[str, Any]] = [_unscored(identifier) for identifier in ids.tolist()]
    with tqdm(total=len(rows), unit="client") as bar:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            for place, scored in zip(chunk, _score(model, known, features, chunk), strict=True):
                records[place] = _record(ids[place], scored)
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
        return build_features(answers)
    except ImpossibleFeaturesError:
        return None


def _score(
    model: ScoringModel,
    known: Severities,
    features: list[Features | None],
    rows: np.ndarray[Any, Any],
) -> list[ScoredClient]:
    applicants = [Applicant(features[place] or {}, _history(known[place])) for place in rows]
    return model.score(applicants)


def _history(severities: Severities) -> list[dict[str, Any]]:
    return [
        {"months_ago": place, "status": STATUS_OF[severity]}
        for place, severity in enumerate(severities[:MONTHS].tolist())
        if severity > UNKNOWN
    ]


def _record(identifier: Any, scored: ScoredClient) -> dict[str, Any]:
    codes = [reason.code for reason in scored.reasons[:REASONS]]
    return {
        "id": identifier,
        "model": scored.model.value,
        "proba": scored.proba,
        "rating": rating(scored.proba),
        "grade": scored.grade,
        "decision": scored.decision.value,
        **{f"reason_{place + 1}": code for place, code in enumerate(codes)},
    }


def _unscored(identifier: Any) -> dict[str, Any]:
    return {"id": identifier, "proba": np.nan, "rating": np.nan, "reason_1": "NOT_ENOUGH_DATA"}
