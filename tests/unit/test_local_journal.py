"""`make verify-journal` goes on to the end, names what is wrong, and ends with an error then."""

import argparse
from pathlib import Path

import pytest

from core.journal.rules.chain import FaultKind
from local import journal
from local.errors import StackError
from local.stack import Stack

STACK = Stack("a-test", Path(), 1, 2, 3)
DONE = {"finished": True, "fault": None, "checked_seal_no": 9, "seal_no": 9, "sha256": "ab"}
PUBLISHED = {"seal_no": 7, "sha256": "0" * 64}


@pytest.fixture
def asked(monkeypatch):
    """Answers one after another; returns what was asked for."""
    events = []

    def answer_with(*answers):
        left = list(answers)
        monkeypatch.setattr(
            journal.seeding, "invoke", lambda *asked: events.append(asked[2]) or left.pop(0)
        )
        return events

    return answer_with


def test_it_is_called_until_it_has_finished(asked, capsys):
    half = {**DONE, "finished": False, "checking_seal_no": 4}
    events = asked(half, {**DONE, "unsealed": 2})
    journal.verify(STACK, "maintenance", PUBLISHED)
    assert events == [
        {"action": "verify_journal", "published": PUBLISHED},
        {"action": "verify_journal"},
    ]
    told = capsys.readouterr().out
    assert "up to seal 4 of 9" in told and "9 events are sealed, 2 wait" in told
    assert "Head: 9:ab" in told


@pytest.mark.parametrize("fault", FaultKind)
def test_each_fault_ends_it_and_is_named(asked, fault):
    asked({**DONE, "fault": fault, "fault_event_id": 71, "fault_seal_no": 71, "unsealed": 0})
    with pytest.raises(StackError, match=r"tampered with.* 71 .*runbook"):
        journal.verify(STACK, "maintenance", None)


def test_a_published_head_is_read_as_the_log_tells_it():
    assert journal.published_head("7:" + "0" * 64) == PUBLISHED
    for wrong in ("7", "0:" + "0" * 64, "7:xyz", "x:" + "0" * 64):
        with pytest.raises(argparse.ArgumentTypeError):
            journal.published_head(wrong)
