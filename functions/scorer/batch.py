"""Loads, scores and records one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

from core.clients.rules.history import check_months
from core.clients.rules.questionnaire import Features, build_features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import Policy, active_policy
from core.decisions.rules.standing import standing_of
from core.kit.clock import bank_date
from core.kit.database import connect
from core.kit.errors import ApplicationError
from core.scores.recording import load_pending, record_challengers, record_scores
from core.scores.records import PendingScore, ScoreRecord
from core.scores.rules.champion import champion
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.messages import ScoringMessage
from core.scores.rules.vocabulary import Direction, ModelName, ScoreStatus
from model.bundle_reader import BundleError
from model.challengers import Challenger, load_challengers
from model.scorecard import Scorecard
from model.scoring import Applicant, ScoredClient, ScoringModel, load_model


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes:
        done: scores recorded with a probability.
        failed: scores recorded as failed, with their error.
        duplicates: scores asked for again after they were recorded; nothing was changed.
        unknown: ids of the messages that name a score which does not exist.
        correlation_ids: of the requests behind the messages.
        challenger_fault: why no challenger's probability was recorded; None if nothing failed.
    """

    done: int
    failed: int
    duplicates: int
    unknown: list[str]
    correlation_ids: list[str]
    challenger_fault: str | None


@cache
def scoring_model() -> ScoringModel:
    """The champion: loaded and verified once an execution environment.

    Raises:
        BundleError: it is damaged, or another one than everybody else takes for the champion.
    """
    model = load_model()
    if (model.version, model.sha256) != (champion().version, champion().sha256):
        raise BundleError(
            f"The bundle is {model.version}; champion.json names another. Train again."
        )
    return model


@cache
def challengers() -> list[Challenger | Scorecard]:
    """Those who score in the shadow, loaded when the first score is recorded."""
    return load_challengers()


def score_messages(messages: Mapping[str, ScoringMessage]) -> Outcome:
    """Scores all that the messages (by message id) ask for, once.

    Raises:
        UnavailableError: the database is away; nothing was recorded.
    """
    asked = {score_id for message in messages.values() for score_id in message.score_ids}
    as_of = bank_date()
    with connect() as connection:
        pending, known = load_pending(connection, sorted(asked), as_of)
        records = make_records(Scorer(scoring_model(), active_policy(), as_of), pending)
        recorded = record_scores(connection, records)
        fault = challenge(connection, records)
    return Outcome(
        done=recorded[ScoreStatus.DONE],
        failed=recorded[ScoreStatus.FAILED],
        duplicates=len(known) - recorded.total(),
        unknown=[
            key for key, message in messages.items() if not known.issuperset(message.score_ids)
        ],
        correlation_ids=sorted({message.correlation_id for message in messages.values()}),
        challenger_fault=fault,
    )


def challenge(connection: Connection, records: Sequence[ScoreRecord]) -> str | None:
    """Has the challengers score what the champion has just recorded; returns what went wrong.

    It comes after the champion's record and swallows every fault, so that nobody waits for a
    challenger or loses a score to it.
    """
    try:
        done = [record for record in records if record.model is not None]
        probas: dict[str, dict[str, float]] = {}
        for one in challengers() if done else []:
            results = one.score([record.features or {} for record in done])
            for record, proba in zip(done, results, strict=True):
                if proba is not None:
                    probas.setdefault(record.id, {})[one.name] = proba
        if probas:
            record_challengers(connection, probas)
    except Exception as error:  # noqa: BLE001 - whatever a challenger does, the score stands
        return f"{type(error).__name__}: {error}"
    return None


@dataclass(frozen=True)
class Case:
    """A score that can be made: what the model may look at, and the hard rules that fired."""

    score: PendingScore
    applicant: Applicant
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Scorer:
    """What one batch is scored by: no batch mixes models, policies or dates."""

    model: ScoringModel
    policy: Policy
    as_of: date

    def case(self, score: PendingScore) -> Case:
        """Returns what is known of a client on the date of scoring.

        Raises:
            ImpossibleFeaturesError, ImpossibleHistoryError: answers or months cannot be.
        """
        features = build_features(score.answers, self.as_of)
        credits = tuple(check_months(months, self.as_of) for months in score.credits)
        rules = self.policy.rules_met(standing_of(credits, self.as_of))
        return Case(score, Applicant(features, credits), rules)

    def failed(self, score: PendingScore, error: str) -> ScoreRecord:
        """Returns the record of a score that cannot be made."""
        return ScoreRecord(str(score.id), ScoreStatus.FAILED, self.as_of, error=error)

    def defaulted(self, case: Case) -> ScoreRecord:
        """Returns the record of who has defaulted: a fact, and no model's word."""
        return self._done(case, 1.0, DEFAULT_GRADE, [], case.applicant.features)

    def scored(self, case: Case, result: ScoredClient) -> ScoreRecord:
        """Returns the record of what the model said, and what the rules made of it."""
        told = result.model is not ModelName.SEGMENT
        return self._done(
            case,
            result.proba,
            grade_of(result.proba) if told else UNKNOWN_GRADE,
            [vars(reason) for reason in result.reasons],
            result.features,
            model=result.model,
            model_version=self.model.version,
            model_sha256=self.model.sha256,
        )

    def _done(
        self,
        case: Case,
        proba: float,
        grade: str,
        reasons: list[dict[str, Any]],
        features: Features,
        **of_model: str,
    ) -> ScoreRecord:
        return ScoreRecord(
            id=str(case.score.id),
            status=ScoreStatus.DONE,
            as_of=self.as_of,
            proba=proba,
            grade=grade,
            decision=self.policy.decide(proba, case.rules),
            reasons=[*(_reason_of(rule) for rule in case.rules), *reasons],
            features=features,
            policy_version=self.policy.version,
            policy_sha256=self.policy.sha256,
            **of_model,
        )


def _reason_of(rule: Rule) -> dict[str, Any]:
    return {"code": rule, "direction": Direction.RAISES_RISK, "contribution": None}


def make_records(scorer: Scorer, pending: Sequence[PendingScore]) -> list[ScoreRecord]:
    """Scores in one vectorised call; what is impossible fails its own score and no other."""
    records: list[ScoreRecord] = []
    cases: list[Case] = []
    for score in pending:
        try:
            case = scorer.case(score)
        except ApplicationError as error:
            records.append(scorer.failed(score, f"{error.code}: {'; '.join(error.detail)}"))
            continue
        if DEFAULT_RULES.intersection(case.rules):
            records.append(scorer.defaulted(case))
        else:
            cases.append(case)
    if cases:
        results = scorer.model.score([case.applicant for case in cases])
        records += [
            scorer.scored(case, result) for case, result in zip(cases, results, strict=True)
        ]
    return records
