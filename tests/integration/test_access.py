"""Every endpoint, by every caller: one table that says who may do what."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from api.application import create_application
from core.decisions.rules.policy import first_policy
from core.kit.clock import bank_date
from core.kit.identifiers import new_id
from core.models.rules.released import released
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from tests.days import tomorrow
from tests.integration.conftest import ApiCaller, Asked
from tests.integration.makers import ANSWERS, People, Person
from tests.integration.notices.deciding import declined, objected

CALLERS = (
    "nobody",
    "the client",
    "another client",
    "the manager",
    "another manager",
    "underwriter",
    "analyst",
    "admin",
    "dismissed",
    "default",
)
ADMIN_ONLY = (401, 403, 403, 403, 403, 403, 403, 200, 403, 403)
MONITORS = (401, 403, 403, 403, 403, 403, 200, 200, 403, 403)
DECIDERS = (401, 403, 403, 403, 403, 200, 403, 200, 403, 403)
# What opens to which scope; everything else is closed to programs, and ends in 403
OPEN_TO_PROGRAMS: dict[tuple[str, str], tuple[Scope, int]] = {
    ("GET", "/clients"): (Scope.CLIENTS_READ, 200),
    ("GET", "/clients/{client_id}"): (Scope.CLIENTS_READ, 200),
    ("GET", "/clients/{client_id}/credits"): (Scope.CLIENTS_READ, 200),
    ("GET", "/clients/{client_id}/scores"): (Scope.SCORES_READ, 200),
    ("POST", "/clients/{client_id}/score"): (Scope.SCORES_WRITE, 202),
    ("POST", "/scores"): (Scope.SCORES_WRITE, 202),
    ("GET", "/scores/{score_id}"): (Scope.SCORES_READ, 200),
    ("GET", "/master-scale"): (Scope.SCORES_READ, 200),
    ("GET", "/applications"): (Scope.APPLICATIONS_READ, 200),
    ("POST", "/applications"): (Scope.APPLICATIONS_WRITE, 201),
    # It is another's, so that it is answered as one that does not exist
    ("GET", "/applications/{application_id}"): (Scope.APPLICATIONS_READ, 404),
    ("PATCH", "/applications/{application_id}"): (Scope.APPLICATIONS_WRITE, 404),
    ("POST", "/applications/{application_id}/submit"): (Scope.APPLICATIONS_WRITE, 404),
    ("POST", "/applications/{application_id}/withdraw"): (Scope.APPLICATIONS_WRITE, 404),
    ("POST", "/payments"): (Scope.PAYMENTS_WRITE, 200),
    # Its own are open to a program; what another sent is as if it were not there
    ("POST", "/imports"): (Scope.IMPORTS_WRITE, 201),
    ("GET", "/imports"): (Scope.IMPORTS_WRITE, 200),
    ("GET", "/imports/{import_id}"): (Scope.IMPORTS_WRITE, 404),
    ("GET", "/imports/{import_id}/issues"): (Scope.IMPORTS_WRITE, 404),
    ("GET", "/imports/{import_id}/files/{which}"): (Scope.IMPORTS_WRITE, 404),
    ("PUT", "/imports/{import_id}/reading"): (Scope.IMPORTS_WRITE, 404),
    ("PUT", "/imports/{import_id}/mapping"): (Scope.IMPORTS_WRITE, 404),
    ("POST", "/imports/{import_id}/confirm"): (Scope.IMPORTS_WRITE, 404),
    ("POST", "/imports/{import_id}/undo"): (Scope.IMPORTS_WRITE, 404),
    ("POST", "/imports/{import_id}/cancel"): (Scope.IMPORTS_WRITE, 404),
}
#                                         nobody  client  other   manager other  under   analyst admin  dism.  default
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "/health"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("POST", "/auth/login"): (401, 401, 401, 401, 401, 401, 401, 401, 401, 401),
    ("POST", "/auth/logout"): (204, 204, 204, 204, 204, 204, 204, 204, 204, 204),
    ("GET", "/auth/me"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    ("PUT", "/auth/password"): (401, 422, 422, 422, 422, 422, 422, 422, 403, 403),
    ("GET", "/auth/sessions"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    ("DELETE", "/auth/sessions"): (401, 204, 204, 204, 204, 204, 204, 204, 403, 403),
    ("DELETE", "/auth/sessions/{session_id}"): (
        *(401, 204, 404, 404, 404, 404, 404, 404, 403, 403),
    ),
    ("POST", "/auth/second-factor"): (401, 403, 403, 422, 422, 422, 422, 422, 403, 403),
    ("POST", "/auth/second-factor/confirm"): (401, 403, 403, 422, 422, 422, 422, 422, 403, 403),
    ("GET", "/users"): ADMIN_ONLY,
    ("POST", "/users"): (401, 403, 403, 403, 403, 403, 403, 422, 403, 403),
    ("POST", "/users/{user_id}/disable"): ADMIN_ONLY,
    ("POST", "/users/{user_id}/enable"): ADMIN_ONLY,
    ("POST", "/users/{user_id}/password"): ADMIN_ONLY,
    ("DELETE", "/users/{user_id}/second-factor"): ADMIN_ONLY,
    ("GET", "/api-tokens"): ADMIN_ONLY,
    ("POST", "/api-tokens"): (401, 403, 403, 403, 403, 403, 403, 422, 403, 403),
    ("DELETE", "/api-tokens/{token_id}"): ADMIN_ONLY,
    ("GET", "/overrides"): (401, 403, 403, 403, 403, 200, 200, 200, 403, 403),
    ("GET", "/overrides/summary"): (401, 403, 403, 403, 403, 200, 200, 200, 403, 403),
    ("GET", "/audit-events"): ADMIN_ONLY,
    ("GET", "/audit-events/chain"): ADMIN_ONLY,
    ("GET", "/dead-letters"): ADMIN_ONLY,
    ("POST", "/dead-letters/redrive"): ADMIN_ONLY,
    ("GET", "/users/{user_id}"): (401, 200, 403, 403, 403, 403, 403, 200, 403, 403),
    ("GET", "/clients"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/clients/{client_id}"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("PATCH", "/clients/{client_id}"): (401, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("PUT", "/clients/{client_id}/manager"): (*(401, 403, 403, 204, 403, 403, 403, 204, 403, 403),),
    ("POST", "/clients/hand-out"): (401, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    # The manager has closed it when the admin asks
    ("POST", "/clients/{client_id}/close"): (401, 403, 403, 200, 403, 403, 403, 409, 403, 403),
    ("POST", "/clients/{client_id}/reopen"): (401, 403, 403, 403, 403, 403, 403, 409, 403, 403),
    ("POST", "/clients/{client_id}/invitation"): (
        *(401, 403, 403, 409, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/invitations/check"): (404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("POST", "/invitations/accept"): (404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("GET", "/clients/{client_id}/credits"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/clients/{client_id}/scores"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/clients/{client_id}/score"): (401, 202, 403, 202, 202, 202, 202, 202, 403, 403),
    ("POST", "/scores"): (401, 403, 403, 202, 202, 403, 202, 202, 403, 403),
    # The score is not made yet
    ("GET", "/scores/{score_id}/passport"): (*(401, 403, 403, 409, 409, 409, 409, 409, 403, 403),),
    ("POST", "/scores/{score_id}/replay"): (*(401, 403, 403, 403, 403, 403, 409, 409, 403, 403),),
    ("GET", "/replays/night"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/replays"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/applications"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    # The client has an open one
    ("POST", "/applications"): (401, 409, 201, 201, 201, 403, 403, 201, 403, 403),
    ("GET", "/applications/{application_id}"): (
        *(401, 200, 404, 200, 200, 200, 200, 200, 403, 403),
    ),
    # What was submitted is with the lender: the applicant waits until it is given back
    ("PATCH", "/applications/{application_id}"): (
        *(401, 409, 404, 200, 403, 403, 403, 200, 403, 403),
    ),
    ("GET", "/applications/{application_id}/duplicates"): (
        *(401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ),
    ("GET", "/applications/{application_id}/events"): (
        *(401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ),
    ("POST", "/applications/{application_id}/submit"): (
        *(401, 409, 404, 422, 403, 403, 403, 422, 403, 403),
    ),
    # The first who may ends it, so the others come too late
    ("POST", "/applications/{application_id}/withdraw"): (
        *(401, 200, 404, 409, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/review"): (
        *(401, 403, 403, 200, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/return"): (
        *(401, 403, 403, 200, 403, 409, 403, 409, 403, 403),
    ),
    # The application says nothing yet
    ("POST", "/applications/{application_id}/what-if"): (
        *(401, 403, 403, 422, 403, 422, 403, 422, 403, 403),
    ),
    ("POST", "/clients/{client_id}/what-if"): (
        *(401, 403, 403, 200, 403, 200, 403, 200, 403, 403),
    ),
    ("GET", "/me/recourse"): (401, 200, 200, 403, 403, 403, 403, 403, 403, 403),
    ("GET", "/clients/{client_id}/recourse"): (
        *(401, 403, 403, 200, 403, 200, 403, 200, 403, 403),
    ),
    ("GET", "/applications/{application_id}/recourse"): (
        *(401, 422, 404, 422, 422, 422, 422, 422, 403, 403),
    ),
    # Nothing was decided of it yet
    ("GET", "/applications/{application_id}/offer"): (
        *(401, 409, 404, 409, 409, 409, 409, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/offer/accept"): (
        *(401, 409, 404, 409, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/offer/refuse"): (
        *(401, 409, 404, 409, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/book"): (
        *(401, 403, 403, 409, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/applications/{application_id}/not-taken"): (
        *(401, 403, 403, 409, 403, 403, 403, 409, 403, 403),
    ),
    # Its manager has not handed it over yet
    ("POST", "/applications/{application_id}/decisions"): (
        *(401, 403, 403, 403, 403, 409, 403, 409, 403, 403),
    ),
    ("GET", "/cases"): DECIDERS,
    ("GET", "/cases/summary"): DECIDERS,
    ("POST", "/cases/next"): DECIDERS,
    ("GET", "/cases/{application_id}"): DECIDERS,
    # The underwriter has it when the admin asks, who may only take it over
    ("POST", "/cases/{application_id}/lease"): (
        *(401, 403, 403, 403, 403, 200, 403, 409, 403, 403),
    ),
    ("DELETE", "/cases/{application_id}/lease"): (
        *(401, 403, 403, 403, 403, 204, 403, 204, 403, 403),
    ),
    ("POST", "/cases/{application_id}/assign"): DECIDERS,
    ("POST", "/cases/{application_id}/score"): (
        *(401, 403, 403, 403, 403, 409, 403, 409, 403, 403),
    ),
    ("GET", "/me/decisions"): DECIDERS,
    ("GET", "/me/decisions/summary"): DECIDERS,
    ("GET", "/scores/{score_id}"): (401, 200, 404, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/master-scale"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    # There is no such draft
    ("POST", "/simulations"): (401, 403, 403, 403, 403, 403, 404, 404, 403, 403),
    ("GET", "/policy"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/policies"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/policies"): (401, 403, 403, 403, 403, 403, 201, 403, 403, 403),
    ("GET", "/policies/{policy_id}"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    # The analyst of the table has drafted it
    ("PATCH", "/policies/{policy_id}"): (401, 403, 403, 403, 403, 403, 200, 403, 403, 403),
    ("POST", "/policies/{policy_id}/copy"): (401, 403, 403, 403, 403, 403, 201, 403, 403, 403),
    ("GET", "/policies/{policy_id}/activation"): (
        *(401, 403, 403, 404, 404, 404, 404, 404, 403, 403),
    ),
    # It says not why, and nobody has simulated it
    ("POST", "/policies/{policy_id}/request"): (
        *(401, 403, 403, 403, 403, 403, 409, 403, 403, 403),
    ),
    ("POST", "/policies/{policy_id}/emergency"): (
        *(401, 403, 403, 403, 403, 403, 409, 403, 403, 403),
    ),
    # The author does not judge it; to the admin it is in no state for it
    ("POST", "/policies/{policy_id}/approve"): (
        *(401, 403, 403, 403, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/policies/{policy_id}/confirm"): (
        *(401, 403, 403, 403, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/policies/{policy_id}/reject"): (
        *(401, 403, 403, 403, 403, 403, 403, 409, 403, 403),
    ),
    ("POST", "/policies/{policy_id}/schedule"): (
        *(401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ),
    ("POST", "/policies/{policy_id}/activate"): (
        *(401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ),
    # Once: the admin finds it withdrawn
    ("POST", "/policies/{policy_id}/withdraw"): (
        *(401, 403, 403, 403, 403, 403, 200, 409, 403, 403),
    ),
    # The bundle is the champion, and the promotion is over
    ("GET", "/models"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/models/{version}"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/models/{version}/comparison"): (401, 403, 403, 403, 403, 403, 404, 404, 403, 403),
    ("POST", "/models/{version}/comparison"): (401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ("POST", "/models/{version}/retire"): (401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ("POST", "/models/{version}/promotion"): (401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ("GET", "/promotions"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("POST", "/promotions/roll-back"): (401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ("GET", "/promotions/{promotion_id}"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("POST", "/promotions/{promotion_id}/approve"): (
        401,
        403,
        403,
        403,
        403,
        403,
        409,
        409,
        403,
        403,
    ),
    ("POST", "/promotions/{promotion_id}/confirm"): (
        401,
        403,
        403,
        403,
        403,
        403,
        409,
        409,
        403,
        403,
    ),
    ("POST", "/promotions/{promotion_id}/reject"): (
        401,
        403,
        403,
        403,
        403,
        403,
        409,
        409,
        403,
        403,
    ),
    ("POST", "/promotions/{promotion_id}/withdraw"): (
        401,
        403,
        403,
        403,
        403,
        403,
        403,
        409,
        403,
        403,
    ),
    ("GET", "/managers/{manager_id}"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/managers/{manager_id}/clients"): (
        *(401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ),
    ("GET", "/me/dashboard"): (401, 200, 200, 403, 403, 403, 403, 403, 403, 403),
    ("GET", "/me/worklist"): (401, 403, 403, 200, 200, 403, 422, 422, 403, 403),
    ("POST", "/worklist/{key}/done"): (401, 403, 403, 204, 404, 403, 403, 204, 403, 403),
    ("POST", "/worklist/{key}/snooze"): (401, 403, 403, 204, 404, 403, 403, 204, 403, 403),
    ("POST", "/worklist/{key}/undo"): (401, 403, 403, 204, 404, 403, 403, 204, 403, 403),
    ("POST", "/portfolio/scores"): (
        *(401, 403, 403, 202, 403, 403, 409, 409, 403, 403),  # it runs by then
    ),
    ("GET", "/portfolio/scores/{batch_id}"): (*(401, 403, 403, 200, 404, 404, 200, 200, 403, 403),),
    ("GET", "/portfolio/scores/{batch_id}/changes"): (
        *(401, 403, 403, 200, 404, 404, 200, 200, 403, 403),
    ),
    ("POST", "/portfolio/scores/{batch_id}/cancel"): (
        *(401, 403, 403, 200, 404, 404, 409, 409, 403, 403),  # it is cancelled by then
    ),
    ("GET", "/portfolio/summary"): MONITORS,
    ("GET", "/portfolio/migration"): MONITORS,
    ("GET", "/portfolio/vintages"): MONITORS,
    ("GET", "/portfolio/clients"): MONITORS,
    ("GET", "/portfolio/live"): MONITORS,
    ("GET", "/monitoring/runs"): MONITORS,
    ("GET", "/monitoring/runs/{run_id}"): MONITORS,
    # One is open when the admin asks
    ("POST", "/monitoring/runs"): (401, 403, 403, 403, 403, 403, 202, 409, 403, 403),
    ("GET", "/monitoring/stability"): MONITORS,
    ("GET", "/monitoring/outcomes"): MONITORS,
    ("GET", "/monitoring/fairness"): MONITORS,
    ("GET", "/monitoring/verdicts"): MONITORS,
    ("PATCH", "/monitoring/verdicts/{verdict_id}"): MONITORS,
    ("GET", "/monitoring/verdicts/{verdict_id}/events"): MONITORS,
    ("GET", "/monitoring/alerts"): MONITORS,
    ("PATCH", "/monitoring/alerts/{alert_id}"): MONITORS,
    ("GET", "/monitoring/alerts/{alert_id}/events"): MONITORS,
    ("GET", "/portfolio/touched"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("POST", "/portfolio/touched"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/payment-months"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/payment-months/{month}"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/payment-months/{month}/{kind}"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/payment-months/{month}/recount"): (
        *(401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ),
    ("POST", "/payment-months/{month}/close"): (
        *(401, 403, 403, 403, 403, 403, 422, 422, 403, 403),
    ),
    ("POST", "/payment-months/{month}/confirm"): (
        *(401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ),
    ("POST", "/payment-months/{month}/reopen"): (
        *(401, 403, 403, 403, 403, 403, 409, 409, 403, 403),
    ),
    ("POST", "/payments"): (401, 403, 403, 403, 403, 403, 200, 200, 403, 403),
    ("GET", "/me/changes"): (401, 403, 403, 200, 200, 403, 403, 403, 403, 403),
    ("GET", "/managers"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/managers/{manager_id}/dismiss"): (
        *(401, 403, 403, 403, 403, 403, 403, 200, 403, 403),
    ),
    ("POST", "/imports"): (401, 403, 403, 201, 201, 403, 201, 201, 403, 403),
    ("GET", "/imports"): (401, 403, 403, 200, 200, 403, 200, 200, 403, 403),
    ("GET", "/imports/{import_id}"): (401, 403, 403, 200, 404, 403, 404, 200, 403, 403),
    ("GET", "/imports/{import_id}/issues"): (401, 403, 403, 200, 404, 403, 404, 200, 403, 403),
    ("GET", "/imports/{import_id}/files/{which}"): (
        *(401, 403, 403, 200, 404, 403, 404, 200, 403, 403),
    ),
    ("PUT", "/imports/{import_id}/reading"): (401, 403, 403, 200, 404, 403, 404, 409, 403, 403),
    ("PUT", "/imports/{import_id}/mapping"): (401, 403, 403, 200, 404, 403, 404, 200, 403, 403),
    # Not in a state for it
    ("POST", "/imports/{import_id}/confirm"): (401, 403, 403, 409, 404, 403, 404, 409, 403, 403),
    ("POST", "/imports/{import_id}/undo"): (401, 403, 403, 409, 404, 403, 404, 409, 403, 403),
    ("POST", "/exports"): (401, 403, 403, 202, 202, 202, 202, 202, 403, 403),
    ("GET", "/exports/{export_id}"): (401, 403, 403, 200, 404, 404, 404, 200, 403, 403),
    # Nobody has made it yet
    ("GET", "/exports/{export_id}/file"): (401, 403, 403, 404, 404, 404, 404, 404, 403, 403),
    ("GET", "/notices"): (401, 200, 200, 200, 200, 200, 403, 200, 403, 403),
    ("GET", "/notices/{notice_id}"): (401, 200, 404, 200, 404, 200, 403, 200, 403, 403),
    # It is written already, and was not sent
    ("POST", "/notices/{notice_id}/produce"): (
        *(401, 403, 403, 409, 404, 409, 403, 409, 403, 403),
    ),
    ("POST", "/notices/{notice_id}/send"): (401, 403, 403, 200, 404, 409, 403, 409, 403, 403),
    ("POST", "/notices/{notice_id}/deliver"): (
        *(401, 403, 403, 409, 404, 409, 403, 409, 403, 403),
    ),
    ("POST", "/notices/{notice_id}/return"): (401, 403, 403, 409, 404, 409, 403, 409, 403, 403),
    # Once: the others find it under review
    ("POST", "/notices/{notice_id}/objections"): (
        *(401, 201, 404, 409, 404, 403, 403, 403, 403, 403),
    ),
    ("GET", "/objections"): (401, 403, 403, 403, 403, 200, 403, 200, 403, 403),
    # Once: the admin finds it answered
    ("POST", "/objections/{objection_id}/uphold"): (
        *(401, 403, 403, 403, 403, 200, 403, 409, 403, 403),
    ),
    # Once: the second finds it cancelled
    ("POST", "/imports/{import_id}/cancel"): (401, 403, 403, 200, 404, 403, 404, 409, 403, 403),
}
TOKEN = "t" * 43
# Those whose values depend on the day are filled in when they are asked for
TOMORROW, TOMORROW_MORNING = "tomorrow", "tomorrow morning"
BODIES: dict[tuple[str, str], object] = {
    ("PATCH", "/clients/{client_id}"): {"cnt_fam_members": 4},
    ("POST", "/portfolio/scores"): {"manager_id": "the manager's"},
    ("POST", "/simulations"): {"candidate": {"policy_id": 2**62}},
    ("POST", "/payments"): {"rows": [{"contract": "unknown", "month": "2026-10"}]},
    ("POST", "/payment-months/{month}/reopen"): {"reason": "a test"},
    ("POST", "/worklist/{key}/snooze"): {"until": TOMORROW},
    ("POST", "/imports"): "a new file",
    ("POST", "/monitoring/runs"): {},
    ("PATCH", "/monitoring/verdicts/{verdict_id}"): {"take": True},
    ("PATCH", "/monitoring/alerts/{alert_id}"): {"state": "acknowledged"},
    ("POST", "/exports"): {"kind": "clients", "format": "csv"},
    ("POST", "/notices/{notice_id}/send"): {"channel": "post"},
    ("POST", "/notices/{notice_id}/deliver"): {"evidence": "A signature."},
    ("POST", "/notices/{notice_id}/return"): {"reason": "The address is not known."},
    ("POST", "/notices/{notice_id}/objections"): {"text": "I have repaid that credit."},
    ("POST", "/objections/{objection_id}/uphold"): {"answer": "It is on record as open."},
    ("PUT", "/imports/{import_id}/mapping"): {"columns": [{"column": 0, "field": "external_id"}]},
    ("POST", "/imports/{import_id}/confirm"): {"rows": 1},
    ("PUT", "/imports/{import_id}/reading"): {"encoding": "cp1251"},
    ("PUT", "/clients/{client_id}/manager"): {"manager_id": "the manager's"},
    ("POST", "/clients/hand-out"): {
        "client_ids": ["the client's"],
        "manager_ids": ["the manager's"],
    },
    ("POST", "/clients/{client_id}/close"): {"reason": "repaid"},
    ("POST", "/invitations/check"): {"token": TOKEN},
    ("POST", "/invitations/accept"): {"token": TOKEN, "password": "seven unrelated words"},
    ("POST", "/scores"): {
        "answers": {
            **ANSWERS,
            "born_on": "1991-04-20",
            "employed_since": None,
            "occupation_type": None,
        }
    },
    ("POST", "/policies"): {"body": first_policy().body},
    ("PATCH", "/policies/{policy_id}"): {"justification": "A test."},
    ("POST", "/policies/{policy_id}/approve"): {"sha256": "0" * 64},
    ("POST", "/policies/{policy_id}/confirm"): {"sha256": "0" * 64},
    ("POST", "/policies/{policy_id}/reject"): {"reason": "A test."},
    ("POST", "/policies/{policy_id}/schedule"): {"effective_from": TOMORROW_MORNING},
    ("POST", "/models/{version}/comparison"): {},
    ("POST", "/models/{version}/promotion"): {"comparison_id": 1, "justification": "A test."},
    ("POST", "/promotions/roll-back"): {"reason": "A test."},
    ("POST", "/promotions/{promotion_id}/approve"): {"sha256": "0" * 64},
    ("POST", "/promotions/{promotion_id}/reject"): {"reason": "A test."},
    ("POST", "/applications"): {},
    ("POST", "/applications/{application_id}/what-if"): {},
    ("POST", "/clients/{client_id}/what-if"): {},
    ("PATCH", "/applications/{application_id}"): {"wanted": {"term_months": 12}},
    ("POST", "/applications/{application_id}/submit"): {},
    ("POST", "/applications/{application_id}/book"): {},
    ("POST", "/applications/{application_id}/return"): {"reason": "A proof of income is missing."},
}


def filled(body: object, ids: dict[str, object]) -> object:
    """Puts the ids of the world, and days, where a body speaks of its people and of days."""
    known = {
        "the manager's": ids["manager_id"],
        "the client's": ids["client_id"],
        TOMORROW: str(tomorrow()),
        TOMORROW_MORNING: f"{tomorrow()}T06:00:00Z",
    }
    if isinstance(body, dict):
        return {name: filled(value, ids) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, ids) for value in body]
    return known.get(body, body) if isinstance(body, str) else body


def new_file() -> dict[str, object]:
    """What announces a file that nobody has sent."""
    sha256 = uuid4().hex * 2
    return {"kind": "credits", "file_name": "a.csv", "size_bytes": 1, "sha256": sha256}


@dataclass
class World:
    """One manager with one client and one score, and everybody else."""

    callers: dict[str, Person | None]
    ids: dict[str, object]


def work_of(manager: Person, api: ApiCaller) -> str:
    """The key of the only row of a manager's work."""
    groups = api("GET", "/me/worklist", token=manager.token).body["groups"]
    [item] = [item for group in groups for item in group["items"]]
    return str(item["key"])


