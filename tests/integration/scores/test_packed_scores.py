"""Scores of a portfolio are packed, and whatever reads them says the same as of whole ones."""

import json
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from core.clients.rules.history import month_number, month_of
from core.decisions.frozen_scores import read_frozen_scores
from core.decisions.rules.simulator_messages import SimulatedPopulation
from core.exports.exported_rows import rows_of
from core.exports.rules.export_vocabulary import ExportKind
from core.kit.clock import bank_date
from core.models.compared_scores import read_compared_scores
from core.monitoring.cohort_export import outcomes_after
from core.monitoring.populations import read_scores
from core.monitoring.replays import load_recorded
from core.monitoring.rules.replay_verdicts import ReplayVerdict
from core.monitoring.snapshotting import write_snapshots
from core.notices.producing import APPROVED
from core.scores.asking import get_score, list_scores, wait_for_score
from core.scores.client_filters import InForce
from core.scores.tables import score_kinds, scores
from core.worklist.gathering import facts_of_client
from model.bundle_reader import BUNDLE
from monitor.replay import examine
from monitor.replay_bundles import PresentBundle
from tests.integration.makers import People
from tests.integration.monitoring.book import add_people, score_people
from tests.integration.scores.packing_in_place import EMPTIED, pack_in_place

COUNT = 80


class Book:
    """People of all kinds with a score each, and what every reader says of them."""

    def __init__(self, people: People) -> None:
        self.connection, self.by = people.connection, people.user("admin").user_id
        self.clients = add_people(self.connection, COUNT, Random(20))
        told = {"ids": self.clients}
        self.connection.execute(
            text("UPDATE clients SET client_since = '2020-01-01' WHERE id = ANY(:ids)"), told
        )
        self.ids = score_people(self.connection, self.clients, self.by)
        found = select(scores.c.model_version).where(scores.c.id.in_(self.ids))
        self.version = max(filter(None, self.connection.execute(found).scalars()))

    def pack(self) -> None:
        pack_in_place(self.connection, self.ids, self.by)

    def scores_shown(self) -> Any:
        ways = (
            lambda: [get_score(self.connection, one) for one in self.ids],
            lambda: [list_scores(self.connection, one, 5) for one in self.clients],
        )
        return [way() for way in ways]

    def recorded(self) -> Any:
        return load_recorded(self.connection, self.ids)

    def compared(self) -> Any:
        parts = read_compared_scores(self.connection, bank_date())
        return [one for part in parts for one in part if one.client_id in self.clients]

    def frozen(self, version: str | None = None) -> Any:
        wanted = SimulatedPopulation(model_version=version)
        found = read_frozen_scores(self.connection, wanted, 1, bank_date())
        ours = {str(one) for one in self.ids}
        return found.known, [tuple(row) for row in found.rows if row.id in ours]

    def frozen_of_a_version(self) -> Any:
        return self.frozen(self.version)

    def exported(self) -> Any:
        return rows_of(self.connection, ExportKind.SCORES, self.clients)

    def work(self) -> Any:
        now = InForce(self.version, "another", date(2020, 1, 1))
        return [facts_of_client(self.connection, one, now) for one in self.clients]

    def monitored(self) -> Any:
        """What snapshots, the population's inputs and a cohort's outcomes say, of a month to come
        in which everybody who has a credit has defaulted."""
        first, last, month = min(self.clients), max(self.clients), bank_date().replace(day=1)
        write_snapshots(self.connection, month, first - 1, last)
        snapshots = text("SELECT * FROM snapshots WHERE month = :month AND client_id = ANY(:ids)")
        told = {"month": month, "ids": self.clients}
        later = month_of(month_number(month) + 12)
        self.connection.execute(
            text(
                "INSERT INTO payment_months (credit_id, month, status) SELECT id, :month, '3'"
                " FROM credits WHERE client_id = ANY(:ids)"
            ),
            {**told, "month": later},
        )
        rows = [tuple(row) for row in self.connection.execute(snapshots, told)]
        outcomes, _ = outcomes_after(self.connection, later, first - 1)
        return (
            rows,
            read_scores(self.connection, month, first - 1, 1.0),
            [dict(one) for one in outcomes],
        )


