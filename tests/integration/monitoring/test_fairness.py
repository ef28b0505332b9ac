"""Groups that no model knows are counted as plain Python counts them; small ones are not told."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from math import exp, log, sqrt
from random import Random

import pytest
from sqlalchemy import insert, text

from core.clients.rules.questionnaire import derive_age_group
from core.decisions.rules.shares import share_of
from core.kit.identifiers import id_of
from core.monitoring import cohorts
from core.monitoring.groups import Group, GroupCount
from core.monitoring.run_months import end_of
from core.scores.tables import scores
from monitor.fairness_step import groups_of, ratio_of

# Long before anybody of another test became a client
MONTH, LAST_DAY = date(2000, 6, 1), date(2000, 6, 30)


@pytest.fixture(autouse=True)
def _alone(people):
    people.forget_months()


def test_recommendations_by_group(monitor, people, monkeypatch):
    monkeypatch.setattr(cohorts, "PEOPLE_A_STEP", 29)
    random, user = Random(6), people.user("analyst")
    expected = defaultdict(list)
    for _ in range(150):
        born_on = date(1935, 6, 15) + timedelta(random.randrange(365 * 46))
        gender, decision = random.choice("FFM"), random.choice(["approve", "review"])
        client_id = people.without_login(
            client_since=datetime(2000, 4, 1, tzinfo=UTC), code_gender=gender, born_on=born_on
        )
        row = {"id": id_of(end_of(MONTH) - timedelta(1)), "client_id": client_id}
        people.connection.execute(insert(scores).values(**row, requested_by=user.user_id))
        people.connection.commit()
        people.finish(row["id"], 0.006, "B", decision=decision)
        approved = decision == "approve"
        expected["code_gender", gender].append(approved)
        expected["age_band", derive_age_group(born_on, LAST_DAY)].append(approved)
    monitor(action="run", month=str(MONTH))
    people.connection.rollback()
    query = text("SELECT figures -> 'fairness' FROM monitor_runs")
    found = people.connection.execute(query).scalar_one()
    told = {(one["attribute"], one["group"]): one["recommended"] for one in found["groups"]}
    large = {key: own for key, own in expected.items() if len(own) >= 30}
    assert told == {key: vars(share_of(sum(own), len(own))) for key, own in large.items()}
    assert found["too_small"] == len(expected) - len(large)
    assert found["cohort"] is None


def group(name):
    return Group("code_gender", name)


def test_what_people_add_to_the_policy_is_the_difference_of_two_ratios():
    recommended = {group("F"): GroupCount(80, 100), group("M"): GroupCount(30, 50)}
    decided = {group("F"): GroupCount(40, 50), group("M"): GroupCount(36, 40)}
    women, men = groups_of(recommended, decided, {})
    assert women.recommendation_ratio is women.decision_ratio is women.discretion is None
    assert men.recommendation_ratio.value == pytest.approx(0.6 / 0.8)
    assert men.decision_ratio.value == pytest.approx(0.9 / 0.8)
    assert men.discretion == pytest.approx(0.375)
    error = sqrt(1 / 30 - 1 / 50 + 1 / 80 - 1 / 100)
    assert men.recommendation_ratio.low == pytest.approx(exp(log(0.75) - 1.959963984540054 * error))
    assert men.observed is men.expected is None
    assert (men.recommended, men.decided) == (share_of(30, 50), share_of(36, 40))
    assert (women.recommended, women.decided) == (share_of(80, 100), share_of(40, 50))
    assert [(one.attribute, one.group) for one in (women, men)] == [
        ("code_gender", "F"),
        ("code_gender", "M"),
    ]


def test_small_groups_and_shares_of_nothing_have_no_ratio():
    large, small = GroupCount(10, 30), GroupCount(10, 29)
    assert ratio_of(large, large) is not None
    for one, other in ((large, small), (small, large), (None, large), (GroupCount(0, 40), large)):
        assert ratio_of(one, other) is None
    [only] = groups_of({group("F"): small}, {}, {group("F"): small})
    assert only.recommended is only.observed is only.expected is None
