"""Inviting a person to a login, and making the login of the link.

The token stands behind the `#` of the link, so that no server and no log on the way sees it; the
database knows its hash.
"""

from sqlalchemy import Connection

from api.clients.invitation_schemas import (
    AcceptanceRequest,
    AcceptanceResponse,
    InvitationResponse,
    LinkResponse,
)
from api.people import throttle
from api.people.passwords import hash_password, hash_token, new_token, require_strong
from core.clients.invitations import accept_invitation, find_invitation, invite
from core.clients.queries import get_client
from core.clients.records import Client, Invitation
from core.journal.queries import record_event
from core.kit.errors import (
    ConflictError,
    Fault,
    InvitationExpiredError,
    InvitationUsedError,
    NotFoundError,
    TakenError,
)
from core.kit.settings import setting
from core.people.records import Actor
from core.people.rules.logins import propose_login
from core.people.rules.roles import Role
from core.people.users import add_user, find_credentials


def invite_client(connection: Connection, actor: Actor, client: Client) -> InvitationResponse:
    """Makes a link for a person without a login; the one before opens nothing any more.

    Raises:
        ConflictError: the person has a login.
    """
    if client.user_id is not None:
        raise ConflictError(
            "This client has a login already. An administrator can give a new password."
        )
    token, days = new_token(), int(setting("INVITATION_DAYS", "7"))
    expires_at = invite(
        connection, client.id, hash_token(token), invited_by=actor.user_id, days=days
    )
    _record(connection, actor.user_id, "client.invite", client.id, expires_at=expires_at)
    return InvitationResponse(token=token, expires_at=expires_at)


def read_link(connection: Connection, token: str, address: str) -> LinkResponse:
    """Tells who is invited and which login is free.

    Raises: as ``open_link``.
    """
    invitation, client = open_link(connection, token, address)
    login = _free_login(connection, client)
    return LinkResponse(first_name=client.first_name, login=login, expires_at=invitation.expires_at)


def accept_link(
    connection: Connection, request: AcceptanceRequest, address: str
) -> AcceptanceResponse:
    """Makes the login of an invited person.

    Raises: as ``open_link``, and
        WeakPasswordError: the password is easy to guess.
        TakenError: somebody else has this login.
    """
    _, client = open_link(connection, request.token, address)
    login = request.login or _free_login(connection, client)
    password = request.password.get_secret_value()
    require_strong(password, (login, client.first_name, client.last_name))
    password_hash = hash_password(password)
    _, client = _usable(connection, request.token, for_update=True)
    user_id = add_user(
        connection,
        {
            "login": login,
            "password_hash": password_hash,
            "first_name": client.first_name,
            "last_name": client.last_name,
            "role": Role.CLIENT,
        },
    )
    if user_id is None:
        advice = f"The login {login} is taken. Choose another one."
        raise TakenError([Fault("login", "taken", advice)])
    accept_invitation(connection, client.id, user_id)
    _record(connection, user_id, "client.accept_invitation", client.id, login=login)
    return AcceptanceResponse(login=login)


def open_link(connection: Connection, token: str, address: str) -> tuple[Invitation, Client]:
    """Returns the invitation behind a link, whoever tries many of which is slowed down.

    Raises:
        TooManyAttemptsError: too many links that open nothing.
        NotFoundError: there is no such link, or another one took its place.
        InvitationUsedError, InvitationExpiredError: it opens nothing any more.
    """
    counts = throttle.counts_of_address(address)
    throttle.reserve(connection, counts)
    usable = _usable(connection, token)
    throttle.settle(connection, counts)
    return usable


def _usable(
    connection: Connection, token: str, *, for_update: bool = False
) -> tuple[Invitation, Client]:
    """Returns an invitation that opens a login; ``for_update`` keeps it so until the end.

    The client's row is the lock of all that happens to a person, the link is looked at behind it.
    """
    known = find_invitation(connection, hash_token(token))
    client = get_client(connection, known.client_id, for_update=for_update) if known else None
    invitation = find_invitation(connection, hash_token(token)) if for_update else known
    if invitation is None or client is None or client.closed_at is not None:
        raise NotFoundError("This link is not valid any more. Ask your manager for a new one.")
    if invitation.is_accepted or client.user_id is not None:
        raise InvitationUsedError("This link was used already. Log in with what you chose then.")
    if invitation.is_expired:
        raise InvitationExpiredError("This link has expired. Ask your manager for a new one.")
    return invitation, client


def _free_login(connection: Connection, client: Client) -> str:
    proposal = propose_login(client.first_name, client.last_name)
    is_taken = find_credentials(connection, proposal) is not None
    return f"{proposal}.{client.id}" if is_taken else proposal


def _record(
    connection: Connection, actor_id: int, action: str, client_id: int, **values: object
) -> None:
    record_event(
        connection,
        actor_id=actor_id,
        action=action,
        subject=("clients", client_id),
        old_values={},
        new_values=values,
    )
