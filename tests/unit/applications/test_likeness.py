"""Who may be the same person, however names, phones and documents are written."""

from datetime import date

import pytest

from core.applications.rules.likeness import keys_of
from core.clients.rules.documents import hash_document

BORN = date(1990, 5, 17)
PERSON = {"last_name": "Семёнов", "first_name": "Пётр", "phone": "+79161234567"}


@pytest.mark.parametrize(
    ("last_name", "first_name"),
    [("Семенов", "Петр"), ("СЕМЁНОВ", "пётр"), (" Семёнов ", "Пётр")],
)
def test_one_name_has_one_key_in_every_spelling(last_name, first_name):
    other = {**PERSON, "last_name": last_name, "first_name": first_name}
    assert keys_of(other, BORN, None) == keys_of(PERSON, BORN, None)


def test_names_of_several_words_keep_them():
    one = keys_of({**PERSON, "last_name": "Римский  Корсаков"}, BORN, None)
    assert one.last_name == "римский корсаков"


def test_who_shares_a_key_waits_on_the_same_lock_and_others_on_none():
    one = set(keys_of(PERSON, BORN, "a").locks())
    same_phone = set(keys_of({"phone": PERSON["phone"]}, None, None).locks())
    same_name = set(keys_of({**PERSON, "phone": "+70000000000"}, BORN, "b").locks())
    stranger = set(keys_of({"last_name": "Ким", "first_name": "Лев"}, BORN, "c").locks())
    assert len(one) == 3
    assert len(one & same_phone) == len(one & same_name) == 1
    assert not one & stranger
    assert keys_of({}, None, None).locks() == []


def test_locks_are_taken_in_one_order():
    locks = keys_of(PERSON, BORN, "a").locks()
    assert locks == sorted(locks)


def test_half_a_name_is_none():
    assert keys_of({"last_name": "Ким"}, BORN, None).locks() == []


@pytest.mark.parametrize("number", ["45 09 123456", "4509-123456", "4509123456", " 4509 123456 "])
def test_a_document_has_one_hash_however_it_is_written(number):
    assert hash_document("key", number) == hash_document("key", "4509 123456")


def test_without_the_key_nobody_finds_a_number_by_trying():
    assert hash_document("key", "4509 123456") != hash_document("another", "4509 123456")
    assert hash_document("key", "4509 123456") != hash_document("key", "4509 123457")
    assert "4509" not in hash_document("key", "4509 123456")
