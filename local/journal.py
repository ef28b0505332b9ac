"""Has the maintenance function check the chain of the journal, and says what it found."""

import argparse
import re
from typing import Any

from local import seeding
from local.errors import StackError
from local.stack import Stack

FAULTS = {
    "event_changed": "event {fault_event_id} is not what was sealed",
    "event_removed": "event {fault_event_id} was removed",
    "event_slipped_in": "event {fault_event_id} was written past the triggers and has no seal",
    "seal_changed": "seal {fault_seal_no} of event {fault_event_id} was changed or moved",
    "seal_removed": "seal {fault_seal_no} was removed",
    "head_changed": "seal {fault_seal_no} is not the one that was published or checked before",
}


def published_head(value: str) -> dict[str, Any]:
    """Reads a head as ``make verify-journal PUBLISHED=number:sha256`` names it."""
    if not re.fullmatch(r"[1-9][0-9]{0,17}:[0-9a-f]{64}", value):
        raise argparse.ArgumentTypeError("write number:sha256, as a line 'journal sealed' tells it")
    seal_no, _, sha256 = value.partition(":")
    return {"seal_no": int(seal_no), "sha256": sha256}


def verify(stack: Stack, function: str, published: dict[str, Any] | None) -> None:
    """Follows a check to its end.

    Raises:
        StackError: the journal is not what was sealed; names the first event or seal.
    """
    event: dict[str, Any] = {"action": "verify_journal"}
    answer = seeding.invoke(stack, function, {**event, "published": published})
    while not answer["finished"]:
        print(f"  checked up to seal {answer['checking_seal_no']} of {answer['seal_no']}")
        answer = seeding.invoke(stack, function, event)
    if answer["fault"]:
        found = FAULTS[answer["fault"]].format(**answer)
        raise StackError(f"The journal was tampered with: {found}. See docs/runbook.md.")
    print(
        f"  The journal is whole: {answer['checked_seal_no'] or 0} events are sealed,"
        f" {answer['unsealed']} wait for their seal. Head: {answer['seal_no']}:{answer['sha256']}"
    )