@pytest.fixture
def world(people: People, api: ApiCaller, asked_scorer: Asked) -> World:
    manager, other = people.manager(), people.manager()
    client = people.client(manager)
    callers = {
        "nobody": None,
        "the client": client,
        "another client": people.client(other),
        "the manager": manager,
        "another manager": other,
        **{role: people.user(Role(role)) for role in CALLERS[5:]},
    }
    _, notice_id = declined(people, client, manager)
    api("POST", f"/notices/{notice_id}/produce", token=people.user(Role.UNDERWRITER).token)
    ids = {
        "notice_id": notice_id,
        "objection_id": objected(people, api, client, manager),
        "user_id": client.user_id,
        "client_id": client.client_id,
        "manager_id": manager.manager_id,
        "score_id": people.pending_score(client),
        "application_id": people.in_queue(people.application(client, manager)),
        "batch_id": people.batch(manager),
        "token_id": people.program()[0],
        "session_id": people.session_id(client),
        "month": f"{bank_date():%Y-%m}",
        "kind": "missing",
        "key": work_of(manager, api),
        "import_id": people.file(manager),
        "export_id": people.export(manager),
        "run_id": people.monitor_run(),
        "verdict_id": people.verdict(),
        "alert_id": people.alert(),
        "which": "original",
        "policy_id": people.policy(callers["analyst"]),
        "version": released().name.version,
        "promotion_id": people.promotion(people.user(Role.ANALYST)),
    }
    return World(callers, ids)


