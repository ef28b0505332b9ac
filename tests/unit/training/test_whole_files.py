"""Files of any size: in parts, in shards, broken off or not, the result is the same."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.unit.training.makers import application, write_files
from training import __main__ as commands
from training import files
from training.data import make_tables
from training.files import DataError
from training.offline import splitting, whole_files
from training.offline.joining import Shard
from training.offline.whole_files import score_files
from training.offline.workplace import Workplace

APPLICATIONS, CREDITS = "application_record.csv", "credit_record.csv"

WHOLE = Shard()


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    return make_tables(150)


@pytest.fixture
def folder(tmp_path: Path, tables: tuple[pd.DataFrame, pd.DataFrame]) -> Path:
    """Invented people, some with several credits, in files that are in no order."""
    for name, table in zip((APPLICATIONS, CREDITS), tables, strict=True):
        table.sample(frac=1, random_state=1).to_csv(tmp_path / name, index=False)
    return tmp_path


@pytest.fixture
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files were large."""
    monkeypatch.setattr(splitting, "MONTHS_A_PART", 2_000)
    monkeypatch.setattr(files, "PIECE_ROWS", 700)


def scores(folder: Path, shard: Shard = WHOLE, name: str = "scores.parquet") -> pd.DataFrame:
    score_files(folder, 0, folder / name, shard)
    return pd.read_parquet(folder / name)


@pytest.fixture
def whole(folder: Path) -> pd.DataFrame:
    """Of one part, as small files are scored."""
    return scores(folder)


