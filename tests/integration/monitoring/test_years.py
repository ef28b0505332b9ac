"""A book of several years, scored and watched: its quiet is told quiet, and what drifts is found."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import text

from core.clients.rules.history import month_number, month_of
from core.kit.database import transaction
from core.monitoring.rules.lights import Light
from core.monitoring.rules.verdict import Signal, judge
from core.scores.planning import plan_step
from core.scores.portfolio import insert_portfolio
from core.scores.rules.messages import PortfolioMessage
from core.scores.rules.vocabulary import ScoreStatus
from maintenance.demo import statements
from maintenance.demo.book import HORIZON_MONTHS, Book, generate_members
from maintenance.demo.records import Dated
from maintenance.demo.seed import PEOPLE_PER_CALL, seed
from maintenance.ownership import as_owner
from model.bundle_reader import BUNDLE, read_bundle
from monitor.verdict_step import signals_of
from scorer.portfolio_scoring import Worked, work_off
from tests.integration.makers import People
from training.own_outcomes import OUTCOMES, read_outcomes, scores_of

PASSWORD = "a password for a book"
# Long before anybody of another test became a client
BOOK = Book(clients=1_500, years=3, until=date(2012, 12, 1), seed="c")
QUIET = BOOK.shifted_from - 1
DRIFTED = BOOK.doubled_from + HORIZON_MONTHS
MONTHS = sorted({month - ago for month in (QUIET, DRIFTED) for ago in (0, HORIZON_MONTHS)})
MONITORING = ("verdicts", "alerts", "snapshots", "portfolio_cells", "transition_cells")


@pytest.fixture
def book(people: People) -> Iterator[None]:
    """The part of it that is asked about, scored; nothing of it stays."""
    empty(people)
    members = generate_members(BOOK, 0, BOOK.people)
    wanted = [(place, one) for place, one in members.items() if is_on_book(one)]
    for start in range(0, len(wanted), PEOPLE_PER_CALL):
        seed(dict(wanted[start : start + PEOPLE_PER_CALL]), PASSWORD)
    score()
    yield
    with as_owner() as connection:
        statements.remove_clients(connection)
    empty(people)


def empty(people: People) -> None:
    for table in (*MONITORING, "vintage_cells", "monitor_runs"):
        people.connection.execute(text(f"DELETE FROM {table}"))
    people.connection.commit()


def is_on_book(member: Dated) -> bool:
    left = month_number(member.closed_on) if member.closed_on else BOOK.last + 1
    return any(month_number(member.client_since) <= month < left for month in MONTHS)


def score() -> None:
    """Scores everybody at the ends of the months by the scorer's own code, without the queue."""
    days = [month_of(month + 1) - timedelta(1) for month in MONTHS]
    with transaction() as connection:
        client_ids = statements.clients_after(connection, 0, BOOK.people)
        admin = statements.first_admin(connection)
        batch_id = insert_portfolio(
            connection, requested_by=admin, chosen_ids=client_ids, days=days
        )
    worked, chunk_nos, is_last = Worked(), list[int](), False
    while not is_last:
        with transaction() as connection:
            step = plan_step(connection, batch_id)
        chunk_nos += step.chunk_nos
        is_last = step.is_last
    for chunk_no in chunk_nos:
        message = PortfolioMessage(batch_id=batch_id, chunk_no=chunk_no, correlation_id="years")
        work_off(message, worked)
    assert worked.recorded[ScoreStatus.FAILED] == 0


def watched(monitor: Any, people: People, month: int) -> dict[str, Any]:
    """What the runs of a month and of its cohort's month find."""
    for one in (month - HORIZON_MONTHS, month):
        answer = monitor(action="run", month=month_of(one).isoformat())
        assert answer["is_over"]
        assert answer["month"] == month_of(one).isoformat()
    people.connection.rollback()
    figures: dict[str, Any] = people.connection.execute(
        text("SELECT figures FROM monitor_runs WHERE id = :id"), {"id": answer["run_id"]}
    ).scalar_one()
    return figures


def loud(figures: dict[str, Any]) -> list[Signal]:
    """The signals of a month that are not green."""
    signals = judge(signals_of(figures)).signals
    return [one for one in signals if one.light is not Light.GREEN]


def test_quiet_months_stay_quiet_and_what_was_planted_is_found(
    book: None, monitor: Any, maintain: Any, people: People, tmp_path: Path
) -> None:
    quiet = watched(monitor, people, QUIET)
    assert quiet["outcomes"]["state"] == "matured"
    assert loud(quiet) == []
    assert quiet["verdict"]["verdict"] == "no_action"
    drifted = watched(monitor, people, DRIFTED)
    assert drifted["verdict"]["verdict"] in {"recalibrate", "redevelop"}
    [before], [after] = (one["outcomes"]["models"] for one in (quiet, drifted))
    rates = [one["backtest"]["total"] for one in (before, after)]
    assert rates[0]["light"] != "red"
    assert rates[1]["defaults"] > 1.5 * rates[1]["expected"]
    [shifted] = drifted["stability"]["models"]
    lights = {one["name"]: one["light"] for one in shifted["characteristics"]}
    assert lights["credits_open"] == "red"
    assert_exported(maintain, rates[1], tmp_path)


def assert_exported(maintain: Any, total: dict[str, Any], folder: Path) -> None:
    """What a recalibration reads is what the backtest counted, in terms of the bundle."""
    month = month_of(DRIFTED).isoformat()
    assert month in maintain(action="list_matured", count=12)["months"]
    answer = maintain(action="export_outcomes", month=month, after=0)
    rows = [{"month": month, **one} for one in answer["outcomes"]]
    pd.DataFrame(rows).to_csv(folder / OUTCOMES, index=False)
    bundle = read_bundle(BUNDLE)
    read = read_outcomes(folder, bundle.version)
    assert (len(read), read["defaulted"].sum()) == (total["count"], total["defaults"])
    assert np.isfinite(scores_of(read, bundle).raw).all()
    assert maintain(action="export_outcomes", month=month, after=answer["last"]) == {
        "outcomes": [],
        "last": None,
    }
