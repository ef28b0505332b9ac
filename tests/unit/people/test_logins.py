"""The login that is proposed to a person is one that the service takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.rules.logins import LOGIN_PATTERN, propose_login


@pytest.mark.parametrize(
    ("first", "last", "login"),
    [
        ("Анна", "Иванова", "anna.ivanova"),
        ("Пётр", "Щукин-Жданов", "petr.shchukin-zhdanov"),
        ("Юлия", "Подъячева", "iuliia.podieiacheva"),
        ("John", "O'Neil", "john.o-neil"),
        ("李", "明", "client"),
        ("А", "", "client"),
    ],
)
def test_a_login_is_made_of_the_name(first, last, login):
    assert propose_login(first, last) == login


@given(st.text(max_size=100), st.text(max_size=100))
def test_every_proposal_is_a_login(first, last):
    assert re.fullmatch(LOGIN_PATTERN.strip("^$"), propose_login(first, last))
