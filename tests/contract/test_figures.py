"""The page of measured figures is what the scripts measured, and other pages cite it truly."""

import re
from pathlib import Path

import pytest

from bench import document, results
from bench.figure import Figure
from bench.machine import Machine
from bench.wording import ratio, verdict

ROOT = Path(__file__).parents[2]
PAGE = document.DOCUMENT.read_text()
MACHINE = Machine("a processor", 2, 0.5, "3.11.7", "18.4", 300.0, 20_000.0)
MEASURED = re.compile(r"\d[\d,.]*\s(?:us|ms|s|MB|[a-z]+/s|times)\b")


def test_the_page_is_what_the_kept_results_make():
    assert document.render(results.read_all()) == PAGE, "write it anew: make figures"


def citing():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for paragraph in page.read_text().split("\n\n"):
            if "figures.md" in paragraph and page != document.DOCUMENT:
                yield pytest.param(paragraph, id=page.name)


@pytest.mark.parametrize("paragraph", list(citing()))
def test_what_another_page_cites_stands_on_it(paragraph):
    assert [figure for figure in MEASURED.findall(paragraph) if figure not in PAGE] == []


def result(*figures, measurement="waiting", size=None):
    return results.Result(measurement, size, "2026-11-28 20:00", MACHINE, figures)


def test_a_result_is_read_as_it_was_written(tmp_path):
    kept = result(Figure("wait", 57.1, "ms", {"rounds": [57, 58]}, at_most=60))
    results.write(kept, tmp_path)
    [read] = results.read_all(tmp_path).values()
    assert read == results.Result(**{**vars(kept), "figures": list(kept.figures)})


def test_of_several_sizes_the_largest_is_shown(tmp_path):
    for size in (2_000, 1_000_000, 300_000):
        results.write(result(measurement="size", size=size), tmp_path)
    assert results.read_all(tmp_path)["size"].size == 1_000_000


def test_a_later_run_takes_the_place_of_the_one_before(tmp_path):
    results.write(result(Figure("wait", 1, "ms", {})), tmp_path)
    results.write(result(Figure("wait", 2, "ms", {})), tmp_path)
    assert results.read_all(tmp_path)["waiting"].figures[0].value == 2


def test_a_missed_target_is_called_missed():
    assert verdict(Figure("wait", 61, "ms", {}, at_most=60)) == "at most 60 ms: MISSED"
    assert verdict(Figure("wait", 60, "ms", {}, at_most=60)) == "at most 60 ms: reached"
    assert verdict(Figure("speed", 0.3, "times", {}, at_least=0.35)).endswith("MISSED")
    assert verdict(Figure("wait", 61, "ms", {})) == ""


def test_times_stand_beside_the_import_and_rates_beside_one_thread():
    assert ratio(Figure("wait", 60.0, "ms", {}), MACHINE) == "0.2 imports"
    assert ratio(Figure("start", 0.6, "s", {}), MACHINE) == "2 imports"
    assert ratio(Figure("portfolio", 5_000.0, "scores/s", {}), MACHINE) == "0.25 of one thread"
    assert ratio(Figure("size", 5_000, "bytes", {}), MACHINE) == ""


def test_what_was_not_measured_says_how_it_is():
    page = document.render({})
    assert "Not measured yet: `make bench SIZE=1000000`." in page
    assert "| value |" not in page


def test_what_no_text_knows_stands_under_its_own_name():
    page = document.render({"odd_one": result(Figure("a_b", 3, "", {"c_d": 4}))})
    assert "## Odd one" in page and "| a b | 3 |  |  | c d 4 |" in page


def test_every_kept_measurement_has_its_words():
    told = {section["measurement"] for section in document.read_texts()["sections"]}
    assert set(results.read_all()) <= told
