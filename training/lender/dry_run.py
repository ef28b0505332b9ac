"""The dry run: what a mapping makes of a file, what looks wrong, and what would be refused."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.clients.rules.history import PaymentStatus
from core.scores.rules.vocabulary import ModelName
from model.history import LATE, MONTHS, PAID_OFF, UNKNOWN, Severities
from training.files import DataError
from training.lender.mapping import ColumnOutcome, Mapping, WideRows
from training.lender.people import People, observe_people
from training.lender.recalibration import FEWEST_DEFAULTS
from training.lender.rows import Rows, read_rows

LEAP = 3  # levels of lateness that no month can add: a delay grows by one month in a month
FEWEST_LEAPS = 5
LENGTHS = (1, 6, 12, 24, 36, 60)


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, or looks so.

    Attributes:
        refused: whether nothing can be measured before it is mended.
    """

    refused: bool
    text: str

    def __str__(self) -> str:
        """Tells it as a line of the report."""
        return f"{'REFUSED' if self.refused else 'warning'}: {self.text}"


@dataclass(frozen=True)
class DryRun:
    """What was found in a file.

    Attributes:
        people: whom a model can score.
        facts: lines of the report, one figure each.
    """

    people: People
    facts: list[str]
    findings: list[Finding]

    @property
    def refused(self) -> list[Finding]:
        """What has to be mended first."""
        return [one for one in self.findings if one.refused]

    def __str__(self) -> str:
        """Tells all of it."""
        end = f"{len(self.refused)} refused, {len(self.findings) - len(self.refused)} warnings"
        return "\n".join([*self.facts, "", *map(str, self.findings), end])


def inspect(rows: Rows, mapping: Mapping) -> DryRun:
    """Looks at everything, and writes nothing."""
    calendar = rows.calendar(mapping)
    findings = [
        *_strange_codes(rows, mapping),
        *_strange_outcomes(rows, mapping),
        *_doubled(rows, mapping),
        *_closed_left(calendar, mapping),
        *_order(calendar, mapping),
        *_gaps(calendar),
    ]
    people = observe_people(rows, mapping)
    findings += _people_findings(people)
    return DryRun(people, [*_facts(rows, mapping, calendar), *_people_facts(people)], findings)


def load_people(folder: Path, mapping: Mapping) -> People:
    """Returns the lender's people for measuring.

    Raises:
        DataError: something has to be mended first, or no outcome is known.
    """
    found = inspect(read_rows(folder, mapping), mapping)
    if found.refused:
        told = "\n".join(f"  {one.text}" for one in found.refused)
        raise DataError(f"{mapping.source.file} cannot be measured on yet:\n{told}")
    if mapping.outcome is None:
        raise DataError("The mapping has no [outcome]: without it nobody knows who defaulted.")
    return found.people


def _strange_codes(rows: Rows, mapping: Mapping) -> Iterator[Finding]:
    codes = rows.months["code"]
    strange = codes[~codes.isin(list(mapping.codes.statuses))]
    for code, count in Counter(strange.tolist()).most_common():
        yield Finding(
            True,
            f"code {code!r} stands in {count:,} months and in no list of [codes]. Ask what it"
            f' means and add it to the list that says so: for example no_debt = ["{code}"] if'
            f' nothing was owed, no_record = ["", "{code}"] if nothing is known.',
        )


def _strange_outcomes(rows: Rows, mapping: Mapping) -> Iterator[Finding]:
    if isinstance(outcome := mapping.outcome, ColumnOutcome):
        told = rows.credits["outcome"]
        strange = told[~told.isin([*outcome.default, *outcome.good])]
        for value, count in Counter(strange.tolist()).most_common():
            yield Finding(
                True,
                f"{outcome.column} is {value!r} for {count:,} credits, which is neither in"
                " outcome.default nor in outcome.good. Add it to one of them, or leave them out.",
            )


def _doubled(rows: Rows, mapping: Mapping) -> Iterator[Finding]:
    """A month that is told twice alike does no harm; told in two ways, one of them is wrong."""
    months = rows.months.assign(status=rows.months["code"].map(mapping.codes.statuses))
    twice = months[months.duplicated(["credit", "back"], keep=False)]
    each = twice.groupby(["credit", "back"])["status"].nunique()
    for count, refused, told, advice in (
        (int((each == 1).sum()), False, "twice alike", "They count once"),
        (int((each > 1).sum()), True, "in two ways", "Leave one of each in the file"),
    ):
        if count:
            yield Finding(refused, f"{count:,} months of a credit are told {told}. {advice}.")