@pytest.mark.parametrize("endpoint", TABLE, ids=" ".join)
def test_what_a_token_opens(
    endpoint: tuple[str, str], world: World, people: People, api: ApiCaller
) -> None:
    method, path = endpoint
    of_nobody = TABLE[endpoint][0]  # who is not asked is answered as anybody
    closed = 403 if of_nobody == 401 and path != "/auth/login" else of_nobody
    scope, expected = OPEN_TO_PROGRAMS.get(endpoint, (None, closed))
    others = tuple(one for one in Scope if one != scope)
    answers = {}
    for scopes in (tuple(Scope), others):
        body = filled(BODIES.get(endpoint), world.ids)
        if body == "a new file":
            body = new_file()
        if path == "/auth/login":
            body = {"login": f"nobody {len(scopes)}", "password": "wrong"}
        _, token = people.program(*scopes)
        answer = api(method, path.format(**world.ids), body, authorization=f"Bearer {token}")
        answers[scopes] = (answer.status, answer.body)
    assert answers[tuple(Scope)][0] == expected
    if scope is not None:
        status, body = answers[others]
        assert (status, body["error"]) == (403, "insufficient_scope")
        assert scope in body["detail"]


@pytest.mark.parametrize("endpoint", TABLE, ids=" ".join)
def test_who_may_do_what(endpoint: tuple[str, str], world: World, api: ApiCaller) -> None:
    method, path = endpoint
    answers = {}
    for caller, person in world.callers.items():
        body = filled(BODIES.get(endpoint), world.ids)
        if body == "a new file":
            body = new_file()
        if path == "/auth/login":  # one login tried ten times would be slowed down
            body = {"login": f"nobody {caller}", "password": "wrong"}
        answer = api(
            method,
            path.format(**world.ids),
            body,
            token=person.token if person else None,
            x_forwarded_for=f"{caller}, 64.252.70.11",
        )
        answers[caller] = answer.status
        if answer.status >= 400:
            assert set(answer.body) == {"error", "detail", "request_id"}
    assert answers == dict(zip(CALLERS, TABLE[endpoint], strict=True))


