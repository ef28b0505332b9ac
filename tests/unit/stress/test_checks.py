"""What `make stress` would find: each fault is planted in a run of which nothing is to be said."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName
from maintenance.demo.population import generate_client
from model.scoring import Applicant, ScoredClient, load_model
from tests.stress.checks import CHECKS
from tests.stress.faults import Happened
from tests.stress.records import Aftermath, Batch, Stands, Told, Way
from tests.stress.run import Run
from tests.stress.table import judge, lines
from tests.unit.answers import credits_of, features_of

MOMENT = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
BATCH = "01a0-batch"
MARK = 20_017
WAITS, COMES_BACK, ENQUIRES, FIRST_OF_MANY, SECOND_OF_MANY, FAILED, DEFAULTED = range(7)
POISON = "poison"


def stands(number: int, result: ScoredClient, **others: Any) -> Stands:
    """A finished score as the scorer records it."""
    told = {
        "id": f"01a0-{number}",
        "client_id": number,
        "mark": None,
        "batch_id": None,
        "status": "done",
        "error": None,
        "proba": result.proba,
        "grade": grade_of(result.proba),
        "decision": "approve",
        "model": result.model,
        "raw_score": result.raw_score,
        "reasons": [vars(reason) for reason in result.reasons],
        "contributions": dict(result.contributions),
        "scored_at": MOMENT,
        "resent": False,
    }
    return Stands(**(told | others))


def unmade(number: int, **others: Any) -> Stands:
    """A score of which no model said anything."""
    nothing = {
        "proba": None,
        "grade": None,
        "decision": None,
        "model": None,
        "raw_score": None,
        "reasons": None,
        "contributions": None,
    }
    return replace(stands(number, SCORED[0]), **(nothing | others))


def scored_people(count: int) -> list[ScoredClient]:
    clients = [generate_client(index) for index in range(200)]
    results = load_model().score([Applicant(features_of(one), credits_of(one)) for one in clients])
    return [one for one in results if one.model is not ModelName.SEGMENT][:count]


SCORED = scored_people(5)


def quiet() -> Aftermath:
    """A run in which all went as it should."""
    scores = [
        stands(WAITS, SCORED[0]),
        stands(COMES_BACK, SCORED[1]),
        stands(ENQUIRES, SCORED[2], client_id=None, mark=MARK),
        stands(FIRST_OF_MANY, SCORED[3], batch_id=BATCH),
        stands(SECOND_OF_MANY, SCORED[4], batch_id=BATCH),
        unmade(FAILED, batch_id=BATCH, status="failed", error="impossible_features: ..."),
        unmade(
            DEFAULTED,
            proba=1.0,
            grade="default",
            decision="decline",
            reasons=[{"code": "default", "direction": "raises_risk", "contribution": None}],
        ),
    ]
    waits, later, enquiry = scores[:3]
    answer = {name: getattr(waits, name) for name in ("proba", "grade", "decision", "status")}
    finished = {"id": waits.id, "client_id": WAITS, "scored_at": MOMENT.isoformat(), **answer}
    pending = {"status": "pending", "proba": None}
    many = frozenset({FIRST_OF_MANY, SECOND_OF_MANY, FAILED})
    return Aftermath(
        told=[
            Told(Way.WAIT, WAITS, 200, finished, 0.1),
            Told(Way.LATER, COMES_BACK, 202, {"id": later.id, **pending}, 0.1),
            Told(Way.ENQUIRY, MARK, 202, {"id": enquiry.id, **pending}, 0.1),
            Told(Way.WAIT, WAITS, 503, {"error": "unavailable"}, 0.1, retry_after=True),
            Told(Way.PORTFOLIO, 0, 202, {"id": BATCH}, 0.1, clients=many),
            Told(Way.PORTFOLIO, 0, 409, {"error": "rescoring_runs"}, 0.1),
        ],
        scores=scores,
        batches=[Batch(BATCH, many, total=3, pending=0, done=2, failed=1, has_ended=True)],
        finished_before={waits.id: MOMENT},
        unscorable=frozenset({FAILED}),
        letters=Counter({POISON: 1}),
        poison=Counter({POISON: 1}),
        waiting=0,
        latest={WAITS: waits.id, FIRST_OF_MANY: scores[FIRST_OF_MANY].id},
        month="done",
    )


def found(after: Aftermath) -> dict[str, list[str]]:
    """Claim -> what was found against it."""
    seen = {check.claim: [one.fault for one in check.find(after)] for check in CHECKS}
    return {claim: faults for claim, faults in seen.items() if faults}


def with_score(number: int, **changed: Any) -> Aftermath:
    after = quiet()
    scores = list(after.scores)
    scores[number] = replace(scores[number], **changed)
    return replace(after, scores=scores)


def without(number: int) -> Aftermath:
    after = quiet()
    return replace(after, scores=[one for one in after.scores if one.id != f"01a0-{number}"])


def with_more(number: int, **changed: Any) -> Aftermath:
    after = quiet()
    again = replace(after.scores[number], id="01a0-again", **changed)
    return replace(after, scores=[*after.scores, again])


def with_answer(**changed: Any) -> Aftermath:
    """Another answer to who waits."""
    after = quiet()
    first, *others = after.told
    return replace(after, told=[replace(first, **changed), *others])


def with_batch(**changed: Any) -> Aftermath:
    after = quiet()
    return replace(after, batches=[replace(after.batches[0], **changed)])


def told_another(**changed: Any) -> Aftermath:
    return with_answer(body={**quiet().told[0].body, **changed})


def test_of_a_quiet_run_nothing_is_said():
    after = quiet()
    assert found(after) == {}
    assert all(check.looked_at(after) for check in CHECKS)


MONTH = "the month is counted"
LOST, PENDING = "nothing is lost", "nothing is pending"
TWICE, COUNTED = "nothing is recorded twice", "progress is what stands"
EXPLAINED, TRUTH = "every score is explained", "people were told the truth"
SCORABLE, DEAD, LATEST = "who can be scored is", "only poison is dead", "latest scores are shown"
Plant = Callable[[], Aftermath]


@pytest.mark.parametrize(
    ("claim", "said", "plant"),
    [
        (LOST, "lost", lambda: without(WAITS)),
        (LOST, "lost", lambda: without(ENQUIRES)),
        (LOST, "lost", lambda: without(SECOND_OF_MANY)),
        (LOST, "lost", lambda: replace(quiet(), batches=[])),
        (PENDING, "still pending", lambda: with_score(COMES_BACK, status="pending")),
        (PENDING, "has not ended", lambda: with_batch(has_ended=False)),
        (MONTH, "is failed", lambda: replace(quiet(), month="failed")),
        (PENDING, "left in the queues", lambda: replace(quiet(), waiting=1)),
        (TWICE, "recorded 2 times", lambda: with_more(FIRST_OF_MANY)),
        (TWICE, "recorded 2 times", lambda: with_more(ENQUIRES)),
        (
            TWICE,
            "recorded again",
            lambda: with_score(WAITS, scored_at=MOMENT + timedelta(seconds=1)),
        ),
        (
            COUNTED,
            "counts (4, 0, 3, 1), scores are (3, 0, 2, 1)",
            lambda: with_batch(total=4, done=3),
        ),
        (COUNTED, "scored without being asked for", lambda: with_more(WAITS, batch_id=BATCH)),
        (EXPLAINED, "no reason", lambda: with_score(WAITS, reasons=[])),
        (
            EXPLAINED,
            "contributions that do not add up to the raw score",
            lambda: with_score(COMES_BACK, raw_score=SCORED[1].raw_score + 0.001),
        ),
        (
            EXPLAINED,
            "a reason that is not among the contributions",
            lambda: with_score(COMES_BACK, contributions={}),
        ),
        (
            EXPLAINED,
            "a probability that is not of its raw score",
            lambda: with_score(ENQUIRES, proba=SCORED[2].proba / 2),
        ),
        (
            EXPLAINED,
            "a grade of another probability",
            lambda: with_score(ENQUIRES, grade="A" if SCORED[2].proba > 0.1 else "G"),
        ),
        (EXPLAINED, "no probability, grade or decision", lambda: with_score(WAITS, decision=None)),
        (
            EXPLAINED,
            "of no model, and of no default with its reason",
            lambda: with_score(DEFAULTED, reasons=[]),
        ),
        (TRUTH, "was answered 500", lambda: with_answer(status=500)),
        (TRUTH, "was answered nothing", lambda: with_answer(status=0)),
        (TRUTH, "was not told when to come back", lambda: with_answer(status=503)),
        (TRUTH, "is of somebody else", lambda: with_answer(subject=COMES_BACK)),
        (TRUTH, "was told another proba", lambda: told_another(proba=0.5)),
        (
            TRUTH,
            "was told another scored_at",
            lambda: told_another(scored_at="2026-11-28T19:00:00+00:00"),
        ),
        (TRUTH, "was told another scored_at", lambda: told_another(scored_at=None)),
        (
            SCORABLE,
            "failed: given_up",
            lambda: with_score(COMES_BACK, status="failed", error="given_up"),
        ),
        (SCORABLE, "failed without a reason", lambda: with_score(FAILED, error=None)),
        (SCORABLE, "scored who cannot be", lambda: with_more(WAITS, client_id=FAILED)),
        (
            DEAD,
            "nobody planted this dead letter",
            lambda: replace(quiet(), letters=Counter({POISON: 1, "stray": 1})),
        ),
        (DEAD, "did not end among the dead letters", lambda: replace(quiet(), letters=Counter())),
        (
            LATEST,
            "is listed with another score than the latest",
            lambda: with_more(WAITS),
        ),
        (
            LATEST,
            "is listed with another score than the latest",
            lambda: replace(quiet(), latest={WAITS: None}),
        ),
    ],
)
def test_a_planted_fault_is_found_and_named(claim: str, said: str, plant: Plant):
    assert said in found(plant()).get(claim, [])


def test_a_fault_that_met_nobody_and_scores_that_nobody_asked_for_are_told():
    happened = [Happened("kill scorers", 1, "", met=0), Happened("crash database", 2, "")]
    tried = Run(
        happened, Counter({"people": 4}), quiet(), missing=3, asking_seconds=1, rest_seconds=1
    )
    assert [f"{one.of}: {one.fault}" for one in judge(tried)["all was tried"]] == [
        "3 scores: were not asked for in time",
        "kill scorers: met nobody",
    ]
    printed = "\n".join(lines(tried))
    assert "kill scorers: met nobody" in printed
    assert "messages sent twice" in printed
    calm = replace(tried, happened=happened[1:], missing=0)
    assert not any(judge(calm).values())