def spelled(told: Any) -> str:
    """Writes what a reader says as text, in which no two numbers look alike."""
    return json.dumps(
        told, sort_keys=True, default=lambda one: vars(one) if is_dataclass(one) else str(one)
    )


READERS = (
    *("scores_shown", "recorded", "compared", "frozen", "frozen_of_a_version", "exported"),
    *("work", "monitored"),
)


@pytest.fixture
def book(people: People) -> Iterator[Book]:
    yield Book(people)
    people.connection.rollback()


@pytest.mark.parametrize("reader", READERS)
def test_whoever_reads_packed_scores_is_told_the_same(book: Book, reader: str) -> None:
    read: Callable[[], Any] = getattr(book, reader)
    book.connection.rollback()
    whole = read()
    book.connection.rollback()
    book.pack()
    assert book.connection.execute(
        select(*(scores.c[name] for name in EMPTIED)).where(scores.c.id.in_(book.ids)).distinct()
    ).all() == [(None,) * len(EMPTIED)]
    packed = read()
    assert packed == whole
    assert spelled(packed) == spelled(whole)  # 2 equals 2.0, and is not spelled so
    assert len(spelled(whole)) > COUNT * 100, "it says something of most"


def test_packed_scores_come_out_again_to_the_last_bit(book: Book) -> None:
    book.pack()
    recorded = load_recorded(book.connection, book.ids)
    found = examine(book.connection, recorded, [PresentBundle(BUNDLE)])
    assert len(found) == COUNT
    assert {one.verdict for one in found.values()} == {ReplayVerdict.IDENTICAL}
    assert {one.difference for one in found.values()} == {0.0}
    assert not any(one.unchecked for one in found.values())


def test_whoever_waits_for_a_packed_score_gets_it_whole(book: Book) -> None:
    [first, *_] = book.ids
    whole = get_score(book.connection, first)
    book.pack()
    book.connection.commit()
    assert wait_for_score(book.connection, first, 0.1) == whole


def test_a_notice_compares_with_packed_people_too(people: People) -> None:
    version, person = f"of {uuid4().hex}", people.user("admin").user_id
    ids = [
        people.done_score(
            people.client(),
            0.001 + place / 10_000,
            "B",
            model_version=version,
            contributions={"DELAYS": place / 4, "LATENESS_30": -place / 8},
        )
        for place in range(12)
    ]
    known = {"model": "behavioural", "model_version": version, "approve_below": 0.00195}

    def means(few: int) -> dict[str, float]:
        found = people.connection.execute(APPROVED, {**known, "few": few, "most": 100})
        return {one.code: one.mean for one in found}

    of_all, of_nearest = means(100), means(10)
    assert of_all == {"DELAYS": 4.5 / 4, "LATENESS_30": -4.5 / 8}
    assert of_nearest == {"DELAYS": 9 / 4, "LATENESS_30": -9 / 8}
    for some in (ids[5:7], ids[8:10], ids[:5], [ids[7], *ids[10:]]):
        pack_in_place(people.connection, some, person)
        assert (means(100), means(10)) == (of_all, of_nearest)
    people.connection.rollback()


@pytest.mark.parametrize("change", ["reasons = '[]'", "packed_reasons = NULL", "batch_id = NULL"])
def test_a_score_is_packed_as_a_whole_or_not_at_all(book: Book, change: str) -> None:
    book.pack()
    with pytest.raises(IntegrityError, match="packed_as_a_whole"):
        book.connection.execute(
            text(f"UPDATE scores SET {change} WHERE id = :id"), {"id": book.ids[0]}
        )


def test_those_who_have_all_alike_have_it_once(book: Book) -> None:
    book.pack()
    of_ours = select(scores.c.kind_id).where(scores.c.id.in_(book.ids)).distinct()
    kinds = book.connection.execute(of_ours).scalars().all()
    assert 1 < len(kinds) < 10
    shared = select(score_kinds.c.sha256).where(score_kinds.c.id.in_(kinds)).distinct()
    assert len(book.connection.execute(shared).all()) == len(kinds)
