"""The dry run finds what is wrong with a file before anything is measured on it."""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from maintenance.demo.population import generate_client
from tests.unit.training.lender.files import LONG, MONTHS, WIDE, cards, mapping, to_long, to_toml
from training.files import DataError
from training.lender.commands import add_lender_commands
from training.lender.dry_run import DryRun, inspect, load_people
from training.lender.mapping import Mapping
from training.lender.people import DEFAULTED, NO_ANSWERS, NOT_YET, NOTHING_OPEN, SILENT
from training.lender.rows import read_rows


def look(folder: Path, table: pd.DataFrame, by: Mapping | None = None) -> DryRun:
    """Writes a table and looks at it."""
    table.to_csv(folder / "cards.csv", index=False)
    by = by or mapping()
    return inspect(read_rows(folder, by), by)


def told(found: DryRun, refused: bool) -> list[str]:
    return [one.text for one in found.findings if one.refused is refused]


def with_codes(table: pd.DataFrame, count: int, **codes: str) -> pd.DataFrame:
    """The first cards with other codes in some months."""
    changed = table.copy()
    for month, code in codes.items():
        changed.loc[changed.index[:count], month] = code
    return changed


def test_a_file_in_order_has_no_findings(tmp_path: Path) -> None:
    found = look(tmp_path, cards())
    assert found.findings == []
    report = str(found)
    assert "3,200 months of 400 credits" in report
    assert "months          -7 to 0" in report
    assert "8, 8 to 8 (median, range); 1+ 100.0%, 6+ 100.0%, 12+ 0.0%" in report
    assert "scored by       behavioural: 400" in report
    assert report.endswith("0 refused, 0 warnings")


def test_the_share_closed_and_the_months_of_each_code_are_counted(tmp_path: Path) -> None:
    found = look(tmp_path, with_codes(cards(), 100, M0="Z", M1="Z"))
    assert found.findings == []
    assert "closed          25.0% of the credits end with C" in found.facts
    assert "  code 'Z'    is C here: 200 months (6.2%)" in found.facts
    assert f"left out        100: {NOTHING_OPEN}" in found.facts


def test_an_unknown_code_is_refused_with_what_to_add(tmp_path: Path) -> None:
    found = look(tmp_path, with_codes(cards(), 3, M2="7", M3="7"))
    (text,) = told(found, refused=True)
    assert text.startswith("code '7' stands in 6 months and in no list of [codes]")
    assert 'no_debt = ["7"]' in text
    with pytest.raises(DataError, match="code '7' stands in 6 months"):
        load_people(tmp_path, mapping())


def test_a_closed_credit_that_comes_back_does_not_mean_closed(tmp_path: Path) -> None:
    (text,) = told(look(tmp_path, with_codes(cards(), 9, M4="Z")), refused=False)
    assert text.startswith("9 of 9 credits with a code of codes.closed have another one in a later")
    assert "move Z to codes.paid_in_full" in text
    assert "order of months" not in text


def test_months_read_the_wrong_way_round_are_noticed_by_closed_credits(tmp_path: Path) -> None:
    turned = {**WIDE["rows"], "months_newest_first": MONTHS[::-1]}
    table = with_codes(cards(), 9, M0="Z", M1="Z")
    (text,) = told(look(tmp_path, table, mapping(rows=turned)), refused=False)
    assert "(0 if read the other way round: is the order of months right?)" in text


def test_delays_that_grow_in_leaps_mean_a_wrong_order(tmp_path: Path) -> None:
    table = with_codes(cards(), 20, M0="0", M1="4", M2="3", M3="2", M4="1", M5="0")
    assert look(tmp_path, table).findings == []
    turned = {**WIDE["rows"], "months_newest_first": MONTHS[::-1]}
    found = look(tmp_path, table, mapping(rows=turned))
    assert ["in the wrong order?" in text for text in told(found, refused=False)] == [True]


@pytest.mark.parametrize(
    ("status", "refused", "words"),
    [(None, False, "told twice alike"), ("2", True, "told in two ways")],
)
def test_doubled_months(tmp_path: Path, status: str | None, refused: bool, words: str) -> None:
    table = to_long(cards())
    table.loc[table["CARD"] == "c0", "STATUS"] = "0"
    again = table[(table["CARD"] == "c0") & (table["MONTH"] >= -2)]
    doubled = pd.concat([table, again.assign(STATUS=status) if status else again])
    found = look(tmp_path, doubled, mapping(LONG))
    (text,) = told(found, refused)
    assert text.startswith(f"3 months of a credit are {words}")
    assert told(found, not refused) == []


