"""Scores files: the same features and the same bundle as the service, without the service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from core.clients.rules.history import STATUSES_BY_SEVERITY, Months, month_number
from core.clients.rules.questionnaire import APPLIED_ON, Features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import ModelName
from model.history import UNKNOWN, to_credits
from model.scoring import Applicant, ScoredClient, ScoringModel, has_long_open, load_model
from training.data import to_calendar
from training.faults import build_each
from training.files import DataError, note
from training.observations import recorded_at
from training.tables import (
    APPLICATIONS,
    CREDITS,
    answers_of,
    load_credits,
    load_questionnaires,
    number_ids,
)

DATE_OF_FILES = date(2000, 1, 1)
"""Files count months back from the newest one: any date serves as the date of scoring."""
CHUNK = 2_000
REASONS = 3
COLUMNS = [
    *("id", "questionnaire", "model", "proba", "points", "rating", "grade", "decision"),
    *(f"reason_{place}" for place in range(1, REASONS + 1)),
]
NOT_ENOUGH_DATA = "NOT_ENOUGH_DATA"
NOT_READABLE = "QUESTIONNAIRE_NOT_READABLE"
WITHOUT_MONTHS = f"{CREDITS} has no month of the ID"


def score_files(data: Path, as_of: int) -> pd.DataFrame:
    """Scores every person of the credit table as known ``as_of`` months before the latest.

    Ids with the same whole questionnaire are one person with several credits, and share a score.
    The questionnaire may be missing, as a file or for some ids: then each id is a person, and only
    the behavioural model can score. Who it cannot score gets the reason ``NOT_ENOUGH_DATA``, or
    ``QUESTIONNAIRE_NOT_READABLE`` where there is one with answers that are impossible; how many
    of these there are, and why, is told. The policy's hard rules hold as in the service: who has
    defaulted is asked no model, and the rules' reasons stand before the model's.

    Returns:
        One row an id: id, questionnaire (``read``, ``missing`` or ``not readable``), model, proba,
        points, rating, grade, decision, reason_1 to reason_3 (what raises the risk first, then
        what lowers it).

    Raises:
        DataError: the folder does not hold what is needed, or no questionnaire can be used.
    """
    credits = load_credits(data)
    numbers = number_ids(credits["ID"].drop_duplicates()).sort_values()
    ids = numbers.astype(str).reset_index(drop=True)
    known = recorded_at(to_calendar(ids, credits), as_of)
    told = _questionnaires(data, ids)
    people = _people(told)
    persons = [
        _Person(one.answers is not None, one.features, _months(known[places]))
        for one, places in ((told[places[0]], places) for places in people)
    ]
    records: list[dict[str, Any]] = [{}] * len(ids)
    model = load_model()
    with tqdm(total=len(people), unit="person") as bar:
        for start in range(0, len(people), CHUNK):
            chunk = slice(start, start + CHUNK)
            for places, record in zip(people[chunk], _score(model, persons[chunk]), strict=True):
                for place in places:
                    records[place] = {"id": numbers.iloc[place], **told[place].state(), **record}
            bar.update(len(people[chunk]))
    return pd.DataFrame(records, columns=COLUMNS)


@dataclass(frozen=True)
class _Questionnaire:
    """What is known of an id: the answers and the features; None without, and where impossible."""

    answers: dict[str, object] | None = None
    features: Features | None = None

    def state(self) -> dict[str, str]:
        """Returns the column that tells whether the questionnaire was read."""
        unread = "missing" if self.answers is None else "not readable"
        return {"questionnaire": "read" if self.features else unread}


@dataclass(frozen=True)
class _Person:
    """The 18 features where the questionnaire gives them, and the months of all credits."""

    answered: bool
    features: Features | None
    credits: tuple[Months, ...]

    def rules(self) -> tuple[Rule, ...]:
        """Returns the hard rules that the person meets."""
        return first_policy().rules_met(standing_of(self.credits, DATE_OF_FILES))


def _score(model: ScoringModel, persons: Sequence[_Person]) -> Iterator[dict[str, Any]]:
    """Yields the record of each person."""
    rules = [person.rules() for person in persons]
    long = has_long_open(to_credits([person.credits for person in persons]))
    asked = [
        place
        for place, person in enumerate(persons)
        if not DEFAULT_RULES.intersection(rules[place]) and (long[place] or person.features)
    ]
    scored = model.score(
        [Applicant(persons[place].features or {}, persons[place].credits) for place in asked]
    )
    results = dict(zip(asked, scored, strict=True))
    for place, met in enumerate(rules):
        if place in results:
            yield _record(results[place], met)
        else:
            yield _defaulted(met) if DEFAULT_RULES.intersection(met) else _unscored(persons[place])


def _people(told: Sequence[_Questionnaire]) -> list[list[int]]:
    """Returns the places of the ids of each person."""
    people: dict[object, list[int]] = {}
    for place, one in enumerate(told):
        key = place if one.answers is None else tuple(one.answers.items())
        people.setdefault(key, []).append(place)
    return list(people.values())


def _questionnaires(data: Path, ids: "pd.Series[Any]") -> list[_Questionnaire]:
    """Returns what is told of each id, and notes which questionnaires are not used and why.

    Raises:
        DataError: there are questionnaires, and none can be used.
    """
    table = load_questionnaires(data)
    if table is None:
        note(f"{data} holds no {APPLICATIONS}: the months of payments alone are scored.")
        return [_Questionnaire()] * len(ids)
    names, answers = table["ID"].tolist(), answers_of(table)
    features, faults = build_each(names, answers, APPLIED_ON)
    known = set(ids)
    strangers = [name for name in names if name not in known]
    if strangers:
        faults.add(WITHOUT_MONTHS, strangers)
    found = dict(zip(names, map(_Questionnaire, answers, features), strict=True))
    told = [found.get(identifier, _Questionnaire()) for identifier in ids]
    if not any(one.features for one in told):
        raise DataError(f"{faults} Nothing is scored: mend the file, or take it away.")
    if faults.ids:
        note(str(faults))
    return told


def _months(severities: np.ndarray[Any, Any]) -> tuple[Months, ...]:
    """Returns the recorded months of each credit, shape of the severities (credits, months)."""
    newest = month_number(DATE_OF_FILES)
    credits = []
    for row in severities:
        places = np.flatnonzero(row > UNKNOWN)
        statuses = "".join(STATUSES_BY_SEVERITY[severity] for severity in row[places])
        credits.append(Months((newest - places).tolist(), statuses))
    return tuple(credit for credit in credits if len(credit))


def _record(scored: ScoredClient, rules: tuple[Rule, ...]) -> dict[str, Any]:
    told = scored.model is not ModelName.SEGMENT
    return {
        "model": scored.model.value,
        **_seen(scored.proba, grade_of(scored.proba) if told else UNKNOWN_GRADE, rules),
        **_reasons([*rules, *(reason.code for reason in scored.reasons)]),
    }


def _reasons(codes: Sequence[str]) -> dict[str, str]:
    return {f"reason_{place + 1}": str(code) for place, code in enumerate(codes[:REASONS])}


def _seen(proba: float, grade: str, rules: tuple[Rule, ...]) -> dict[str, Any]:
    """Returns what people see of a probability, and what the policy in force makes of it."""
    return {
        "proba": proba,
        **vars(shown(proba, grade)),
        "grade": grade,
        "decision": first_policy().decide(proba, rules).value,
    }


def _defaulted(rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {**_seen(1.0, DEFAULT_GRADE, rules), **_reasons(rules)}


def _unscored(person: _Person) -> dict[str, Any]:
    unread = person.answered and not person.features
    reason = NOT_READABLE if unread else NOT_ENOUGH_DATA
    return {"proba": np.nan, "rating": np.nan, "reason_1": reason}
