"""Brings months and questionnaire of each ID together, and deals them out by person."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from tqdm import tqdm

from core.clients.rules.questionnaire import APPLIED_ON, Features
from model.history import MONTHS, UNKNOWN, Severities
from training.faults import Faults, Told, build_each
from training.month_checks import CREDITS
from training.observations import recorded_at
from training.offline.spill import Spill, spilled, take_part
from training.offline.workplace import Workplace
from training.tables import (
    APPLICATIONS,
    answers_of,
    last_of_each,
    months_again,
    nameless_rows,
    rows_that_differ,
)
from training.tidying import are_numbers, tidy

PEOPLE = "people"
READ, MISSING, NOT_READABLE = "read", "missing", "not readable"
WITHOUT_MONTHS = f"{CREDITS} has no month of the ID"
SAMPLE = 1_000  # IDs of a part that tell where the parts of the result begin
_KEY_BYTES = 16
_PEOPLE = pa.schema(
    [
        ("id", pa.string()),
        ("questionnaire", pa.string()),
        ("person", pa.binary(_KEY_BYTES)),
        ("features", pa.string()),
        ("months", pa.binary(MONTHS)),
    ]
)


@dataclass(frozen=True)
class Shard:
    """One of several runs side by side: the people whose number leaves ``place`` of ``count``."""

    place: int = 0
    count: int = 1


WHOLE = Shard()


@dataclass
class Found:
    """What is told of all IDs together.

    Attributes:
        ids: how many are of this shard.
        read: questionnaires of all shards that can be used, of IDs that have months.
        questionnaires: rows in which anything stands.
        sample: some of the IDs.
    """

    ids: int = 0
    read: int = 0
    questionnaires: int = 0
    are_numbers: bool = True
    again: int = 0
    nameless: int = 0
    doubled: Told = field(default_factory=Told)
    faults: Faults = field(default_factory=Faults)
    sample: list[str] = field(default_factory=list)

    def notes(self) -> list[str]:
        """Returns what people should know of their files."""
        told = {
            months_again(self.again): self.again,
            nameless_rows(self.nameless): self.nameless,
            rows_that_differ(str(self.doubled)): self.doubled.count,
            str(self.faults): self.faults.count,
        }
        return [text for text, count in told.items() if count]


def join(place: Workplace, parts: int, as_of: int, shard: Shard) -> Found:
    """Deals out, by person, what the IDs of this shard are scored by; returns what was found."""
    found = Found()
    with spilled(place, PEOPLE, parts) as spill:
        for part in tqdm(range(parts), unit="part", desc="joining", delay=1):
            _join_part(place, part, found, _Deal(spill, parts, as_of, shard))
            for name in (CREDITS, APPLICATIONS):
                place.path(name, part).unlink(missing_ok=True)
    return found


@dataclass(frozen=True)
class _Deal:
    spill: Spill
    parts: int
    as_of: int
    shard: Shard


@dataclass(frozen=True)
class _Questionnaire:
    key: bytes
    features: Features | None


def _join_part(place: Workplace, part: int, found: Found, deal: _Deal) -> None:
    ids, calendar = _calendar(take_part(place, CREDITS, part), found)
    told = _questionnaires(take_part(place, APPLICATIONS, part), ids, found)
    found.are_numbers &= are_numbers(ids)
    found.read += sum(name in told and told[name].features is not None for name in ids)
    keys = [told[name].key if name in told else _key(name) for name in ids]
    numbers = [int.from_bytes(key) for key in keys]
    mine = [
        row for row, number in enumerate(numbers) if number % deal.shard.count == deal.shard.place
    ]
    chosen = [ids[row] for row in mine]
    found.ids += len(mine)
    found.sample += chosen[:: len(chosen) // SAMPLE + 1]
    table = _table(
        chosen, [keys[row] for row in mine], told, recorded_at(calendar, deal.as_of)[mine]
    )
    parts = [numbers[row] // deal.shard.count % deal.parts for row in mine]
    deal.spill.add(table, np.array(parts, dtype=np.int64))


def _calendar(months: pa.Table | None, found: Found) -> tuple[list[str], Severities]:
    """Returns the IDs, and the severity of each month for each, as ``training.data`` has it."""
    if months is None:
        return [], np.empty((0, MONTHS + 1), dtype=np.int8)
    names = months["id"].combine_chunks().dictionary_encode()
    calendar = np.full((len(names.dictionary), MONTHS + 1), UNKNOWN, dtype=np.int8)
    places = names.indices.to_numpy(), months["place"].to_numpy()
    np.maximum.at(calendar, places, months["severity"].to_numpy())
    found.again += months.num_rows - int((calendar > UNKNOWN).sum())
    return names.dictionary.to_pylist(), calendar


def _questionnaires(
    told: pa.Table | None, ids: list[str], found: Found
) -> dict[str, _Questionnaire]:
    """Returns the questionnaire of each ID that has one."""
    if told is None:
        return {}
    table = tidy(APPLICATIONS, told.to_pandas())
    found.questionnaires += len(table)
    found.nameless += int((table["ID"] == "").sum())
    table, doubled = last_of_each(table)
    found.doubled.add(doubled)
    names, answers = table["ID"].tolist(), answers_of(table)
    strangers = dict.fromkeys(set(names) - set(ids), WITHOUT_MONTHS)
    features, faults = build_each(names, answers, APPLIED_ON, strangers)
    found.faults.include(faults)
    made = map(_Questionnaire, map(_key, answers), features)
    return dict(zip(names, made, strict=True))


def _key(told: str | Mapping[str, object]) -> bytes:
    """Returns what identifies a person: the whole questionnaire, or the ID where there is none.

    Answers that are equal have one key, whatever their types, on every machine.
    """
    plain = told if isinstance(told, str) else [_plain(value) for value in told.values()]
    return hashlib.blake2b(json.dumps(plain).encode(), digest_size=_KEY_BYTES).digest()


def _plain(value: object) -> object:
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() else value
    return value if value is None or isinstance(value, str) else repr(value)


def _table(
    ids: list[str], keys: list[bytes], told: Mapping[str, _Questionnaire], months: Severities
) -> pa.Table:
    nobody = _Questionnaire(b"", None)
    features = [told.get(name, nobody).features for name in ids]
    states = [
        MISSING if name not in told else READ if built else NOT_READABLE
        for name, built in zip(ids, features, strict=True)
    ]
    lines = [json.dumps(built) if built else None for built in features]
    return pa.table([ids, states, keys, lines, list(map(bytes, months))], schema=_PEOPLE)
