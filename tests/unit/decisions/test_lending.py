"""What lending rules cannot say is refused when they are read."""

import json
from copy import deepcopy
from typing import Any

import pytest

from core.decisions.rules.lending import LendingRules
from core.decisions.rules.policy import POLICY, Policy, first_policy

BODY = json.loads(POLICY.read_text(encoding="utf-8"))["lending"]


def changed(path: str, value: Any) -> dict[str, Any]:
    body = deepcopy(BODY)
    *parents, name = path.split(".")
    place = body
    for parent in parents:
        place = place[parent]
    place[name] = value
    return body


def test_what_was_read_is_what_stands_there() -> None:
    assert LendingRules.of(BODY) == first_policy().lending


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("knock_outs.least_age_years", 17, "18 or more"),
        ("knock_outs.least_amount_rub", 6_000_000, "least is not above the most"),
        ("knock_outs.least_term_months", 121, "least is not above the most"),
        ("knock_outs.most_age_years_at_end", 17.5, "least is not above the most"),
        ("knock_outs.most_amount_rub", 0, "above zero"),
        ("knock_outs.most_burden", 2.1, "most_burden"),
        ("limits.most_payment_to_income", 0, "most_payment_to_income"),
        ("limits.incomes_by_grade", {"A": -1}, "monthly incomes"),
        ("limits.thin_file_share", 1.1, "thin_file_share"),
        ("authorities.alone_up_to_rub", 0, "above zero"),
        ("authorities.never_overridden", ["NO_SUCH_RULE"], "NO_SUCH_RULE"),
        ("little_told_by", ["no_model"], "no_model"),
        ("loss_given_default", 1.1, "loss_given_default"),
        ("score_age_hours", 0, "score_age_hours"),
        ("something", 1, "something"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(path: str, value: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        LendingRules.of(changed(path, value))


@pytest.mark.parametrize("band", [(0.2, 0.1), (0, 0.1), (0.1, 1)])
def test_a_band_has_cut_offs_in_order(band: tuple[float, float]) -> None:
    approve, decline = band
    bad = {"model": None, "amount_from_rub": 0, "approve_below": approve, "decline_from": decline}
    with pytest.raises(ValueError, match="approve_below <= decline_from"):
        LendingRules.of(changed("bands", [bad]))


def test_two_bands_never_say_different_things_of_one_amount() -> None:
    with pytest.raises(ValueError, match="two bands"):
        LendingRules.of(changed("bands", BODY["bands"] * 2))


def test_a_body_survives_the_database() -> None:
    body = json.loads(json.dumps(json.loads(POLICY.read_text(encoding="utf-8"))))
    assert Policy.of(body).sha256 == first_policy().sha256
