"""Staff read the policy in force, on the same scale as the grades."""

from core.decisions.rules.policy import first_policy
from core.people.rules.roles import Role
from core.scores.rules.points import points
from core.scores.rules.vocabulary import Decision


def test_the_policy_in_force_can_be_read_in_points(api, people):
    seen = api("GET", "/policy", token=people.user(Role.ANALYST).token).body
    policy = first_policy()
    assert seen["version"] == policy.version
    assert seen["longest_silence_months"] == policy.hard_rules.longest_silence_months
    for proba in (0.001, 0.02, 0.05, 0.1, 0.2, 0.6):
        decision = policy.decide(proba)
        assert (points(proba) >= seen["approve_from_points"]) == (decision is Decision.APPROVE)
        assert (points(proba) < seen["decline_below_points"]) == (decision is Decision.DECLINE)


def test_the_cut_offs_lie_on_edges_of_grades(api, people):
    token = people.user(Role.MANAGER).token
    policy = api("GET", "/policy", token=token).body
    edges = {one["points_from"] for one in api("GET", "/master-scale", token=token).body}
    assert {policy["approve_from_points"], policy["decline_below_points"]} <= edges
