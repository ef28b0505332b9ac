"""Versions of the policy: list, look at, draft, change, copy."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.kit.preconditions import IfMatch, require_match
from api.people.access import StaffActor
from api.policies.access import OwnPolicy, PolicyAuthor, ReadPolicy, known_policy
from api.policies.policy_drafting import drafted, redrafted, render
from api.policies.schemas import (
    ACTIVATION_EXAMPLE,
    SUMMARY_EXAMPLE,
    PolicyPatch,
    PolicyRequest,
    PolicyVersionResponse,
)
from core.decisions.policies import list_policies
from core.decisions.policy_records import Activation, PolicySummary
from core.decisions.policy_writing import add_draft, copy_policy, edit_draft
from core.decisions.redeciding import get_activation
from core.kit.errors import NotFoundError

router = APIRouter(prefix="/policies", tags=["policies"])

After = Annotated[
    int | None,
    Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
    PlainInteger,
]
Against = Annotated[
    int | None,
    Query(ge=1, le=LARGEST_ID, description="whose differences to tell; by default its base"),
    PlainInteger,
]


@router.get(
    "",
    operation_id="list_policies",
    responses=answers(key_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403),
)
async def get_policies(
    actor: StaffActor,
    connection: ConnectionDep,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50,
) -> KeyPage[PolicySummary]:
    """Returns versions of the policy in every state, the newest first."""
    found = list_policies(connection, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.get(
    "/{policy_id}",
    operation_id="get_policy_version",
    responses=error_responses(401, 403, 404),
)
async def get_one_policy(
    found: ReadPolicy, connection: ConnectionDep, response: Response, against: Against = None
) -> PolicyVersionResponse:
    """Returns a version: all it says, what differs from another one, and what was done with it."""
    if against is not None:
        known_policy(connection, against)
    return render(connection, found.id, response, against)


@router.post(
    "",
    operation_id="draft_policy",
    status_code=201,
    responses=error_responses(401, 403, 404, 409),
)
async def post_policy(
    body: PolicyRequest, actor: PolicyAuthor, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Drafts a policy, based on the one in force.

    A simulation is one that the simulator kept, of this very body: its figures are taken from
    there. Cut-offs lie on edges of grades unless `off_grade_edges` says that they should not.
    """
    policy_id = add_draft(connection, actor.user_id, drafted(connection, body))
    # Relative: the site's addresses begin with /api, those of the API's own host do not
    response.headers["Location"] = f"policies/{policy_id}"
    return render(connection, policy_id, response)


@router.patch(
    "/{policy_id}",
    operation_id="edit_policy",
    responses=error_responses(401, 403, 404, 409, 412),
)
async def patch_policy(
    found: OwnPolicy,
    patch: PolicyPatch,
    actor: PolicyAuthor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> PolicyVersionResponse:
    """Changes an own draft. Another body takes its simulation off; a new one bases it anew."""
    require_match(str(found.revision), if_match, "policy")
    edit_draft(connection, found, actor.user_id, redrafted(connection, found, patch))
    return render(connection, found.id, response)


@router.post(
    "/{policy_id}/copy",
    operation_id="copy_policy",
    status_code=201,
    responses=error_responses(401, 403, 404),
)
async def post_copy(
    found: OwnPolicy, actor: PolicyAuthor, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Drafts what this version says, based on the policy in force: so one rolls back to it."""
    policy_id = copy_policy(connection, actor.user_id, found)
    response.headers["Location"] = f"../{policy_id}"
    return render(connection, policy_id, response)


@router.get(
    "/{policy_id}/activation",
    operation_id="get_policy_activation",
    responses=answers(ACTIVATION_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_policy_activation(found: ReadPolicy, connection: ConnectionDep) -> Activation:
    """Returns how far the stored scores have followed this policy since it became active."""
    activation = get_activation(connection, found.id)
    if activation is None:
        raise NotFoundError("This policy has not been active.")
    return activation
