"""Follows the log groups of the functions."""

import json
from datetime import UTC, datetime
from time import sleep, time

from local import deploy, emulator
from local.stack import Stack

LOOK_BACK_SECONDS = 300
PAUSE_SECONDS = 1


def follow(stack: Stack) -> None:
    """Prints the last five minutes and then what comes, until interrupted."""
    client = emulator.aws(stack, "logs")
    names = [group["logGroupName"] for group in client.describe_log_groups()["logGroups"]]
    groups = [name for name in names if deploy.STACK_NAME in name]
    seen: set[tuple[int, str, str]] = set()
    since = int((time() - LOOK_BACK_SECONDS) * 1000)
    while True:
        events = {
            (event["timestamp"], name.rsplit("-", 1)[-1], event["message"])
            for name in groups
            for event in client.filter_log_events(logGroupName=name, startTime=since)["events"]
        }
        for event in sorted(events - seen):
            _print(*event)
        seen |= events
        sleep(PAUSE_SECONDS)


def _print(timestamp: int, function: str, message: str) -> None:
    """Prints a line; embedded metrics are for machines and left out."""
    try:
        if "_aws" in json.loads(message):
            return
    except ValueError:
        pass
    moment = datetime.fromtimestamp(timestamp / 1000, UTC).astimezone()
    print(f"{moment:%H:%M:%S} {function:<12} {message.rstrip()}", flush=True)
