"""Scores the people of one part: rules first, then the model, as in the service."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from core.clients.rules.history import STATUSES_BY_SEVERITY, Months, month_number
from core.clients.rules.questionnaire import Features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import ModelName
from model.history import MONTHS, UNKNOWN, Severities, to_credits
from model.scoring import Applicant, ScoredClient, ScoringModel, has_long_open
from training.offline.joining import MISSING

DATE_OF_FILES = date(2000, 1, 1)
"""Files count months back from the newest one: any date serves as the date of scoring."""
CHUNK = 2_000
REASONS = 3
NOT_ENOUGH_DATA = "NOT_ENOUGH_DATA"
NOT_READABLE = "QUESTIONNAIRE_NOT_READABLE"


def result_schema(are_numbers: bool) -> pa.Schema:
    """Returns the columns of the result; IDs are numbers where all of them are."""
    texts = ("grade", "decision", *(f"reason_{place}" for place in range(1, REASONS + 1)))
    return pa.schema(
        [
            ("id", pa.int64() if are_numbers else pa.string()),
            ("questionnaire", pa.string()),
            ("model", pa.string()),
            ("proba", pa.float64()),
            ("points", pa.int64()),
            ("rating", pa.float64()),
            *((name, pa.string()) for name in texts),
        ]
    )


def score_people(model: ScoringModel, people: pa.Table, are_numbers: bool) -> pa.Table:
    """Returns a row for each ID of a part that holds people whole, in the order of the IDs."""
    if are_numbers:
        people = people.set_column(0, "id", people["id"].cast(pa.int64()))
    people = people.sort_by("id").combine_chunks()
    ids, states = people["id"].to_pylist(), people["questionnaire"].to_pylist()
    records: list[dict[str, Any]] = [{}] * len(ids)
    persons = _places(people["person"].to_pylist())
    for start in range(0, len(persons), CHUNK):
        chunk = persons[start : start + CHUNK]
        scored = _score(model, _read(people, chunk))
        for places, record in zip(chunk, scored, strict=True):
            for place in places:
                records[place] = {"id": ids[place], "questionnaire": states[place], **record}
    return pa.Table.from_pylist(records, schema=result_schema(are_numbers))


def _places(keys: Sequence[bytes]) -> list[list[int]]:
    """Returns the places of the ids of each person."""
    people: dict[bytes, list[int]] = {}
    for place, key in enumerate(keys):
        people.setdefault(key, []).append(place)
    return list(people.values())


def _read(people: pa.Table, chunk: Sequence[Sequence[int]]) -> list["_Person"]:
    """Returns some of the persons, each with the months of all credits."""
    rows = people["months"].take(pa.array([place for places in chunk for place in places]))
    severities = np.frombuffer(b"".join(rows.to_pylist()), dtype=np.int8)
    credits = iter(severities.reshape(-1, MONTHS))
    told = people.take(pa.array([places[0] for places in chunk]))
    return [
        _Person(
            state != MISSING, json.loads(features or "null"), _months(list(islice(credits, count)))
        )
        for state, features, count in zip(
            told["questionnaire"].to_pylist(),
            told["features"].to_pylist(),
            map(len, chunk),
            strict=True,
        )
    ]


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


def _months(severities: Sequence[Severities]) -> tuple[Months, ...]:
    """Returns the recorded months of each credit that has any, of the severities by month."""
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
    return {"reason_1": reason}