STRANGERS = ("another client", "another manager", "underwriter")


@pytest.mark.parametrize(
    "path", ["/scores/{}", "/portfolio/scores/{}", "/portfolio/scores/{}/changes"]
)
def test_what_is_somebody_elses_is_answered_as_what_does_not_exist(
    path: str, world: World, api: ApiCaller
) -> None:
    known = world.ids["score_id" if path.startswith("/scores") else "batch_id"]
    for caller in STRANGERS:
        person = world.callers[caller]
        token = person.token if person else None
        answers = [api("GET", path.format(id_), token=token) for id_ in (known, new_id())]
        if answers[0].status != 200:
            assert answers[0].body == answers[1].body
            assert {answer.status for answer in answers} <= {403, 404}


@pytest.mark.parametrize("body", [None, {}])
def test_only_who_sees_all_rescores_all(body: object, world: World, api: ApiCaller) -> None:
    statuses = {}
    for caller, person in world.callers.items():
        token = person.token if person else None
        statuses[caller] = api("POST", "/portfolio/scores", body, token=token).status
    # While it runs for the one, the other is told so
    assert {caller: status for caller, status in statuses.items() if status in {202, 409}} == {
        "analyst": 202,
        "admin": 409,
    }


def test_a_manager_without_record_edits_no_client_of_nobody(people: People, api: ApiCaller) -> None:
    client, unrecorded = people.client(), people.user(Role.MANAGER)
    path = f"/clients/{client.client_id}"
    assert api("PATCH", path, {"cnt_children": 2}, token=unrecorded.token).status == 403


def test_the_table_names_every_endpoint() -> None:
    paths = create_application().openapi()["paths"]
    assert set(TABLE) == {
        (method.upper(), path) for path, operations in paths.items() for method in operations
    }
