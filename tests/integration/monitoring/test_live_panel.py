"""The live panel, figure by figure, against a plain count of invented people and their decisions."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean, median, quantiles

import pytest
from sqlalchemy import insert, text, update

from api.clients.listing import in_force
from core.decisions.tables import decisions
from core.kit.clock import bank_date
from core.monitoring.live_counting import (
    CLIENTS_A_STEP,
    count_book,
    count_deeds,
    count_fresh,
    last_client,
    replace_live_counts,
)
from core.monitoring.rules.live_rows import LiveKey, added, joined
from core.monitoring.rules.vocabulary import LiveBy
from core.people.rules.roles import Role
from core.scores.client_filters import ClientFilter
from core.scores.overview import list_clients
from core.scores.rules.master_scale import grade_of
from core.scores.tables import scores
from tests.integration.monitoring.books import made_book

DEFAULTED = set("345")
LOSS_SHARE, MARGIN = 0.45, 0.08


@pytest.fixture
def book(people):
    with made_book(people) as made:
        yield made
        people.connection.execute(text("DELETE FROM live_counts WHERE month < '1990-01-01'"))
        people.connection.commit()


@pytest.fixture
def made(people, book):
    """Decisions of the newest month, as plain rows."""
    draw, underwriter = Random(3), people.user(Role.UNDERWRITER)
    month = datetime(*book.months[-1].timetuple()[:3], 12, tzinfo=UTC)
    pairs = [(people.client(m), m) for m in (people.manager(), people.manager())]
    rows = []
    for place in range(90):
        client, manager = pairs[place % 2]
        recommendation = draw.choice(["approve", "review", "decline"])
        outcome = draw.choice(["approve", "counteroffer", "decline"])
        agrees = recommendation == "review" or (recommendation == "decline") == (
            outcome == "decline"
        )
        rows.append(
            {
                "application_id": people.application(client, manager),
                "manager_id": manager.manager_id,
                "proba": round(10 ** draw.uniform(-4, -0.3), 5),
                "recommendation": recommendation,
                "outcome": outcome,
                "override_reason": None if agrees else "guarantor",
                "rationale": None if agrees else "A guarantor of good standing has signed.",
                "decline_reasons": ["PURPOSE_UNCLEAR"] if outcome == "decline" else [],
                "seconds_spent": draw.choice([None, draw.randrange(20, 4_000)]),
                "is_final": draw.random() < 0.9,
                "decided_at": month + timedelta(days=draw.randrange(28)),
            }
        )
    known = {"sequence": 1, "policy_version": "a", "policy_sha256": "a" * 64, "approve_below": 0.04}
    known |= {"decline_from": 0.14, "amount_rub": 100_000, "term_months": 24, "annual_rate": 20}
    known |= {"actor_id": underwriter.user_id, "answers_sha256": "a" * 64}
    for row in rows:
        told = {name: value for name, value in row.items() if name != "manager_id"}
        score_id = people.connection.execute(
            text("SELECT score_id FROM applications WHERE id = :id"), {"id": row["application_id"]}
        ).scalar_one()
        people.connection.execute(insert(decisions).values(**known, **told, score_id=score_id))
    people.connection.commit()
    return rows


@pytest.fixture
def asked(people, book):
    """Scores that were asked for in the newest month, and one of a portfolio that does not count."""
    draw, rows = Random(5), []
    month = datetime(*book.months[-1].timetuple()[:3], 12, tzinfo=UTC)
    managers = [people.manager(), people.manager()]
    clients = [(people.client(manager), manager) for manager in managers]
    batch_id = people.batch(managers[0])
    for place in range(64):
        client, manager = clients[place % 2]
        proba = round(10 ** draw.uniform(-4, -0.3), 5)
        row = {
            "grade": grade_of(proba),
            "manager_id": manager.manager_id,
            "seconds": draw.uniform(0.05, 9),
            "reasons": [] if place % 8 == 0 else [{"code": "SOME"}],
            "batch_id": batch_id if place >= 60 else None,
        }
        score_id = people.done_score(client, proba, row["grade"], reasons=row["reasons"])
        at = month + timedelta(days=draw.randrange(28))
        people.connection.execute(
            update(scores)
            .where(scores.c.id == score_id)
            .values(
                requested_at=at,
                scored_at=at + timedelta(seconds=row["seconds"]),
                batch_id=row["batch_id"],
            )
        )
        rows.append(row)
    people.connection.commit()
    return [row for row in rows if row["batch_id"] is None]


def parts(rows, grade=lambda row: row["grade"]):
    """The rows of each key: in all, of each grade, of each manager."""
    found = {LiveKey(LiveBy.MONTH): rows}
    for row in rows:
        for key in (
            LiveKey(LiveBy.GRADE, grade=grade(row)),
            LiveKey(LiveBy.MANAGER, manager_id=row["manager_id"]),
        ):
            found.setdefault(key, []).append(row)
    return found


def exactly(value):
    return None if value is None else pytest.approx(float(value))


def assert_counted(found, expected):
    assert set(found) == set(expected)
    for key, counted in expected.items():
        told = {name: found[key][name] for name in counted}
        told = {n: None if v is None else float(v) for n, v in told.items()}
        assert told == {name: exactly(value) for name, value in counted.items()}, key


def test_decisions_are_counted_as_they_were_made(people, book, made):
    def counts(rows):
        final = [row for row in rows if row["is_final"]]
        seconds = [row["seconds_spent"] for row in rows if row["seconds_spent"] is not None]
        return {
            "decided": len(final),
            "approved": sum(row["outcome"] != "decline" for row in final),
            "recommended": sum(row["recommendation"] == "approve" for row in final),
            "overrides": sum(row["override_reason"] is not None for row in final),
            "timed": len(seconds),
            "median_seconds": median(seconds) if seconds else None,
        }

    found = count_deeds(people.connection, book.months[-1])
    expected = parts(made, lambda row: grade_of(row["proba"]))
    assert_counted(found, {key: counts(rows) for key, rows in expected.items()})


def test_waiting_is_that_of_scores_which_somebody_asked_for(people, book, asked):
    def counts(rows):
        seconds = sorted(row["seconds"] for row in rows)
        return {
            "asked": len(rows),
            "with_reasons": sum(bool(row["reasons"]) for row in rows),
            "seconds_95": quantiles(
                seconds * 2 if len(seconds) == 1 else seconds, n=20, method="inclusive"
            )[-1],
        }

    found = count_deeds(people.connection, book.months[-1])
    assert_counted(found, {key: counts(rows) for key, rows in parts(asked).items()})


def test_what_is_owed_and_what_has_fallen_is_that_of_the_snapshots(people, book):
    before, month = book.months[-2:]
    now = {row["client_id"]: row for row in book.of(month)}

    def owed(rows):
        return {
            "clients": sum(row["proba"] is not None for row in rows),
            "rated": sum(row["grade"] not in (None, "default") for row in rows),
            "outstanding_rub": sum(r["outstanding_rub"] for r in rows if r["proba"] is not None),
            "performing_rub": sum(r["outstanding_rub"] for r in rows if (r["proba"] or 1) < 1),
            "proba_outstanding_rub": sum(
                (r["proba"] or 0) * float(r["outstanding_rub"]) for r in rows
            ),
        }

    def fallen(rows):
        late = [row for row in rows if now.get(row["client_id"], {}).get("status") in DEFAULTED]
        return {
            "healthy": len(rows),
            "healthy_rub": sum(row["outstanding_rub"] for row in rows),
            "fallen_rub": sum(row["outstanding_rub"] for row in late),
        }

    found = count_book(people.connection, month)
    active = parts(book.of(month, is_active=True))
    healthy = parts([r for r in book.of(before, is_active=True) if r["status"] not in DEFAULTED])
    assert {key for key, counted in found.items() if "clients" in counted} == set(active)
    assert_counted(
        {key: found[key] for key in active}, {k: owed(rows) for k, rows in active.items()}
    )
    assert_counted({key: found[key] for key in healthy}, {k: fallen(r) for k, r in healthy.items()})
    assert found[LiveKey(LiveBy.MONTH)]["fallen_rub"] > 0


def test_scores_out_of_date_are_those_that_the_list_of_clients_calls_so(people):
    people.done_score(people.client(people.manager()), 0.01, "C")
    people.client(people.manager())
    connection = people.connection
    starts = range(0, last_client(connection), CLIENTS_A_STEP)
    found = added(*(count_fresh(connection, after) for after in starts))
    current, place = in_force(connection), None
    known, out_of_date = Counter(), Counter()
    while True:
        page = list_clients(connection, ClientFilter(), current, after=place, limit=200)
        for client in page.items:
            for key in (
                LiveKey(LiveBy.MONTH),
                LiveKey(LiveBy.GRADE, grade=client.grade),
                LiveKey(LiveBy.MANAGER, manager_id=client.manager_id),
            ):
                known[key] += 1
                out_of_date[key] += client.freshness != "current"
        if (place := page.next) is None:
            break
    assert {key: counted["known"] for key, counted in found.items()} == known
    assert {key: counted["out_of_date"] for key, counted in found.items()} == out_of_date
    assert 0 < out_of_date[LiveKey(LiveBy.MONTH)] < known[LiveKey(LiveBy.MONTH)]


@pytest.fixture
def panel(people, api):
    token = people.user(Role.ANALYST).token

    def ask(**told):
        query = "&".join(f"{name}={value}" for name, value in told.items())
        answer = api("GET", "/portfolio/live", token=token, query=query)
        assert answer.status == 200, answer.body
        return answer.body

    return ask


def write_down(people, months):
    connection = people.connection
    for month in months:
        found = joined(count_deeds(connection, month), count_book(connection, month))
        replace_live_counts(connection, month, found)
    connection.commit()


def test_the_panel_says_each_figure_with_its_denominator(people, book, made, asked, panel):
    write_down(people, book.months)
    month = book.months[-1]
    told = panel(by="month", month=f"{month:%Y-%m}", months=3)
    assert [row["month"] for row in told["rows"]] == [str(one) for one in reversed(book.months)]
    assert told["economics"]["interest_rate"] - told["economics"]["funding_rate"] == MARGIN
    assert told["discrimination"] == [] and not told["is_present"]
    row = told["rows"][0]
    final = [one for one in made if one["is_final"]]
    active = book.of(month, is_active=True)
    approved = row["approved_by_people"]
    assert approved["n"] == len(final) and approved["low"] < approved["value"] < approved["high"]
    assert approved["value"] == fmean(one["outcome"] != "decline" for one in final)
    loss = LOSS_SHARE * sum((r["proba"] or 0) * float(r["outstanding_rub"]) for r in active)
    scored = [row for row in active if row["proba"] is not None]
    owed = float(sum(row["outstanding_rub"] for row in scored))
    assert row["expected_loss_rub"]["value"] == pytest.approx(loss, abs=0.01)
    assert row["cost_of_risk"]["value"] == pytest.approx(loss / owed)
    assert row["cost_of_risk"]["n"] == len(scored) < len(active)
    earning = float(sum(r["outstanding_rub"] for r in active if (r["proba"] or 1) < 1))
    assert row["net_interest_income_rub"]["value"] == pytest.approx(MARGIN * earning, abs=0.01)
    minutes = [one["seconds_spent"] / 60 for one in made if one["seconds_spent"] is not None]
    assert row["case_minutes"]["value"] == pytest.approx(median(minutes))
    assert row["with_reasons"] == {**row["with_reasons"], "n": len(asked), "value": 52 / 60}
    assert row["out_of_date"] == {
        **dict.fromkeys(("value", "low", "high")),
        "n": 0,
        "missing": "not_counted",
    }


def test_too_few_are_no_figure(people, book, made, panel):
    write_down(people, book.months)
    month = f"{book.months[-1]:%Y-%m}"
    seen = set()
    for by in ("grade", "manager"):
        for row in panel(by=by, month=month, limit=200)["rows"]:
            for name in ("approved_by_people", "cost_of_risk"):
                figure = row[name]
                seen.add(figure["missing"])
                assert (
                    (figure["value"] is None)
                    == (figure["n"] < 30)
                    == (figure["missing"] is not None)
                )
    assert {None, "too_few"} <= seen


def test_a_month_that_nobody_counted_is_told_to_be_none(people, api):
    token = people.user(Role.ANALYST).token
    answer = api("GET", "/portfolio/live", token=token, query="by=month&month=1901-01")
    assert answer.status == 404
    assert "ask for a run" in answer.body["detail"]


def test_managers_come_page_by_page(people, book, panel):
    write_down(people, book.months)
    month = f"{book.months[-1]:%Y-%m}"
    first = panel(by="manager", month=month, limit=1)
    second = panel(by="manager", month=month, limit=1, after=first["next"])
    rows = first["rows"] + second["rows"]
    assert [row["manager_id"] for row in rows] == sorted(book.managers)
    assert second["next"] is None and all(row["manager_name"] for row in rows)


def test_of_the_present_month_what_was_done_so_far_is_counted_at_once(people, panel):
    before = panel(by="month", months=1)
    people.done_score(people.client(people.manager()), 0.01, "C")
    after = panel(by="month", months=1)
    assert before["is_present"] and before["month"] == str(bank_date().replace(day=1))
    counts = [told["rows"][0]["with_reasons"]["n"] for told in (before, after)]
    assert counts[1] == counts[0] + 1