def test_gaps_are_counted(tmp_path: Path) -> None:
    (text,) = told(look(tmp_path, with_codes(cards(), 5, M3="", M4="", M7="")), refused=False)
    assert text.startswith("5 credits have gaps, 10 months in all")


def test_an_unknown_outcome_is_refused(tmp_path: Path) -> None:
    (text,) = told(look(tmp_path, with_codes(cards(), 4, BAD="?")), refused=True)
    assert text.startswith("BAD is '?' for 4 credits")


def test_too_few_defaults_are_a_warning(tmp_path: Path) -> None:
    table = cards(100).assign(BAD="0")
    found = look(tmp_path, with_codes(table, 49, BAD="1"))
    assert [text[:24] for text in told(found, refused=False)] == ["only 49 persons default:"]
    assert look(tmp_path, with_codes(table, 50, BAD="1")).findings == []


def test_a_file_of_nobody_to_score_is_refused(tmp_path: Path) -> None:
    found = look(tmp_path, cards().assign(M0="5"))
    assert told(found, refused=True) == ["no person can be scored: see who is left out, and why."]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("MONTH", None, "no column for rows.month = 'MONTH'"),
        ("STATUS", None, "no column for rows.status = 'STATUS'"),
        ("CLIENT", None, "no column for rows.person = 'CLIENT'"),
        ("BAD", None, "no column for outcome.column = 'BAD'"),
        ("MONTH", 3, "rows.month: MONTH holds '3'. Months are whole numbers from 0"),
        ("MONTH", -601, "back to -600"),
        ("CLIENT", "somebody", "have more than one person"),
        ("BAD", "2", "have more than one outcome"),
    ],
)
def test_files_that_cannot_be_read_are_refused(
    tmp_path: Path, column: str, value: object, words: str
) -> None:
    table = to_long(cards(20)).sort_values(["CARD", "MONTH"])
    if value is None:
        table = table.drop(columns=column)
    else:
        table[column] = table[column].astype(object)
        table.iloc[0, table.columns.get_loc(column)] = value
    with pytest.raises(DataError, match=words.replace("(", r"\(")):
        look(tmp_path, table, mapping(LONG))


def test_a_missing_file_and_a_wrong_separator_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"cards\.csv is not there"):
        read_rows(tmp_path, mapping())
    cards(5).to_csv(tmp_path / "cards.csv", index=False, sep=";")
    with pytest.raises(DataError, match="It has: CARD;M0"):
        read_rows(tmp_path, mapping())
    source = {"file": "cards.csv", "separator": ";"}
    assert len(read_rows(tmp_path, mapping(source=source)).credits) == 5


def test_dates_and_numbers_wide_and_long_say_the_same(tmp_path: Path) -> None:
    table = cards(50)
    table.to_csv(tmp_path / "cards.csv", index=False)
    wide = read_rows(tmp_path, mapping())
    long = to_long(table)
    dates = [f"{pd.Period('2025-03', 'M') + back}" for back in long["MONTH"]]
    long.to_parquet(tmp_path / "cards.parquet")
    long.assign(MONTH=dates).to_csv(tmp_path / "dates.csv", index=False)
    for file, kind in (("cards.parquet", "months back"), ("dates.csv", "date")):
        by = mapping(LONG, source={"file": file}, rows={**LONG["rows"], "month_is": kind})
        other = read_rows(tmp_path, by)
        assert other.credits["credit"].tolist() == wide.credits["credit"].tolist()
        assert (other.calendar(by) == wide.calendar(mapping())).all()
    with pytest.raises(DataError, match="which is no date"):
        look(tmp_path, long, mapping(LONG, rows={**LONG["rows"], "month_is": "date"}))


HISTORIES = {  # newest first, as of month 0 and twelve months on
    "falls": ("0000000", "3" + "0" * 11),
    "good": ("0000000", "0" * 12),
    "cured": ("0000003", "0" * 12),
    "defaulted": ("3210000", "4" * 12),
    "curing": ("0030000", "0" * 12),
    "closed": ("ZZ00000", "Z" * 12),
    "young": ("00", "5" * 12),
    "later": ("", "5" * 12),
    "silent": ("      0000000", "0" * 12),
    "ended": ("0100000", ""),
}


