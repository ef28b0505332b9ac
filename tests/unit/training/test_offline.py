"""Offline scoring gives what the service would, from files."""

from pathlib import Path

import pandas as pd
import pytest

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from core.decisions.rules.hard_rules import DEFAULT_RULES
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.scores.rules.master_scale import DEFAULT_GRADE, grade_of
from core.scores.rules.points import points
from maintenance.demo.population import generate_client
from model.scoring import Applicant, load_model
from tests.unit.answers import AS_OF, credits_of, features_of
from training.files import DataError
from training.offline.whole_files import score_files

COUNT = 60
COLUMNS = [
    *("id", "questionnaire", "model", "proba", "points", "rating", "grade", "decision"),
    *("reason_1", "reason_2", "reason_3"),
]


@pytest.fixture(scope="module")
def clients() -> list[dict]:
    people = (generate_client(index) for index in range(2 * COUNT))
    return [client for client in people if client["credits"]][:COUNT]


@pytest.fixture(scope="module")
def owners(clients: list[dict]) -> list[int]:
    """The place of the person of each id: a credit is an id of its own."""
    return [place for place, client in enumerate(clients) for _ in client["credits"]]


@pytest.fixture
def folder(tmp_path: Path, clients: list[dict], owners: list[int]) -> Path:
    credits = [credit for client in clients for credit in client["credits"]]
    applications = [
        {"ID": place, **{name.upper(): clients[owner][name] for name in ANSWERED_FEATURES}}
        for place, owner in enumerate(owners)
    ]
    months = [
        {"ID": place, "MONTHS_BALANCE": -month["months_ago"], "STATUS": month["status"]}
        for place, credit in enumerate(credits)
        for month in credit["payment_history"]
    ]
    pd.DataFrame(applications).to_csv(tmp_path / "application_record.csv", index=False)
    pd.DataFrame(months).to_csv(tmp_path / "credit_record.csv", index=False)
    return tmp_path


def scores(folder: Path, as_of: int = 0) -> pd.DataFrame:
    """What a run makes of a folder."""
    score_files(folder, as_of, folder / "scores.parquet")
    return pd.read_parquet(folder / "scores.parquet")


def test_files_score_as_the_service_does(
    folder: Path, clients: list[dict], owners: list[int]
) -> None:
    table = scores(folder)
    assert sorted(table.columns) == sorted(COLUMNS)
    credits = [credits_of(client) for client in clients]
    scored = load_model().score(
        [Applicant(features_of(client), own) for client, own in zip(clients, credits, strict=True)]
    )
    for row, owner in zip(table.to_dict("records"), owners, strict=True):
        rules = first_policy().rules_met(standing_of(credits[owner], AS_OF))
        if DEFAULT_RULES.intersection(rules):
            assert (row["proba"], row["grade"]) == (1.0, DEFAULT_GRADE)
            continue
        one = scored[owner]
        assert row["proba"] == one.proba
        assert (row["model"], row["grade"]) == (one.model, grade_of(one.proba))
        assert row["points"] == points(one.proba)
        assert row["reason_1"] == (*rules, *(reason.code for reason in one.reasons))[0]
        assert row["decision"] == first_policy().decide(one.proba, rules)


def test_the_credits_of_one_questionnaire_share_a_score(folder: Path, owners: list[int]) -> None:
    table = scores(folder).assign(owner=owners)
    assert len(table) > table["owner"].nunique()
    assert (table.groupby("owner")["proba"].nunique() == 1).all()


def test_as_of_a_month_only_what_was_known_then_counts(folder: Path) -> None:
    before = scores(folder, 12)
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    recent = credits["MONTHS_BALANCE"] > -12
    credits.loc[recent, "STATUS"] = "5"
    credits.to_csv(folder / "credit_record.csv", index=False)
    pd.testing.assert_frame_equal(scores(folder, 12), before)


def test_the_credit_table_alone_scores_open_credits_with_enough_history(folder: Path) -> None:
    (folder / "application_record.csv").unlink()
    table = scores(folder)
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    by_id = credits.groupby("ID")
    newest = credits.sort_values("MONTHS_BALANCE").groupby("ID")["STATUS"].last()
    long = ((by_id.size() >= 6) & (newest != "C")).to_numpy()
    asked = table["model"].notna().to_numpy()
    defaulted = (table["grade"] == DEFAULT_GRADE).to_numpy()
    assert (asked | defaulted)[long].all()
    assert not asked[~long].any()
    assert set(table["questionnaire"]) == {"missing"}
    assert set(table.loc[~asked & ~defaulted, "reason_1"]) == {"NOT_ENOUGH_DATA"}


def test_who_is_90_days_late_has_defaulted_and_no_model_is_asked(folder: Path) -> None:
    (folder / "application_record.csv").unlink()  # so that each id is a person
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    credits.loc[(credits["ID"] == 3) & (credits["MONTHS_BALANCE"] == 0), "STATUS"] = "4"
    credits.to_csv(folder / "credit_record.csv", index=False)
    row = scores(folder).set_index("id").loc[3]
    assert (row["proba"], row["grade"], row["decision"]) == (1.0, "default", "decline")
    assert (row["reason_1"], row["points"]) == ("IN_DEFAULT", 1)
    assert pd.isna(row["model"])


