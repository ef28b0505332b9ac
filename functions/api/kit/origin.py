"""Where a request comes from: the site's distribution, a page of the site, which viewer."""

from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from api.kit.client_address import client_address
from api.kit.keys import keyed
from core.kit.errors import ForbiddenError
from core.kit.settings import read_secret, setting

ORIGIN_HEADER = "x-origin-secret"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DIGITS_OF_ADDRESS = 16


def require_distribution(scope: Scope) -> None:
    """Lets pass what came through the distribution, which adds a secret header where one is set.

    The firewall, the security headers and the viewer's address hold only there.

    Raises:
        ForbiddenError: it was sent to the API's own host.
        UnavailableError: the secret cannot be read.
    """
    secret_id = setting("ORIGIN_SECRET_ID", "")
    if not secret_id:
        return
    told = Headers(scope=scope).get(ORIGIN_HEADER, "")
    if not compare_digest(told.encode(), read_secret(secret_id).encode()):
        raise ForbiddenError("Send this request to the site, not to the API's own host.")


def require_own_page(scope: Scope) -> None:
    """Refuses what a page of another site sends in a user's name.

    Browsers say where a request comes from and pages cannot forge it; together with the SameSite
    cookie this keeps other sites from acting for a user. No browser adds a token by itself, and
    beside a session one is refused.

    Raises:
        ForbiddenError: another site's page sent it.
    """
    headers = Headers(scope=scope)
    if headers.get("authorization", "").lower().startswith("bearer "):
        return
    origin = headers.get("sec-fetch-site", "none")
    if scope["method"] not in SAFE_METHODS and origin not in ("same-origin", "none"):
        raise ForbiddenError("Send this request from the site itself.")


def viewer(scope: Scope) -> str | None:
    """Returns the caller's address for the logs, keyed: the same one can be followed, not found."""
    if not setting("AUTHENTICATION_SECRET_ID", ""):
        return None
    return keyed("address in logs", client_address(Request(scope)))[:DIGITS_OF_ADDRESS]
