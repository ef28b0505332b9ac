"""What is made once when the importer starts: made anew here, so that a test sees it happen."""

from datetime import date

import pytest

from core.clients import standing_out
from core.clients.rules.coverage_states import CoverageKind
from core.imports.queries import _columns
from core.imports.records import ImportSummary
from importer.reading import fields
from importer.reading.dates import _matching
from importer.reading.mappings import Kind, Unit


@pytest.mark.parametrize(
    ("shape", "order", "written", "meant"),
    [
        ("parts", "dmy", "03.12.2024", date(2024, 12, 3)),
        ("parts", "mdy", "03.12.2024", date(2024, 3, 12)),
        ("year_first", "ymd", "2024-03-12", date(2024, 3, 12)),
        ("month", "my", "03.2024", date(2024, 3, 1)),
    ],
)
def test_a_date_is_read_by_its_shape_and_order(
    shape: str, order: str, written: str, meant: date
) -> None:
    parse = _matching(shape, order)
    assert parse(written) == meant
    assert parse("soon") is None


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("born_on", fields.Type.DATE),
        ("code_gender", fields.Type.CHOICE),
        ("flag_phone", fields.Type.CHOICE),
        ("cnt_children", fields.Type.NUMBER),
    ],
)
def test_an_answer_is_read_by_what_it_may_be(name: str, type_: fields.Type) -> None:
    field = fields._answer(name)
    assert (field.name, field.type, field.required) == (name, type_, True)
    assert field.units == fields._UNITS.get(name, ())
    assert field.words == tuple(fields.WORDS["applicants"][name])


def test_a_field_is_required_unless_it_is_said() -> None:
    units = (Unit.YEAR,)
    told = fields._field(Kind.PAYMENTS, "month", fields.Type.MONTH, required=False, units=units)
    assert told == fields.Field(
        "month", fields.Type.MONTH, tuple(fields.WORDS["payments"]["month"]), False, units
    )
    assert fields._field(Kind.PAYMENTS, "month", fields.Type.MONTH).required


def test_an_import_is_read_by_the_columns_it_has() -> None:
    columns = _columns(ImportSummary).split(", ")
    assert columns[:3] == ["i.id", "i.kind", "i.state"]
    assert "i.created_by" in columns and "i.created_by_name" not in columns


def test_what_stands_out_is_looked_for_among_the_credits_that_are_asked_for() -> None:
    for kind, condition in standing_out._STANDS_OUT.items():
        find, end = map(str, standing_out._statements("SELECT 17", kind))
        assert condition in find and "FROM (SELECT 17) k" in find
        assert end == "SELECT max(id), count(*) FROM (SELECT 17) looked"
        assert standing_out._NOW_AND_BEFORE in find and standing_out.OF_THE_MONTH in find
        assert standing_out.EXPECTED in find and standing_out.CLOSED_AT in find
    assert len(standing_out._STANDS_OUT) == len(CoverageKind)
