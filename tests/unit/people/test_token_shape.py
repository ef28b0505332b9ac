"""How the token of a program is written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from core.people.rules.token_shape import TOKEN_PATTERN, is_well_formed, new_program_token


def test_a_new_token_is_well_formed_and_nobody_has_seen_it():
    made = {new_program_token() for _ in range(100)}
    assert len(made) == 100
    assert all(is_well_formed(token) and re.fullmatch(TOKEN_PATTERN, token) for token in made)


@given(place=st.integers(12, 57), letter=st.sampled_from("0123456789abcXYZ"))
def test_one_wrong_letter_is_noticed(place, letter):
    token = new_program_token()
    wrong = token[:place] + letter + token[place + 1 :]
    assert is_well_formed(wrong) == (wrong == token)


@given(st.text())
def test_nothing_else_is_one(text):
    assert not is_well_formed(text)
