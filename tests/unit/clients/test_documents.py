"""A document's number is hashed as it is meant, however it is written."""

import hashlib
import hmac

import pytest

from core.clients.rules.documents import hash_document


@pytest.mark.parametrize("written", ["4509123456", "45 09 123456", "4509-123456", " 4509 №123456"])
def test_spaces_and_signs_are_nobodys(written: str) -> None:
    expected = hmac.new(b"key", b"4509123456", hashlib.sha256).hexdigest()
    assert hash_document("key", written) == expected


def test_letters_count_in_any_case_and_keys_differ() -> None:
    assert hash_document("key", "ab-12") == hash_document("key", "AB12")
    assert hash_document("key", "AB12") != hash_document("another", "AB12")
    assert hash_document("key", "AB12") != hash_document("key", "AB13")
