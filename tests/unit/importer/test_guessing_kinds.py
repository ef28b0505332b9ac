"""What a column or a file seems to be, of its first bytes or its values."""

from datetime import date
from pathlib import Path

import pytest

from importer.reading.codes import Refusal
from importer.reading.columns import MOST, _are_dates
from importer.reading.magic import _is_encrypted
from importer.reading.numbers import marks_of
from importer.reading.profiles import DateFormat, DecimalMark
from importer.reading.xlsx_files import MOST_COLUMNS, UnreadableFileError, _within_columns

NAME = "EncryptedPackage".encode("utf-16-le")
MEGABYTE = 1 << 20


@pytest.mark.parametrize(
    ("content", "is_encrypted"),
    [
        (b"x" * 100 + NAME, True),
        (NAME + b"x" * 3 * MEGABYTE, True),
        (b"x" * (MEGABYTE - len(NAME)) + NAME + b"x" * 2 * MEGABYTE, True),
        (b"x" * 3 * MEGABYTE + NAME, True),
        (b"x" * 2 * MEGABYTE + NAME + b"x" * (MEGABYTE - len(NAME)), True),
        (b"x" * 2 * MEGABYTE + NAME + b"x" * (MEGABYTE - len(NAME) + 1), False),
        (b"x" * 100, False),
        (b"x" * 3 * MEGABYTE, False),
        (b"EncryptedPackage", False),
    ],
)
def test_a_password_is_seen_near_either_end(
    tmp_path: Path, content: bytes, is_encrypted: bool
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert _is_encrypted(path) is is_encrypted


def test_cells_without_content_to_the_right_are_left_out() -> None:
    held = list(range(MOST_COLUMNS))
    assert _within_columns(held) == held
    assert _within_columns([*held, None, None]) == held
    with pytest.raises(UnreadableFileError) as refused:
        _within_columns([*held, None, 0])
    assert refused.value.code == Refusal.TOO_MANY_COLUMNS
    assert refused.value.limits == {"most": MOST_COLUMNS}


def test_marks_are_those_of_numbers_alone() -> None:
    assert marks_of(["1,5", "x", "1.5", "", "12"]) == [
        DecimalMark.COMMA,
        DecimalMark.POINT,
        "",
    ]


def test_most_values_have_to_be_dates() -> None:
    counts = dict.fromkeys([DateFormat.DAY_FIRST], 1)
    dates = [f"{date(2026, 1, 1 + place):%d.%m.%Y}" for place in range(20)]
    others = round(20 * (1 - MOST))
    assert _are_dates(dates[others:] + ["x"] * others, counts)
    assert not _are_dates(dates[others + 1 :] + ["x"] * (others + 1), counts)
