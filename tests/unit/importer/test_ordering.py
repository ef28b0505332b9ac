"""Payments laid down for the apply: all of them, as they were, those of a credit side by side."""

import random
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from core.imports.file_rows import CreditRecord, PaymentRecord
from importer.ordering import Ordering, read_ordered
from importer.walking import Block


def payment(row: int, number: str, month: int) -> PaymentRecord:
    return PaymentRecord(row, number, date(2025, month, 1), "0", None, None)


def laid_down(folder: Path, *blocks: list[PaymentRecord]) -> list[Block]:
    with Ordering(folder) as ordering:
        for block in blocks:
            ordering.add(block)
        path = ordering.write(folder / "ordered")
    return list(read_ordered(path))


def test_each_comes_back_as_it_was(tmp_path: Path) -> None:
    told = [
        PaymentRecord(2, "Д-1", date(2025, 1, 1), "0", None, None),
        PaymentRecord(3, 'a "b";\n\r\u2028', date(2025, 2, 1), "C", 0, Decimal("0.00")),
        PaymentRecord(4, "007", date(2025, 3, 1), "1", 17, Decimal("1250.50")),
    ]
    (block,) = laid_down(tmp_path, told[:1], told[1:])
    assert sorted(block.records) == told
    assert (block.rows, block.issues) == (3, [])


def test_a_credit_is_in_one_place_in_the_order_of_its_months(tmp_path: Path) -> None:
    told = [
        payment(10 * credit + month, f"Д-{credit}", month)
        for credit in range(350)
        for month in range(1, 11)
    ]
    random.Random(7).shuffle(told)
    blocks = laid_down(tmp_path, told[:2000], told[2000:])
    assert [block.rows for block in blocks] == [1000, 1000, 1000, 500]
    found = [record for block in blocks for record in block.records]
    places = [(number, list(rows)) for number, rows in groupby(found, lambda one: one[1])]
    assert len(places) == 350
    assert all([one.month.month for one in rows] == [*range(1, 11)] for _, rows in places)


def test_the_order_is_the_same_each_time_it_is_read(tmp_path: Path) -> None:
    laid_down(tmp_path, [payment(row, f"Д-{row % 90}", 1 + row // 90) for row in range(1080)])
    first, second = (list(read_ordered(tmp_path / "ordered")) for _ in range(2))
    assert first == second


def test_only_payments_are_laid_down_and_nothing_else_is_left(tmp_path: Path) -> None:
    credit = CreditRecord(2, "1", "Д-1", Decimal(1), Decimal(1), date(2025, 1, 1), 12)
    with Ordering(tmp_path) as ordering:
        ordering.add([credit])
        assert list(read_ordered(ordering.write(tmp_path / "ordered"))) == []
    assert [path.name for path in tmp_path.iterdir()] == ["ordered"]
