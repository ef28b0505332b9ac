"""A mapping is read strictly: each fault names its key and what to do."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.clients.rules.history import PaymentStatus
from training.files import DataError
from training.lender.mapping import (
    Codes,
    ColumnOutcome,
    LongRows,
    Mapping,
    MonthsOutcome,
    Source,
    Terms,
    WideRows,
    _tell,
    read_mapping,
)

UCI = Path(__file__).parents[4] / "docs" / "mappings" / "uci-credit-card.toml"


def faults_of(body: dict[str, Any]) -> str:
    """What somebody is told who writes such a mapping."""
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the text is what is tested
        Mapping.model_validate(body)
    return "\n".join(_tell(fault) for fault in refusal.value.errors())  # type: ignore[attr-defined]


@pytest.fixture
def body() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(UCI.read_text()))


def test_the_shipped_mapping_says_what_the_figures_were_measured_with() -> None:
    mapping = read_mapping(UCI)
    statuses = mapping.codes.statuses
    assert statuses["-2"] is PaymentStatus.NO_LOAN
    assert statuses["-1"] is statuses["0"] is PaymentStatus.PAST_DUE_1_29
    assert [statuses[str(late)] for late in range(1, 9)] == list("12345555")
    assert PaymentStatus.PAID_OFF not in statuses.values()
    assert mapping.points == (0,)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("codes.closed", None, "codes.closed: is missing: state it"),
        ("codes.no_debt", None, "codes.no_debt: is missing: state it"),
        ("codes.paid_in_full", None, "codes.paid_in_full: is missing"),
        ("codes.days_30", ["1"], "codes.days_30: is no key of a mapping"),
        ("codes.closed", ["-1"], "codes: a code stands in one list: '-1' is there twice"),
        ("codes.closed", [1.5], "codes.closed.0: Input should be a valid string"),
        ("rows.months_newest_first", ["PAY_0", "PAY_0"], "rows.months_newest_first: name every"),
        ("rows.layout", "tall", "rows: Input tag 'tall' found"),
        ("rows.layout", None, "rows: needs the key 'layout'"),
        ("rows.credit", None, "rows.credit: is missing"),
        ("source.file", "cards.xlsx", "source.file: cards.xlsx is neither of .csv, .parquet"),
        ("source.sheet", "1", "source.sheet: is no key"),
        ("outcome.good", [1], "outcome: a value means default or good, not both: '1'"),
        ("outcome", {"from": "months", "as_of": -6}, "outcome.as_of.0: Input should be less than"),
        ("answers", {"cnt_children": "KIDS"}, "answers: name all answers or none"),
        ("economics", {"margin": 8, "loss_given_default": 0.45}, "economics.margin: Input should"),
        ("name", "", "name: String should have at least 1"),
    ],
)
def test_a_fault_names_its_key(body: dict[str, Any], path: str, value: Any, told: str) -> None:
    *tables, key = path.split(".")
    table = body
    for name in tables:
        table = table[name]
    if value is None:
        del table[key]
    else:
        table[key] = value
    assert told in faults_of(body)


def test_one_or_several_observation_months() -> None:
    one = MonthsOutcome.model_validate({"from": "months"})
    several = MonthsOutcome.model_validate({"from": "months", "as_of": [-24, -12, -24]})
    assert (one.points, several.points) == ((12,), (12, 24))


def test_files_that_are_no_mapping_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_mapping(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_text("name = ")
    with pytest.raises(DataError, match=r"odd\.toml is not TOML"):
        read_mapping(tmp_path / "odd.toml")
    (tmp_path / "empty.toml").write_text("")
    with pytest.raises(DataError, match="codes: is missing"):
        read_mapping(tmp_path / "empty.toml")


def test_every_key_is_in_the_docs() -> None:
    page = (UCI.parents[1] / "other-lenders.md").read_text()
    tables = {
        "source": (Source,),
        "rows": (WideRows, LongRows),
        "codes": (Codes,),
        "outcome": (ColumnOutcome, MonthsOutcome),
        "economics": (Terms,),
    }
    keys = {
        f"{name}.{field.alias or key}"
        for name, kinds in tables.items()
        for kind in kinds
        for key, field in kind.model_fields.items()
    }
    keys |= set(Mapping.model_fields) - set(tables)
    assert sorted(key for key in keys if f"`{key}`" not in page) == []