def test_outcomes_from_months_are_those_of_the_year_after(tmp_path: Path) -> None:
    rows = [
        {"CARD": name, "CLIENT": name, "MONTH": -back, "STATUS": code}
        for name, (before, after) in HISTORIES.items()
        for back, code in enumerate(f"{after or ' ' * 12}{before}")
        if code != " "
    ]
    by = mapping(LONG, outcome={"from": "months"})
    pd.DataFrame(rows).to_csv(tmp_path / "cards.csv", index=False)
    people = load_people(tmp_path, by)
    assert people.target is not None
    outcomes = dict(zip(people.names.tolist(), people.target.tolist(), strict=True))
    assert outcomes == {"falls": True, "good": False, "cured": False, "ended": False}
    assert people.left_out == {DEFAULTED: 2, NOTHING_OPEN: 1, NO_ANSWERS: 1, NOT_YET: 1, SILENT: 1}
    assert people.ended_early == 1


def test_a_person_defaults_with_any_credit_and_in_each_observation_month(tmp_path: Path) -> None:
    codes = {"a": "0" * 24, "b": "0" * 5 + "3" + "0" * 18, "c": "0" * 24}
    codes["opened later"] = "3210000000"
    rows = [
        {"CARD": card, "CLIENT": "ab" if card in "ab" else "c", "MONTH": -back, "STATUS": code}
        for card, history in codes.items()
        for back, code in enumerate(history)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "cards.csv", index=False)
    people = load_people(tmp_path, mapping(LONG, outcome={"from": "months", "as_of": [-12, -18]}))
    assert people.names.tolist() == ["ab", "c", "ab", "c"]
    assert np.asarray(people.target).tolist() == [True, False, False, False]
    assert [len(credits) for credits in people.credits] == [2, 1, 2, 1]
    assert people.defaulted() == 1


def test_with_answers_the_thin_file_model_scores_young_credits(tmp_path: Path) -> None:
    clients = [generate_client(place) for place in range(30)]
    answers = {name: name.upper() for name in ANSWERED_FEATURES}
    table = pd.DataFrame(
        [{column: client[name] for name, column in answers.items()} for client in clients]
    )
    young = dict.fromkeys(MONTHS[3:], "")
    table = pd.concat([cards(30).assign(**young), table], axis=1)
    found = look(tmp_path, table, mapping(answers=answers))
    assert "scored by       thin_file: 30" in found.facts
    place = found.people.names.tolist().index("c3")
    assert found.people.features[place]["amt_income_total"] == clients[3]["amt_income_total"]
    found = look(tmp_path, table.assign(CNT_CHILDREN="many"), mapping(answers=answers))
    assert f"left out        30: {NO_ANSWERS}" in found.facts


def test_without_an_outcome_nothing_is_measured(tmp_path: Path) -> None:
    found = look(tmp_path, cards(), mapping(outcome=None))
    assert "defaults        not known: the mapping has no [outcome]" in found.facts
    with pytest.raises(DataError, match=r"no \[outcome\]"):
        load_people(tmp_path, mapping(outcome=None))


@pytest.mark.parametrize("code", ["0", "7"])
def test_the_command_fails_where_something_is_refused(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with_codes(cards(), 3, M2=code).to_csv(tmp_path / "cards.csv", index=False)
    (tmp_path / "mapping.toml").write_text(to_toml(WIDE))
    parser = argparse.ArgumentParser()
    add_lender_commands(parser.add_subparsers())
    line = ["inspect", "--data", str(tmp_path), "--mapping", str(tmp_path / "mapping.toml")]
    arguments = parser.parse_args(line)
    if code == "7":
        with pytest.raises(DataError, match="refuse this file"):
            arguments.run(arguments)
    else:
        arguments.run(arguments)
    assert f"{int(code == '7')} refused" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"cards.csv", "mapping.toml"}


def test_a_credit_closed_by_the_observation_month_cannot_default(tmp_path: Path) -> None:
    late = "0" * 5 + "3" + "0" * 6
    codes = {"open": "0" * 24, "closed": late + "Z" * 12, "late": late + "0" * 12}
    rows = [
        {"CARD": card, "CLIENT": client, "MONTH": -back, "STATUS": code}
        for client, cards_of in {"a": ("open", "closed"), "b": ("late",)}.items()
        for card in cards_of
        for back, code in enumerate(codes[card])
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "cards.csv", index=False)
    people = load_people(tmp_path, mapping(LONG, outcome={"from": "months"}))
    outcomes = dict(zip(people.names.tolist(), np.asarray(people.target).tolist(), strict=True))
    assert outcomes == {"a": False, "b": True}
