"""What is measured by which name, and what of it is kept."""

import pytest

from bench import __main__ as bench
from bench.figure import Figure
from bench.machine import Machine
from local.errors import StackError

MACHINE = Machine("a processor", 2, 0.5, "3.11.7", "18.4", 300.0, 20_000.0)
USUAL = 1_000


@pytest.fixture
def kept(monkeypatch):
    kept = []
    monkeypatch.setattr(bench, "measure_machine", lambda: MACHINE)
    monkeypatch.setattr(bench, "ALONE", {"size": (lambda rows: [Figure("a", rows, "", {})], USUAL)})
    monkeypatch.setattr(bench.results, "write", kept.append)
    monkeypatch.setattr(bench.document, "write", lambda: None)
    return kept


def ask(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["bench", *arguments])
    return bench.main()


def test_a_name_that_nothing_has_is_told_the_others(monkeypatch, capsys, kept):
    assert ask(monkeypatch, "sise") == 2
    assert "waiting" in capsys.readouterr().out
    assert ask(monkeypatch, "size", "many") == 2
    assert kept == []


def test_a_run_of_few_is_shown_and_not_kept(monkeypatch, capsys, kept):
    assert ask(monkeypatch, "size", "10") == 0
    assert kept == []
    assert "10" in capsys.readouterr().out


def test_a_run_of_the_usual_number_is_kept_with_the_machine(monkeypatch, kept):
    assert ask(monkeypatch, "size") == 0
    [result] = kept
    assert (result.measurement, result.size, result.machine) == ("size", USUAL, MACHINE)
    assert result.figures[0].value == USUAL


def test_what_cannot_be_measured_says_why(monkeypatch, capsys, kept):
    def missing():
        raise StackError("The layers are not built. Build them with: make build")

    monkeypatch.setattr(bench, "measure_machine", missing)
    assert ask(monkeypatch, "size") == 1
    assert "make build" in capsys.readouterr().err
    assert kept == []
