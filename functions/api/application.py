"""Wires the routes, the error bodies and the request boundary into one FastAPI application."""

import json
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from api import dashboard, health
from api.applications import deed_routes as application_deed_routes
from api.applications import routes as application_routes
from api.clients import handing_out_routes, invitation_routes
from api.clients import routes as client_routes
from api.decisions import (
    case_routes,
    deciding_routes,
    moving_routes,
    override_journal_routes,
    queue_routes,
    recourse_routes,
    what_if_routes,
)
from api.decisions import routes as decision_routes
from api.exports import routes as export_routes
from api.imports import directing_routes
from api.imports import routes as import_routes
from api.journal import routes as journal_routes
from api.kit.boundary import RequestBoundary
from api.kit.error_responses import add_error_handlers, error_responses
from api.kit.examples import tell_nulls
from api.kit.fields import LARGEST_ID
from api.models import comparison_routes, promotion_routes
from api.models import routes as model_routes
from api.monitoring import (
    attending_routes,
    finding_routes,
    live_routes,
    portfolio_month_routes,
    replay_routes,
    run_routes,
)
from api.notices import routes as notice_routes
from api.payments import change_routes, feed_routes
from api.payments import routes as payment_routes
from api.people import manager_routes, programs, session_routes, token_routes, user_routes
from api.people import routes as people_routes
from api.policies import policy_deed_routes, simulator_routes
from api.policies import routes as policy_routes
from api.scores import dead_letter_routes, portfolio_routes, touched_routes
from api.scores import routes as score_routes
from api.worklist import routes as worklist_routes

DESCRIPTION = """
Calibrated, explained probabilities of default.

People log in with `POST /auth/login`; the session cookie it sets authorizes everything else.
Programs send a token that an administrator made, `Authorization: Bearer ...`, and may do what its
scopes open. On the site the API is served under `/api/v1`, on its own host under `/v1`. Every error
has the same body: `error` (a stable code), `detail` and `request_id`.
"""


ROUTES = (
    health,
    people_routes,
    session_routes,
    user_routes,
    token_routes,
    manager_routes,
    dashboard,
    worklist_routes,
    handing_out_routes,
    invitation_routes,
    client_routes,
    application_routes,
    application_deed_routes,
    moving_routes,
    deciding_routes,
    queue_routes,
    case_routes,
    override_journal_routes,
    score_routes,
    portfolio_routes,
    portfolio_month_routes,
    live_routes,
    run_routes,
    finding_routes,
    attending_routes,
    touched_routes,
    replay_routes,
    payment_routes,
    feed_routes,
    change_routes,
    decision_routes,
    policy_routes,
    policy_deed_routes,
    simulator_routes,
    model_routes,
    comparison_routes,
    promotion_routes,
    what_if_routes,
    recourse_routes,
    notice_routes,
    dead_letter_routes,
    import_routes,
    export_routes,
    directing_routes,
    journal_routes,
)


def create_application() -> FastAPI:
    """Builds the application; it holds no state, so tests build their own."""
    application = FastAPI(
        title="Credit scoring",
        version="0.1.0",
        description=DESCRIPTION,
        servers=[{"url": "/api/v1", "description": "The site's own origin"}],
        root_path_in_servers=False,
        redirect_slashes=False,  # a redirect would name the API's own host
        docs_url=None,  # the stock pages load scripts from other hosts
        redoc_url=None,
        middleware=[Middleware(RequestBoundary)],
        responses=error_responses(400, 413, 422, 503),
    )
    add_error_handlers(application)
    for routes in ROUTES:
        application.include_router(routes.router)
    describe = application.openapi

    def describe_exactly() -> dict[str, Any]:
        document: dict[str, Any] = json.loads(json.dumps(describe()), parse_float=_exact)
        tell_nulls(document)
        document["components"]["securitySchemes"][programs.SCHEME] = programs.DESCRIBED
        return document

    application.openapi = describe_exactly  # type: ignore[method-assign]
    return application


def _exact(told: str) -> int | float:
    """Returns a bound as it is: as a float, which FastAPI keeps, the largest id is rounded up."""
    number = float(told)
    return min(int(number), LARGEST_ID) if number.is_integer() else number
