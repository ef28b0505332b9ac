"""What must hold afterwards; each check yields what it found against it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from math import isclose
from typing import NamedTuple

from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName, ScoreStatus
from model.bundle_reader import BUNDLE, read_bundle
from model.scoring import DIGITS, ScoringModel, load_model
from tests.stress.records import Aftermath, Batch, Finding, Stands, Told, Way

# 504 is of the gateway, which gave up waiting, and promises nothing
PERMITTED = {200, 202, 503, 504}
COUNTED = "done"
RUNS_ALREADY = 409  # of the rescoring of everybody
TOLERANCE = 1e-6
SAME = ("status", "client_id", "proba", "grade", "decision")


class Check(NamedTuple):
    """What is claimed, of how many it can be said, and what is found against it."""

    claim: str
    looked_at: Callable[[Aftermath], int]
    find: Callable[[Aftermath], Iterator[Finding]]


def find_lost(after: Aftermath) -> Iterator[Finding]:
    """Scores somebody was given the id of, and clients of a rescoring, without an end."""
    standing = {score.id: score for score in after.scores}
    for told in _accepted(after):
        if told.body["id"] not in standing:
            yield Finding("lost", f"score {told.body['id']} of one who {told.way}")
    for batch in after.batches:
        missing = batch.wanted - set(_scored(after, batch))
        yield from (Finding("lost", f"client {one} of rescoring {batch.id}") for one in missing)
    known = {batch.id for batch in after.batches}
    for told in after.told:
        if told.way is Way.PORTFOLIO and told.is_accepted and told.body["id"] not in known:
            yield Finding("lost", f"rescoring {told.body['id']}")


def find_open(after: Aftermath) -> Iterator[Finding]:
    """What still waits, and rescorings that have not ended."""
    for score in after.scores:
        if score.status == ScoreStatus.PENDING:
            yield Finding("still pending", f"score {score.id}")
    for batch in after.batches:
        if not batch.has_ended:
            yield Finding("has not ended", f"rescoring {batch.id}")
    if after.waiting:
        yield Finding("left in the queues", f"{after.waiting} messages")


def find_uncounted(after: Aftermath) -> Iterator[Finding]:
    """A month whose count was not taken to its end."""
    if after.month != COUNTED:
        yield Finding(f"is {after.month}", "the count of the month")


def find_doubled(after: Aftermath) -> Iterator[Finding]:
    """Two scores where one was asked for, and finished ones that were written again."""
    parts = Counter((one.batch_id, one.client_id) for one in after.scores if one.batch_id)
    for (batch_id, client_id), count in parts.items():
        if count > 1:
            yield Finding(f"recorded {count} times", f"client {client_id} of rescoring {batch_id}")
    marks = Counter(one.mark for one in after.scores if one.mark is not None)
    for mark, count in marks.items():
        if count > 1:
            yield Finding(f"recorded {count} times", f"the enquiry with an income of {mark}")
    for score in after.scores:
        before = after.finished_before.get(score.id, score.scored_at)
        if before != score.scored_at:
            yield Finding("recorded again", f"score {score.id}")


def find_miscounted(after: Aftermath) -> Iterator[Finding]:
    """Rescorings whose progress is not what stands, or that scored somebody else."""
    for batch in after.batches:
        rows = [one for one in after.scores if one.batch_id == batch.id]
        by_status = Counter(one.status for one in rows)
        counted = (batch.total, batch.pending, batch.done, batch.failed)
        true = (len(rows), 0, by_status[ScoreStatus.DONE], by_status[ScoreStatus.FAILED])
        if counted != true:
            yield Finding(f"counts {counted}, scores are {true}", f"rescoring {batch.id}")
        for stranger in {one.client_id for one in rows} - batch.wanted:
            yield Finding("scored without being asked for", f"client {stranger} of {batch.id}")


def find_unexplained(after: Aftermath) -> Iterator[Finding]:
    """Finished scores whose reasons, contributions, probability and grade do not belong together."""
    for score in _done(after):
        for fault in faults_of(score):
            yield Finding(fault, f"score {score.id}")


def faults_of(score: Stands) -> Iterator[str]:
    """Yields what is wrong with the explanation of a finished score."""
    if score.proba is None or score.grade is None or score.decision is None:
        yield "no probability, grade or decision"
    elif score.model is None:
        if score.proba != 1 or not score.reasons:
            yield "of no model, and of no default with its reason"
    elif score.model != ModelName.SEGMENT:
        yield from _faults_of_model(score, score.proba)


def _faults_of_model(score: Stands, proba: float) -> Iterator[str]:
    told = {
        reason["code"]: reason["contribution"]
        for reason in score.reasons or ()
        if reason["contribution"] is not None
    }
    contributions, raw = score.contributions or {}, score.raw_score
    if not told:
        yield "no reason"
    if any(contributions.get(code) != one for code, one in told.items()):
        yield "a reason that is not among the contributions"
    if raw is None or not isclose(
        _bases()[score.model or ""] + sum(contributions.values()),
        raw,
        abs_tol=len(contributions) * 10**-DIGITS,  # each is recorded rounded
    ):
        yield "contributions that do not add up to the raw score"
    elif not isclose(
        _model().calibrate(ModelName(score.model), [raw])[0], proba, abs_tol=TOLERANCE
    ):
        yield "a probability that is not of its raw score"
    elif grade_of(proba) != score.grade:
        yield "a grade of another probability"


def find_untold(after: Aftermath) -> Iterator[Finding]:
    """Answers that are none of those permitted, or that differ from what stands."""
    standing = {score.id: score for score in after.scores}
    for told in after.told:
        if told.way is Way.PORTFOLIO and told.status == RUNS_ALREADY:
            continue
        if told.status not in PERMITTED:
            yield Finding(f"was answered {told.status or 'nothing'}", _asked(told))
        elif told.status == 503 and not told.retry_after:
            yield Finding("was not told when to come back", _asked(told))
        elif told.way is not Way.PORTFOLIO and told.is_accepted:
            score = standing.get(told.body["id"])
            if score is not None:
                yield from _contradictions(told, score)


def _contradictions(told: Told, score: Stands) -> Iterator[Finding]:
    of = f"score {score.id} of one who {told.way}"
    if (score.mark if told.way is Way.ENQUIRY else score.client_id) != told.subject:
        yield Finding("is of somebody else", of)
    if told.status == 200:
        at = told.body["scored_at"]
        wrong = [name for name in SAME if told.body[name] != getattr(score, name)]
        if at is None or datetime.fromisoformat(at) != score.scored_at:
            wrong.append("scored_at")
        if wrong:
            yield Finding(f"was told another {', '.join(wrong)}", of)
    elif told.body["status"] == ScoreStatus.PENDING and told.body["proba"] is not None:
        yield Finding("pends with a probability", of)


def find_failed(after: Aftermath) -> Iterator[Finding]:
    """Failures of those who can be scored, successes of who cannot, and failures without reason."""
    for score in after.scores:
        can_be = score.client_id not in after.unscorable
        if score.status == ScoreStatus.FAILED and can_be:
            yield Finding(f"failed: {score.error}", f"score {score.id}")
        elif score.status == ScoreStatus.FAILED and not score.error:
            yield Finding("failed without a reason", f"score {score.id}")
        elif score.status == ScoreStatus.DONE and not can_be:
            yield Finding("scored who cannot be", f"score {score.id}")


def find_letters(after: Aftermath) -> Iterator[Finding]:
    """Dead letters that nobody planted, and poison that is not among them; twice does no harm."""
    for body in after.letters.keys() - after.poison.keys():
        yield Finding("nobody planted this dead letter", body)
    for body in after.poison.keys() - after.letters.keys():
        yield Finding("did not end among the dead letters", body)


def find_stale(after: Aftermath) -> Iterator[Finding]:
    """Clients whose latest score the client list does not show."""
    newest: dict[int, str] = {}
    for score in _done(after):
        if score.client_id is not None:
            newest[score.client_id] = max(newest.get(score.client_id, ""), score.id)
    for client_id, shown in after.latest.items():
        if client_id in newest and shown != newest[client_id]:
            yield Finding("is listed with another score than the latest", f"client {client_id}")


CHECKS = (
    Check("nothing is lost", lambda after: len(_accepted(after)), find_lost),
    Check("nothing is pending", lambda after: len(after.scores), find_open),
    Check("nothing is recorded twice", lambda after: len(after.scores), find_doubled),
    Check("progress is what stands", lambda after: len(after.batches), find_miscounted),
    Check("the month is counted", lambda _: 1, find_uncounted),
    Check("every score is explained", lambda after: len(_done(after)), find_unexplained),
    Check("people were told the truth", lambda after: len(after.told), find_untold),
    Check("who can be scored is", lambda after: len(after.scores), find_failed),
    Check("only poison is dead", lambda after: after.letters.total(), find_letters),
    Check("latest scores are shown", lambda after: len(after.latest), find_stale),
)


def _accepted(after: Aftermath) -> list[Told]:
    return [one for one in after.told if one.is_accepted and one.way is not Way.PORTFOLIO]


def _done(after: Aftermath) -> list[Stands]:
    return [score for score in after.scores if score.status == ScoreStatus.DONE]


def _scored(after: Aftermath, batch: Batch) -> Iterator[int | None]:
    return (score.client_id for score in after.scores if score.batch_id == batch.id)


def _asked(told: Told) -> str:
    return f"one who {told.way}, of {told.subject}"


@cache
def _model() -> ScoringModel:
    return load_model()


@cache
def _bases() -> Mapping[str, float]:
    return {name: one.description.base for name, one in read_bundle(BUNDLE).models.items()}
