"""Makes the records of a batch: one vectorised call, and what is impossible fails alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from traceback import walk_tb
from typing import Any
from uuid import UUID

from core.clients.rules.history import check_months
from core.clients.rules.questionnaire import Features, build_features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import Policy
from core.decisions.rules.standing import standing_of
from core.kit.errors import ApplicationError, ImpossibleFeaturesError
from core.kit.versions import hash_content
from core.scores.batch_records import PendingScore, ScoreRecord
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.vocabulary import Direction, ModelName, ScoreStatus
from model.scoring import Applicant, ScoredClient, ScoringModel

_OURS = ("core.", "model.", "scorer.")


class NoProbabilityError(ValueError):
    """A model gave what is no probability, such as NaN."""


@dataclass(frozen=True)
class Case:
    """A score that can be made: what the model may look at, and the hard rules that fired."""

    score: PendingScore
    applicant: Applicant
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Scorer:
    """What one batch is scored by: no batch mixes models or policies.

    Attributes:
        as_of: the date of scoring, where a score names none of its own.
        provenance_id: what its scores come of; None where they are not recorded.
    """

    model: ScoringModel
    policy: Policy
    as_of: date
    provenance_id: int | None = None

    def case(self, score: PendingScore) -> Case:
        """Returns what is known of a client on the date of scoring.

        Raises:
            ImpossibleFeaturesError, ImpossibleHistoryError: answers or months cannot be.
        """
        if score.answers is None:
            raise ImpossibleFeaturesError(["the client is not on record any more"])
        features = build_features(score.answers, score.as_of)
        credits = tuple(check_months(months, score.as_of) for months in score.credits)
        rules = self.policy.rules_met(standing_of(credits, score.as_of))
        return Case(score, Applicant(features, credits), rules)

    def failed(self, score_id: UUID, error: Exception) -> ScoreRecord:
        """Returns the record of a score that cannot be made, and why."""
        return ScoreRecord(
            str(score_id), ScoreStatus.FAILED, self.as_of, error=describe_fault(error)
        )

    def defaulted(self, case: Case) -> ScoreRecord:
        """Returns the record of who has defaulted: a fact, and no model's word."""
        return self._done(case, 1.0, DEFAULT_GRADE, [], case.applicant.features)

    def scored(self, case: Case, result: ScoredClient) -> ScoreRecord:
        """Returns the record of what the model said, and what the rules made of it.

        Raises:
            NoProbabilityError: the model said nothing that can be recorded.
        """
        if not 0 < result.proba < 1:
            raise NoProbabilityError
        told = result.model is not ModelName.SEGMENT
        return self._done(
            case,
            result.proba,
            grade_of(result.proba) if told else UNKNOWN_GRADE,
            [vars(reason) for reason in result.reasons],
            result.features,
            contributions=dict(result.contributions) or None,
            model=result.model,
            raw_score=result.raw_score,
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
        **of_model: Any,
    ) -> ScoreRecord:
        told = [*(_reason_of(rule) for rule in case.rules), *reasons]
        return ScoreRecord(
            id=str(case.score.id),
            status=ScoreStatus.DONE,
            as_of=case.score.as_of,
            proba=proba,
            grade=grade,
            decision=self.policy.decide(proba, case.rules),
            reasons=told,
            features=features,
            policy_version=self.policy.version,
            policy_sha256=self.policy.sha256,
            provenance_id=self.provenance_id,
            features_sha256=f"\\x{hash_content(features)}",
            reasons_sha256=f"\\x{hash_content(told)}",
            **of_model,
        )


def _reason_of(rule: Rule) -> dict[str, Any]:
    return {"code": rule, "direction": Direction.RAISES_RISK, "contribution": None}


def describe_fault(error: Exception) -> str:
    """Says why a score cannot be made, without a value of the client's.

    The text of an unexpected exception may hold what it stumbled over, so its place is named.
    """
    if isinstance(error, ApplicationError):
        detail = [error.detail] if isinstance(error.detail, str) else error.detail
        return f"{error.code}: {'; '.join(detail)}"
    places = [
        f"{module}, line {line}"
        for frame, line in walk_tb(error.__traceback__)
        if (module := frame.f_globals["__name__"]).startswith(_OURS)
    ]
    return f"not_scorable: {type(error).__name__} in {places[-1]}. Report it with the score's id."


def make_records(scorer: Scorer, pending: Sequence[PendingScore]) -> list[ScoreRecord]:
    """Scores in one vectorised call; what is impossible fails its own score and no other.

    Raises:
        Exception: of a score that no check foresaw; nobody knows which.
    """
    records: list[ScoreRecord] = []
    cases: list[Case] = []
    for score in pending:
        try:
            case = scorer.case(score)
        except ApplicationError as error:
            records.append(scorer.failed(score.id, error))
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


@dataclass
class Made:
    """The records of all, and id -> error of those that no check foresaw."""

    records: list[ScoreRecord] = field(default_factory=list)
    not_scorable: dict[str, str] = field(default_factory=dict)


def make_all(scorer: Scorer, pending: Sequence[PendingScore]) -> Made:
    """Scores all at once; where that raises, in halves, so that what is bad fails alone."""
    if not pending:
        return Made()
    try:
        return Made(make_records(scorer, pending))
    except Exception as error:  # noqa: BLE001 - whatever a score does, its neighbours stand
        if len(pending) == 1:
            record = scorer.failed(pending[0].id, error)
            return Made([record], {record.id: record.error or ""})
    middle = len(pending) // 2
    first, second = make_all(scorer, pending[:middle]), make_all(scorer, pending[middle:])
    return Made(first.records + second.records, first.not_scorable | second.not_scorable)
