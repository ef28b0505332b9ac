"""What a run prints."""

from collections import Counter
from collections.abc import Iterator
from statistics import quantiles

from tests.stress.checks import CHECKS
from tests.stress.records import Finding, Way
from tests.stress.run import Run

MET = "all was tried"
SHOWN = 10  # findings of a check


def judge(run: Run) -> dict[str, list[Finding]]:
    """Returns what each check found."""
    found = {check.claim: list(check.find(run.after)) for check in CHECKS}
    return {MET: list(_untried(run)), **found}


def _untried(run: Run) -> Iterator[Finding]:
    """What was to be shown and was not."""
    if run.missing:
        yield Finding("were not asked for in time", f"{run.missing} scores")
    for one in run.happened:
        if not one.met:
            yield Finding("met nobody", one.fault)


def lines(run: Run) -> Iterator[str]:
    """Yields the tables of a run."""
    yield from _faults(run)
    yield ""
    yield from _answers(run)
    yield ""
    yield from _checks(run)


def _faults(run: Run) -> Iterator[str]:
    yield f"{'fault':<24}{'times':>7}{'met':>7}"
    for fault in sorted({one.fault for one in run.happened}):
        mine = [one for one in run.happened if one.fault == fault]
        yield f"{fault:<24}{len(mine):>7}{sum(one.met for one in mine):>7}   {mine[0].seen}"
    twice = ", ".join(f"{queue} {count}" for queue, count in sorted(run.twice.items()))
    yield f"{'messages sent twice':<24}{run.twice.total():>7}{'':>7}   {twice}"
    yield f"{'messages of poison':<24}{run.after.poison.total():>7}{'':>7}   unreadable, of no score"


def _answers(run: Run) -> Iterator[str]:
    yield f"{'one who':<24}{'asked':>7}   was answered"
    for way in Way:
        told = [one for one in run.after.told if one.way is way]
        answers = Counter(one.status or "nothing" for one in told)
        said = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items(), key=str))
        seconds = [one.seconds for one in told] or [0.0]
        tail = quantiles([*seconds, *seconds], n=20, method="inclusive")[-1]
        yield f"{way:<24}{len(told):>7}   {said}; p95 {tail:.2f} s"
    resent = sum(score.resent for score in run.after.scores)
    yield (
        f"asked for {run.asking_seconds:.0f} s, at rest {run.rest_seconds:.0f} s later;"
        f" {len(run.after.scores)} scores, {resent} sent again by the sweep"
    )


def _checks(run: Run) -> Iterator[str]:
    yield f"{'what must hold':<28}{'looked at':>10}{'against it':>12}"
    counts = {MET: len(run.happened)} | {one.claim: one.looked_at(run.after) for one in CHECKS}
    for claim, findings in judge(run).items():
        yield f"{claim:<28}{counts[claim]:>10}{len(findings):>12}"
        yield from (f"    {one.of}: {one.fault}" for one in findings[:SHOWN])
        if len(findings) > SHOWN:
            yield f"    and {len(findings) - SHOWN} more"