def _closed_left(calendar: Severities, mapping: Mapping) -> Iterator[Finding]:
    left = _left_again(calendar)
    if not left:
        return
    ever = int((calendar == PAID_OFF).any(axis=1).sum())
    other = _left_again(calendar[:, ::-1])
    turned = f" ({other:,} if read the other way round: is the order of months right?)"
    codes = ", ".join(mapping.codes.closed)
    yield Finding(
        False,
        f"{left:,} of {ever:,} credits with a code of codes.closed have another one in a later"
        f" month{turned if other < left else ''}. What is left again does not close a"
        f" credit: move {codes} to codes.paid_in_full or codes.no_debt.",
    )


def _left_again(calendar: Severities) -> int:
    """Returns how many credits have another status in a month after a closed one."""
    closed = calendar == PAID_OFF
    oldest = np.where(closed.any(axis=1), calendar.shape[1] - 1 - closed[:, ::-1].argmax(axis=1), 0)
    later = np.arange(calendar.shape[1]) < oldest[:, None]
    return int((later & (calendar > PAID_OFF)).any(axis=1).sum())


def _order(calendar: Severities, mapping: Mapping) -> Iterator[Finding]:
    """A delay grows by a month in a month, but may end at once: leaps tell which way time runs."""
    newer, older = calendar[:, :-1], calendar[:, 1:]
    both = (newer > UNKNOWN) & (older > UNKNOWN)
    steps = np.maximum(newer, LATE) - np.maximum(older, LATE)
    up, down = int((both & (steps >= LEAP)).sum()), int((both & (steps <= -LEAP)).sum())
    if up >= FEWEST_LEAPS and up > down:
        wide = isinstance(mapping.rows, WideRows)
        key = "rows.months_newest_first" if wide else "rows.month"
        yield Finding(
            False,
            f"delays grow by {LEAP} months or more in one month {up:,} times and shrink so {down:,}"
            f" times: are the months of {key} in the wrong order?",
        )


def _gaps(calendar: Severities) -> Iterator[Finding]:
    known = calendar > UNKNOWN
    newest = known.argmax(axis=1)
    oldest = calendar.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    missing = np.where(known.any(axis=1), oldest - newest + 1 - known.sum(axis=1), 0)
    if missing.any():
        yield Finding(
            False,
            f"{int((missing > 0).sum()):,} credits have gaps, {int(missing.sum()):,} months in all:"
            " months without a record count as none, neither as paid nor as late.",
        )


def _people_findings(people: People) -> Iterator[Finding]:
    if not people.models:
        yield Finding(True, "no person can be scored: see who is left out, and why.")
    elif people.target is not None and (count := people.defaulted()) < FEWEST_DEFAULTS:
        yield Finding(
            False,
            f"only {count:,} persons default: recalibrate refuses fewer than {FEWEST_DEFAULTS},"
            " and intervals of validate will be wide.",
        )


def _facts(rows: Rows, mapping: Mapping, calendar: Severities) -> Iterator[str]:
    lengths = (calendar > UNKNOWN).sum(axis=1)
    back = rows.months["back"]
    persons = rows.credits["person"].nunique()
    yield f"{mapping.name}: {mapping.source.file}"
    yield f"rows            {len(rows.months):,} months of {len(rows.credits):,} credits"
    told = "" if mapping.rows.person else " (no rows.person: every credit is taken for a person)"
    yield f"persons         {persons:,}{told}"
    yield f"months          {-back.max()} to {-back.min()}, 0 the newest; {MONTHS} are looked at"
    middle = f"{np.median(lengths):.0f}, {lengths.min()} to {lengths.max()}"
    shares = ", ".join(f"{first}+ {np.mean(lengths >= first):.1%}" for first in LENGTHS)
    yield f"months a credit {middle} (median, range); {shares}"
    counts = Counter(rows.months["code"].tolist())
    for code, status in mapping.codes.statuses.items():
        share = counts[code] / len(rows.months)
        yield f"  code {code!r:<6} is {status} here: {counts[code]:,} months ({share:.1%})"
    newest = calendar[np.arange(len(calendar)), (calendar > UNKNOWN).argmax(axis=1)]
    closed = np.mean(newest == PAID_OFF)
    yield f"closed          {closed:.1%} of the credits end with {PaymentStatus.PAID_OFF}"


def _people_facts(people: People) -> Iterator[str]:
    models = Counter(people.models)
    for name in (ModelName.BEHAVIOURAL, ModelName.THIN_FILE):
        yield f"scored by       {name}: {models[name]:,}"
    for reason, count in people.left_out.most_common():
        yield f"left out        {count:,}: {reason}"
    if people.target is None:
        yield "defaults        not known: the mapping has no [outcome]"
    elif len(people.target):
        count, share = people.target.sum(), people.target.mean()
        yield f"defaults        {count:,} ({share:.2%}), of {people.defaulted():,} persons"
    if people.ended_early:
        yield f"ended early     {people.ended_early:,} without a record afterwards, taken for good"