def test_hard_rules_hold_for_files_too(folder: Path) -> None:
    (folder / "application_record.csv").unlink()  # so that each id is a person
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    credits = credits[credits["ID"] > 3]
    told = {0: "2" + "0" * 9, 1: "05" + "0" * 9, 2: "0005" + "0" * 9, 3: "1" + "0" * 9}
    rows = [
        {"ID": identifier, "MONTHS_BALANCE": -place, "STATUS": status}
        for identifier, statuses in told.items()
        for place, status in enumerate(statuses)
    ]
    pd.concat([credits, pd.DataFrame(rows)]).to_csv(folder / "credit_record.csv", index=False)
    table = scores(folder).set_index("id").loc[[0, 1, 2, 3]]
    rules = ["LATE_60_NOW", "IN_CURE_PERIOD", "CURED", "LATE_30_NOW"]
    assert table["reason_1"].tolist() == rules
    assert table["decision"].tolist()[:2] == ["decline", "decline"]
    assert "approve" not in table["decision"].tolist()


def change_answers(folder: Path, ids: list[int], **answers: object) -> None:
    """Writes other answers of some ids."""
    path = folder / "application_record.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column, value in answers.items():
        table.loc[table["ID"].isin(map(str, ids)), column] = value
    table.to_csv(path, index=False)


def test_a_questionnaire_that_is_not_used_is_counted_and_has_a_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scores(folder).set_index("id")
    thin = before.index[before["model"] == "thin_file"].tolist()
    asked = before.index[before["model"] == "behavioural"].tolist()
    change_answers(folder, [thin[0], asked[0]], NAME_FAMILY_STATUS="Divorced")
    change_answers(folder, [thin[1]], AMT_INCOME_TOTAL="1,5")
    change_answers(folder, [thin[2]], ID="999999")
    after = scores(folder).set_index("id")
    told = capsys.readouterr().err
    assert f"4 of {len(before)} questionnaires cannot be used: NAME_FAMILY_STATUS is not" in told
    assert (
        f"Separated, Widow (2: ID {', '.join(sorted(map(str, [thin[0], asked[0]]), key=int))})"
        in told
    )
    assert f"AMT_INCOME_TOTAL is not a number (1: ID {thin[1]})" in told
    assert "credit_record has no month of the ID (1: ID 999999)" in told
    columns = ["questionnaire", "reason_1"]
    unread = ["not readable", "QUESTIONNAIRE_NOT_READABLE"]
    assert after.loc[thin[:2], columns].to_numpy().tolist() == [unread, unread]
    assert after.loc[thin[2], columns].tolist() == ["missing", "NOT_ENOUGH_DATA"]
    assert after.loc[asked[0], "questionnaire"] == "not readable"
    others = before.index.difference([*thin[:3], *asked[:1]])
    assert set(after.loc[others, "questionnaire"]) == {"read"}


@pytest.mark.parametrize(
    "answers",
    [
        {"NAME_FAMILY_STATUS": "Divorced"},
        {"AMT_INCOME_TOTAL": "120600,0"},
        {"FLAG_OWN_CAR": "0"},
        {"DAYS_BIRTH": ""},
        {"ID": "of nobody"},
    ],
    ids=lambda answers: next(iter(answers)),
)
def test_where_no_questionnaire_can_be_used_nothing_is_scored(
    folder: Path, owners: list[int], answers: dict[str, str]
) -> None:
    change_answers(folder, list(range(len(owners))), **answers)
    with pytest.raises(DataError, match="Nothing is scored"):
        scores(folder)


@pytest.mark.parametrize("late_row", ["first", "last"])
def test_a_month_told_twice_counts_with_its_worst_status(folder: Path, late_row: str) -> None:
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    again = credits[credits["MONTHS_BALANCE"] == -2].assign(STATUS="2")
    tables = [again, credits] if late_row == "first" else [credits, again]
    pd.concat(tables).to_csv(folder / "credit_record.csv", index=False)
    told_twice = scores(folder)
    credits.loc[credits["MONTHS_BALANCE"] == -2, "STATUS"] = "2"
    credits.to_csv(folder / "credit_record.csv", index=False)
    pd.testing.assert_frame_equal(told_twice, scores(folder))


def test_without_the_credit_table_nothing_is_scored(folder: Path) -> None:
    (folder / "credit_record.csv").unlink()
    with pytest.raises(DataError, match="neither credit_record"):
        scores(folder)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("STATUS", "7", "STATUS holds 7"), ("MONTHS_BALANCE", 3, "whole numbers from -60 to 0")],
)
def test_strange_months_are_refused(folder: Path, column: str, value: object, message: str) -> None:
    credits = pd.read_csv(folder / "credit_record.csv", dtype={"STATUS": str})
    credits.loc[0, column] = value
    credits.to_csv(folder / "credit_record.csv", index=False)
    with pytest.raises(DataError, match=message):
        scores(folder)