@pytest.mark.usefixtures("many_parts")
class TestManyParts:
    def test_score_as_one_does(self, folder: Path, whole: pd.DataFrame) -> None:
        (folder / "scores.parquet").unlink()
        assert splitting.count_parts(folder / CREDITS, folder / APPLICATIONS) > 4
        pd.testing.assert_frame_equal(scores(folder), whole, check_exact=True)
        assert sorted(path.name for path in folder.iterdir()) == [
            APPLICATIONS,
            CREDITS,
            "scores.parquet",
        ]

    def test_shards_together_are_the_whole_and_each_person_is_in_one(
        self, folder: Path, whole: pd.DataFrame
    ) -> None:
        shards = [scores(folder, Shard(place, 3), f"{place}.parquet") for place in range(3)]
        assert all(len(shard) for shard in shards)
        together = pd.concat(shards).sort_values("id", ignore_index=True)
        pd.testing.assert_frame_equal(together, whole, check_exact=True, check_dtype=False)
        answers = pd.read_csv(folder / APPLICATIONS).set_index("ID")
        people = answers.groupby(answers.columns.tolist(), dropna=False).ngroup()
        found = [set(people[shard["id"]]) for shard in shards]
        assert sum(map(len, found)) == people.nunique() < len(whole)

    def test_texts_are_in_the_order_of_texts(self, folder: Path, whole: pd.DataFrame) -> None:
        for name in (APPLICATIONS, CREDITS):
            table = pd.read_csv(folder / name, dtype=str)
            table.assign(ID="К" + table["ID"]).to_csv(folder / name, index=False)
        expected = whole.assign(id="К" + whole["id"].astype(str)).sort_values(
            "id", ignore_index=True
        )
        pd.testing.assert_frame_equal(scores(folder), expected, check_exact=True)

    def test_what_was_broken_off_goes_on(
        self, folder: Path, whole: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "scores.parquet").unlink()
        scored: list[int] = []

        def score(_: object, people: Any, *more: Any) -> Any:
            if len(scored) == 2:
                raise KeyboardInterrupt
            scored.append(people.num_rows)
            return original(_, people, *more)

        original = whole_files.score_people
        with monkeypatch.context() as patched:
            patched.setattr(whole_files, "score_people", score)
            with pytest.raises(KeyboardInterrupt):
                scores(folder)
        assert not (folder / "scores.parquet").exists()
        before = sum(scored)
        monkeypatch.setattr(
            whole_files,
            "score_people",
            lambda *told: (scored.append(told[1].num_rows), original(*told))[1],
        )
        pd.testing.assert_frame_equal(scores(folder), whole, check_exact=True)
        assert 0 < before < sum(scored) == len(whole)

    @pytest.mark.parametrize("other", ["shard", "month", "credit_record", "application_record"])
    def test_with_something_else_it_does_not_go_on(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, other: str
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(whole_files, "score_people", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                scores(folder)
        if (folder / f"{other}.csv").exists():
            with (folder / f"{other}.csv").open("a") as file:
                file.write("\n")
        shard = Shard(1, 2) if other == "shard" else Shard()
        with pytest.raises(DataError, match=f"broken off, with another {other}. End it by the"):
            score_files(folder, 7 if other == "month" else 0, folder / "scores.parquet", shard)

    def test_odd_months_are_counted_over_all_pieces_and_told_with_their_rows(
        self, folder: Path
    ) -> None:
        credits = pd.read_csv(folder / CREDITS, dtype=str)
        rows = [0, 699, 700, 1500, 2000, 2900]
        credits.loc[rows, "STATUS"] = "9"
        credits.loc[5, "MONTHS_BALANCE"] = "1"
        credits.to_csv(folder / CREDITS, index=False)
        told = rf"STATUS holds 9: not so in 6 of {len(credits):,} rows \(6: ID .*; row"
        with pytest.raises(DataError, match=f"{told} 1, 700, 701, 1501, 2001, ..."):
            scores(folder)
        assert not (folder / "scores.parquet.work").exists()

    def test_without_space_the_run_says_so_and_can_be_given_again(
        self, folder: Path, whole: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(Workplace, "path", lambda *_: Path("/dev/full"))
            with pytest.raises(DataError, match="no space left for .*scores.parquet.work. Free"):
                scores(folder)
        pd.testing.assert_frame_equal(scores(folder), whole)


def test_one_run_at_a_time_is_at_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def score(*_: object) -> None:
        with pytest.raises(DataError, match="Another run is at work in .*scores.parquet.work"):
            scores(folder)
        raise ZeroDivisionError

    monkeypatch.setattr(whole_files, "score_people", score)
    with pytest.raises(ZeroDivisionError):
        scores(folder)


def test_texts_and_tables_of_the_result_say_the_same(folder: Path, whole: pd.DataFrame) -> None:
    (folder / APPLICATIONS).unlink()  # so that there are people without points
    alone = scores(folder)
    score_files(folder, 0, folder / "scores.csv")
    assert alone["points"].isna().any() and alone["points"].notna().any()
    texts = pd.read_csv(folder / "scores.csv", float_precision="round_trip")
    assert texts.columns.tolist() == alone.columns.tolist()
    for name in alone:
        assert texts[name].isna().tolist() == alone[name].isna().tolist()
        assert texts[name].dropna().tolist() == alone[name].dropna().tolist()
    points = pd.read_csv(folder / "scores.csv", dtype=str)["points"].dropna()
    assert points.str.fullmatch("[0-9]+").all()


def test_equal_answers_are_one_person_whatever_their_type(tmp_path: Path) -> None:
    write_files(tmp_path, {1: "000000", 2: "000100"})
    people = pd.DataFrame([application(one, amt_income_total=100_000) for one in (1, 2)])
    people = people.astype({"AMT_INCOME_TOTAL": object})
    people.loc[1, "AMT_INCOME_TOTAL"] = "100000.0"
    people.to_csv(tmp_path / APPLICATIONS, index=False)
    assert scores(tmp_path)["proba"].nunique() == 1


@pytest.mark.parametrize("row_group", [50, 100_000])
def test_numbers_and_categories_of_parquet_score_as_texts_do(
    folder: Path, whole: pd.DataFrame, row_group: int
) -> None:
    for name in (APPLICATIONS, CREDITS):
        table = pd.read_csv(folder / name, dtype={"STATUS": "category"})
        table.to_parquet((folder / name).with_suffix(".parquet"), row_group_size=row_group)
        (folder / name).unlink()
    pd.testing.assert_frame_equal(scores(folder), whole, check_exact=True)


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "-1/2", "1/2/3"])
def test_a_shard_that_is_none_is_told(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shard: str,
) -> None:
    told = ["score", "--data", str(folder), "--out", str(folder / "x.csv"), f"--shard={shard}"]
    monkeypatch.setattr("sys.argv", ["training", *told])
    assert commands.main() == 1
    assert f"--shard {shard}: write the number and of how many" in capsys.readouterr().err


def test_the_command_works_where_it_is_told_to(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, seen = tmp_path_factory.mktemp("work"), []
    original = whole_files.score_people

    def score(*told: Any) -> Any:
        seen.extend(path.name for path in work.iterdir())
        return original(*told)

    monkeypatch.setattr(whole_files, "score_people", score)
    told = ["score", "--data", str(folder), "--out", str(folder / "x.csv"), "--work"]
    monkeypatch.setattr("sys.argv", ["training", *told, str(work)])
    assert commands.main() == 0
    assert seen == ["x.csv.work"] and not list(work.iterdir())
    monkeypatch.setattr("sys.argv", ["training", *told, str(work / "nowhere")])
    assert commands.main() == 1
