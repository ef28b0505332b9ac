"""Numbers that a spreadsheet has spoiled are told from whole ones."""

import pytest

from importer.reading.codes import Fault
from importer.reading.identifiers import fault_of_id, usual_length


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("123456789012340", None),  # fifteen digits are exact, whatever they end with
        ("1234567890123450", Fault.ID_ROUNDED),
        ("12345678901234500", Fault.ID_ROUNDED),
        ("1234567890123456", None),
        ("1.23457E+15", Fault.ID_EXPONENT),
        ("1,23e15", Fault.ID_EXPONENT),
        ("K-15E", None),
        ("1.23457E+15x", None),
    ],
)
def test_what_excel_keeps_of_a_number(text: str, fault: Fault | None) -> None:
    assert fault_of_id(text, None) is fault


@pytest.mark.parametrize(
    ("text", "fault"), [("00123", None), ("0123", Fault.ID_SHORT), ("123456", None)]
)
def test_a_number_that_lost_its_zeros_is_shorter_than_usual(text: str, fault: Fault | None) -> None:
    assert fault_of_id(text, 5) is fault


@pytest.mark.parametrize(
    ("texts", "length"),
    [
        (["00001", "00002", "00003"], 5),
        (["0001", "0002", "0003"], None),  # too short to have been padded for sure
        (["12345", "23456"], None),  # nothing says that they are padded
        (["12345"], None),
        (["01234"] * 9 + ["1234"], 5),
        (["01234"] * 8 + ["1234"] * 2, None),  # one of five differs: no usual length
        (["99999"] + ["100000"] * 9, None),  # a counter lost nothing
        (["19999"] + ["100000"] * 9, 6),
        (["9999"] + ["100000"] * 9, 6),
        (["012345"] + ["99999"] + ["100000"] * 8, 6),
        (["01234"] * 9 + ["x"], 5),
        (["01234"] * 8 + ["x"] * 2, None),
    ],
)
def test_the_usual_length(texts: list[str], length: int | None) -> None:
    assert usual_length(texts) == length
