"""Answers that do not go together are refused, or have to be confirmed."""

from datetime import date

import pytest

from core.clients.rules.contradictions import CONTRADICTIONS, DOUBTS, Doubt, require_consistent
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.errors import ImpossibleFeaturesError, UnconfirmedAnswersError
from tests.integration.makers import ANSWERS


def check(changes, confirmed=()):
    require_consistent({**ANSWERS, **changes}, changes, confirmed)


@pytest.mark.parametrize(
    ("children", "members", "status", "possible"),
    [
        (0, 1, "Single / not married", True),
        (1, 1, "Single / not married", False),
        (1, 2, "Widow", True),
        (2, 2, "Separated", False),
        (0, 2, "Married", True),
        (0, 1, "Married", False),
        (1, 3, "Civil marriage", True),
        (2, 3, "Civil marriage", False),
        (19, 1, "Married", False),
    ],
)
def test_a_family_holds_its_children_and_its_adults(children, members, status, possible):
    changes = {
        "cnt_children": children,
        "cnt_fam_members": members,
        "name_family_status": status,
    }
    if possible:
        check(changes)
        return
    with pytest.raises(ImpossibleFeaturesError) as caught:
        check(changes)
    [fault] = caught.value.faults
    assert (fault.field, fault.code) == ("cnt_children", "children_exceed_family")


SELDOM = {
    Doubt.EMPLOYED_WITHOUT_INCOME: {"amt_income_total": 0},
    Doubt.OCCUPATION_WITHOUT_EMPLOYMENT: {
        "employed_since": None,
        "occupation_type": "Drivers",
    },
    Doubt.PENSIONER_WITH_OCCUPATION: {"name_income_type": "Pensioner"},
}


@pytest.mark.parametrize("doubt", Doubt)
def test_what_is_seldom_so_has_to_be_confirmed(doubt):
    with pytest.raises(UnconfirmedAnswersError) as caught:
        check(SELDOM[doubt])
    assert [fault.code for fault in caught.value.faults] == [doubt]
    check(SELDOM[doubt], {doubt})
    with pytest.raises(UnconfirmedAnswersError):
        check(SELDOM[doubt], set(Doubt) - {doubt})


def test_what_goes_together_passes():
    check({"amt_income_total": 0, "employed_since": None, "occupation_type": None})
    check({"employed_since": date(2021, 1, 1)})
    check({"name_income_type": "Pensioner", "occupation_type": None})


def test_what_an_older_rule_let_in_hinders_no_other_change():
    old = {**ANSWERS, "cnt_children": 9, "cnt_fam_members": 1, "amt_income_total": 0}
    require_consistent({**old, "flag_phone": 0}, {"flag_phone"}, ())
    with pytest.raises(ImpossibleFeaturesError):
        require_consistent({**old, "cnt_fam_members": 2}, {"cnt_fam_members"}, ())


def test_rules_are_about_answers_there_are():
    for rule in (*CONTRADICTIONS.values(), *DOUBTS.values()):
        assert set(rule.fields) <= set(QUESTIONNAIRE)
