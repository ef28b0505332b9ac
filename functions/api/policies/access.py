"""Who may do what with versions of the policy.

Who wrote one never approves it; the core looks at that, and the database.

| rule | who |
| --- | --- |
| ``StaffActor`` | reads all of them |
| ``PolicyAuthor`` | analyst |
| ``PolicyJudge`` | analyst, admin |
| ``ReadPolicy`` | the version, to staff |
| ``OwnPolicy`` | the version, to analysts; no version changes until the end |
| ``JudgedPolicy`` | the version, to analysts and admins; no version changes until the end |
"""

from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.people.access import CurrentActor, StaffActor, require
from core.decisions.policies import get_policy
from core.decisions.policy_records import PolicyVersion
from core.kit.errors import NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role


async def policy_author(actor: CurrentActor) -> Actor:
    """Analysts."""
    require(actor.role is Role.ANALYST, "Only analysts draft policies.")
    return actor


async def policy_judge(actor: CurrentActor) -> Actor:
    """Analysts and admins."""
    judges = {Role.ANALYST, Role.ADMIN}
    require(actor.role in judges, "Only analysts and admins decide on policies.")
    return actor


PolicyAuthor = Annotated[Actor, Depends(policy_author)]
PolicyJudge = Annotated[Actor, Depends(policy_judge)]


def known_policy(connection: Connection, policy_id: int, *, lock: bool = False) -> PolicyVersion:
    """Returns a version.

    Raises:
        NotFoundError: there is none such.
    """
    policy = get_policy(connection, policy_id, for_update=lock)
    if policy is None:
        raise NotFoundError(f"There is no policy {policy_id}.")
    return policy


async def read_policy(policy_id: Id, actor: StaffActor, connection: ConnectionDep) -> PolicyVersion:
    """Staff."""
    return known_policy(connection, policy_id)


async def own_policy(
    policy_id: Id, actor: PolicyAuthor, connection: TransactionDep
) -> PolicyVersion:
    """Analysts."""
    return known_policy(connection, policy_id, lock=True)


async def judged_policy(
    policy_id: Id, actor: PolicyJudge, connection: TransactionDep
) -> PolicyVersion:
    """Analysts and admins."""
    return known_policy(connection, policy_id, lock=True)


ReadPolicy = Annotated[PolicyVersion, Depends(read_policy)]
OwnPolicy = Annotated[PolicyVersion, Depends(own_policy)]
JudgedPolicy = Annotated[PolicyVersion, Depends(judged_policy)]
