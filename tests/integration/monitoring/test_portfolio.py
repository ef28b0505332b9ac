"""The portfolio's pages, figure by figure, against a plain count of an invented book."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from statistics import fmean

import pytest
from scipy.stats import binomtest
from sqlalchemy import func, insert

from core.decisions.rules.policy import first_policy
from core.monitoring.outcome_figures import find_discrimination
from core.monitoring.tables import monitor_runs, vintage_cells
from core.people.rules.roles import Role
from core.scores.rules.master_scale import master_scale
from tests.integration.monitoring.books import Book, made_book

SCALE = [one.grade for one in master_scale()]
LATE = set("12345")


@pytest.fixture
def book(people) -> Iterator[Book]:
    with made_book(people) as made:
        yield made


@pytest.fixture
def ask(people, api):
    token = people.user(Role.ANALYST).token

    def asked(path: str, query: str):
        answer = api("GET", path, token=token, query=query)
        assert answer.status == 200, answer.body
        return answer.body

    return asked


def kept(rows, told):
    """Snapshots that a filter leaves, one by one."""
    fields = {"active": "is_active", **{n: n for n in ("model", "manager_id", "issued_year")}}
    wanted = {fields[name]: value for name, value in told.items()}
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def shown(rows):
    """Whose points people see: of whom nothing is known there are none of their own."""
    return [row for row in rows if row["points"] and row["grade"] != "unknown"]


def mean_of(rows):
    """The mean probability by what is owed; where nothing is owed, by heads."""
    rated = [row for row in rows if row["grade"]]
    weights = [float(row["outstanding_rub"]) for row in rated]
    if not rated:
        return None
    return fmean([row["proba"] for row in rated], weights if any(weights) else None)


def expected_month(rows):
    """The figures of a month, summed client by client."""
    rated = [row for row in rows if row["grade"] not in (None, "default")]
    late = [row for row in rows if row["status"] in LATE]
    loss = sum(row["proba"] * float(row["outstanding_rub"]) for row in rows if row["proba"])
    return {
        "clients": len(rows),
        "outstanding_rub": sum(row["outstanding_rub"] for row in rows),
        "rated": len(rated),
        "mean_proba": mean_of(rated),
        "expected_loss_rub": 0.45 * loss,
        "late_30": len(late),
        "late_30_rub": sum(row["outstanding_rub"] for row in late),
        "in_review": sum(row["decision"] == "review" for row in rows),
    }


def filters(book):
    """Alone and together."""
    manager = {"manager_id": book.managers[0]}
    single = [
        {},
        {"active": True},
        {"active": False},
        {"model": "thin_file"},
        {"issued_year": 1948},
    ]
    return [{**one, **whose} for one, whose in product(single, ({}, manager))]


def test_each_month_is_the_sum_of_its_clients(book, ask):
    for told in filters(book):
        summary = ask("/portfolio/summary", book.query(**told))
        assert summary["loss_given_default"] == first_policy().lending.loss_given_default == 0.45
        assert [one["month"] for one in summary["history"]] == [str(one) for one in book.months]
        for month, shown in zip(book.months, summary["history"], strict=True):
            expected = expected_month(kept(book.of(month), told))
            for name, value in expected.items():
                if name.endswith("_rub"):
                    assert abs(float(shown[name]) - float(value)) < 0.006, (told, name)
                else:
                    assert shown[name] == (value and pytest.approx(value)), (told, name)


def test_grades_points_and_buckets_are_counts_of_the_same_clients(book, ask):
    before, month = book.months[-2:]
    for told in filters(book):
        summary = ask("/portfolio/summary", book.query(**told))
        rows, earlier = kept(book.of(month), told), kept(book.of(before), told)
        assert [one["grade"] for one in summary["grades"]] == [*SCALE, "default", "unknown", None]
        for one in summary["grades"]:
            alike = [row for row in rows if row["grade"] == one["grade"]]
            assert one["clients"] == len(alike)
            assert one["clients_before"] == sum(row["grade"] == one["grade"] for row in earlier)
            assert one["share"] == pytest.approx(len(alike) / len(rows))
            assert one["mean_proba"] == (pytest.approx(mean) if (mean := mean_of(alike)) else None)
        bins = Counter((row["points"] // 25 * 25, row["model"]) for row in shown(rows))
        assert {
            (one["points_from"], one["model"]): one["clients"] for one in summary["points"]
        } == bins
        buckets = Counter((str(row["month"]), row["status"]) for row in kept(book.rows, told))
        assert {(b["month"], b["status"]): b["clients"] for b in summary["past_due"]} == buckets


def test_cut_offs_are_those_of_the_policy_in_force(book, ask):
    own, *bands = ask("/portfolio/summary", book.query())["cut_offs"]
    body = first_policy().body
    assert own["model"] is None and own["amount_from_rub"] == 0
    assert (own["approve_from_points"], own["decline_below_points"]) == (450, 300)
    assert [band["amount_from_rub"] for band in bands] == [
        band["amount_from_rub"] for band in body["lending"]["bands"]
    ]


def expected_moves(book, told):
    before, month = book.months[-2:]
    was = {row["client_id"]: row for row in book.of(before)}
    now = {row["client_id"]: row for row in book.of(month)}
    moves = Counter()
    for client_id, row in now.items():
        if kept([row], told):
            earlier = was.get(client_id)
            moves[earlier["grade"] if earlier else "new", row["grade"]] += 1
    for client_id, row in was.items():
        if client_id not in now and kept([row], told):
            moves[row["grade"], "gone"] += 1
    return moves


def test_the_matrix_tells_where_each_client_went(book, ask):
    for told in filters(book):
        found = ask("/portfolio/migration", book.query(**told))
        moves = {(one["grade_before"], one["grade"]): one["clients"] for one in found["moves"]}
        assert moves == expected_moves(book, told)
        assert sum(found["sums"].values()) == sum(moves.values())
        for one in found["moves"]:
            row = sum(
                n for (was, now), n in moves.items() if was == one["grade_before"] and now != "gone"
            )
            share = None if one["grade"] == "gone" else one["clients"] / row
            assert one["row_share"] == share


def test_up_and_down_are_counted_by_the_places_of_grades(book, ask):
    places = [*SCALE, "default"]
    sums = Counter()
    for (was, now), n in expected_moves(book, {}).items():
        if was == "new" or now == "gone":
            sums["new" if was == "new" else "gone"] += n
        elif was == now:
            sums["same"] += n
        elif was in places and now in places:
            sums["up" if places.index(now) < places.index(was) else "down"] += n
        else:
            sums["other"] += n
    assert ask("/portfolio/migration", book.query())["sums"] == sums
    assert min(sums.values()) > 0


def listed(ask, query):
    """All pages of a list."""
    found, after = [], 0
    while after is not None:
        page = ask("/portfolio/clients", f"{query}&limit=7&after={after}")
        found += page["items"]
        after = page["next"]
    return found


def test_the_clients_behind_each_grade_and_bucket_are_as_many_as_it_says(book, ask):
    for told in filters(book):
        summary = ask("/portfolio/summary", book.query(**told))
        for one in summary["grades"]:
            grade = one["grade"] or "none"
            clients = listed(ask, book.query(**told, grade=grade))
            assert len(clients) == one["clients"]
            assert {client["grade"] for client in clients} <= {one["grade"]}
        for bucket in summary["past_due"]:
            if bucket["month"] == str(book.months[-1]):
                clients = listed(ask, book.query(**told, status=bucket["status"] or "none"))
                assert len(clients) == bucket["clients"]


def test_the_clients_behind_points_decisions_and_moves(book, ask):
    month = book.months[-1]
    summary = ask("/portfolio/summary", book.query())
    for one in summary["points"]:
        low = one["points_from"]
        told = {"points_from": max(low, 1), "points_to": low + 24}
        clients = listed(ask, book.query(**told))
        assert sum(c["model"] == one["model"] for c in clients) == one["clients"]
    review = listed(ask, book.query(decision="review"))
    assert len(review) == summary["history"][-1]["in_review"]
    late = listed(ask, book.query() + "".join(f"&status={one}" for one in sorted(LATE)))
    assert len(late) == summary["history"][-1]["late_30"]
    for one in ask("/portfolio/migration", book.query())["moves"]:
        if one["grade_before"] != "new" and one["grade"] != "gone":
            told = {"grade_before": one["grade_before"] or "none", "grade": one["grade"] or "none"}
            assert len(listed(ask, book.query(**told))) == one["clients"]
    known = {row["client_id"]: row for row in book.of(month)}
    for client in listed(ask, book.query()):
        row = known.pop(client["client_id"])
        assert client["last_name"].startswith("Тестова")
        assert Decimal(client["outstanding_rub"]) == row["outstanding_rub"]
        points = row["points"] if row in shown([row]) else None
        assert (client["points"], client["proba"]) == (points, row["proba"])
    assert not known


def test_vintages_are_the_shares_of_credits_that_were_ever_late(people, book, ask):
    month = book.months[-1]
    rows = [
        (date(1949, 1, 1), 1, 40, 2, 0),
        (date(1949, 1, 1), 2, 38, 5, 1),
        (date(1949, 7, 1), 1, 9, 0, 0),
    ]
    names = ("issued_half", "months_on_book", "credits", "ever_30", "ever_90")
    told = [{"month": month, **dict(zip(names, row, strict=True))} for row in rows]
    people.connection.execute(insert(vintage_cells), told)
    people.connection.commit()
    first, second = ask("/portfolio/vintages", book.query())["vintages"]
    assert (first["issued_half"], second["issued_half"]) == ("1949-01-01", "1949-07-01")
    one, two = first["ages"]
    assert [one["months_on_book"], two["months_on_book"]] == [1, 2]
    assert (two["ever_30"]["count"], two["ever_30"]["of"]) == (5, 38)
    expected = binomtest(5, 38).proportion_ci(method="wilson")
    late = two["ever_30"]
    assert (late["share"], late["low"], late["high"]) == pytest.approx((5 / 38, *expected))
    assert (two["ever_90"]["count"], second["ages"][0]["ever_90"]["count"]) == (1, 0)


def outcomes(cohort, state="matured"):
    """What the monitor writes down of a cohort."""
    separation = {"auc": 0.81, "low": 0.7, "high": 0.9, "gini": 0.62}
    model = {"model": "behavioural", "model_version": "a"}
    return {
        "cohort": cohort,
        "state": state,
        "grades": [
            {"grade": "B", "n": 400, "defaults": 3, "rate": 0.0075, "low": 0.002, "high": 0.02}
        ],
        "models": [
            {
                **model,
                "backtest": {"total": {"count": 400, "defaults": 3}, "separation": separation},
            },
            {**model, "model_version": "b", "backtest": None},
        ],
    }


def test_what_became_is_that_of_the_newest_cohort_that_can_tell(people, book, ask):
    earlier, before, month = book.months
    assert {one["observed"] for one in ask("/portfolio/summary", book.query())["grades"]} == {None}
    people.monitor_run(month=earlier, figures={"outcomes": outcomes("1949-01-01")})
    for later, told in ((before, outcomes("1949-02-01", "incomplete")), (month, {})):
        run = {"month": later, "ended_at": func.now(), "figures": {"outcomes": told}}
        people.connection.execute(insert(monitor_runs).values(run))
    people.connection.commit()
    summary = ask("/portfolio/summary", book.query())
    assert summary["cohort"] == "1949-01-01"
    seen = {one["grade"]: one["observed"] for one in summary["grades"]}
    assert seen["B"] == {"clients": 400, "defaulted": 3, "rate": 0.0075, "low": 0.002, "high": 0.02}
    assert {name for name, observed in seen.items() if observed} == {"B"}
    [model] = find_discrimination(people.connection, month)
    assert (model.model_version, model.defaulted, model.auc, model.gini) == ("a", 3, 0.81, 0.62)


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ({"months_on_book": 3}, ["issued_half"]),
        ({"issued_half": "1949-01"}, ["months_on_book"]),
        ({"late_days": 30}, ["issued_half", "months_on_book"]),
    ],
)
def test_a_point_of_a_curve_without_its_coordinates_names_them(people, book, api, query, missing):
    token = people.user(Role.ANALYST).token
    answer = api("GET", "/portfolio/clients", token=token, query=book.query(**query))
    assert answer.status == 422, answer.body
    assert [(one["field"], one["code"]) for one in answer.body["detail"]] == [
        (name, "missing") for name in missing
    ]


def test_without_a_month_the_newest_counted_is_shown(book, ask):
    for path in ("/portfolio/summary", "/portfolio/migration", "/portfolio/vintages"):
        assert ask(path, "")["month"] == ask("/portfolio/summary", book.query())["months"][0]


def test_a_month_that_nobody_counted_is_told_to_be_none(people, api):
    token = people.user(Role.ANALYST).token
    for path in ("summary", "migration", "vintages", "clients"):
        answer = api("GET", f"/portfolio/{path}", token=token, query="month=1901-01")
        assert answer.status == 404
        assert "ask for a run" in answer.body["detail"]
