"""Finds what a person can do: every course is scored by the model in force, all in one question."""

from dataclasses import asdict, replace

from sqlalchemy import Connection

from api.decisions.recourse_schemas import ProposalResponse, RecourseResponse
from api.decisions.what_if import spoken_of
from api.decisions.what_if_known import Known
from api.kit.telemetry import measured
from core.decisions.rules.outlook import look
from core.decisions.rules.recourse import Case, courses, propose
from core.kit.database import begin
from core.kit.settings import setting
from core.models.in_force import versions_in_force
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.scores.rules.trials import Trial
from core.scores.trying import try_people


def find_recourse(connection: Connection, actor: Actor, known: Known) -> RecourseResponse:
    """Returns what somebody can do to be recommended something better.

    Raises:
        ImpossibleFeaturesError, ImpossibleHistoryError: what is on record cannot be scored.
        TooManyRequestsError: the actor has asked too often within the hour.
        UnavailableError: the scorer is away.
    """
    found = courses(known.situation)
    people = [replace(known, situation=course.situation).to_person() for course in found]
    with begin(connection):
        limit = int(setting("RECOURSES_PER_HOUR", "120"))
        count_request(connection, actor.user_id, Deed.RECOURSE, limit)
    versions = versions_in_force(connection)
    policy = versions.policy
    trial = Trial(bundle=versions.champion, policy=asdict(policy), people=people, explain=False)
    with measured("TrialLatency"):
        answer = try_people(trial)
    told = [(course, spoken_of(score)) for course, score in zip(found, answer.scores, strict=True)]
    case = Case(policy, known.answers, known.wanted)
    present = look(policy, known.answers, known.situation, known.wanted, told[0][1])
    overdue = {credit.id: credit.overdue_rub for credit in known.situation.credits}
    return RecourseResponse(
        as_of=known.situation.as_of,
        decision=present.decision,
        proposals=[ProposalResponse.of(one, overdue) for one in propose(case, told)],
        model_version=answer.model_version,
        policy_version=policy.version,
    )
