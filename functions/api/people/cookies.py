"""The cookies of a browser: its session, and that somebody logged in from it before.

With ``COOKIE_SECURE`` they carry the prefix ``__Host-``: browsers then take them over HTTPS
and from this host only, so that no neighbouring host can plant one.
"""

from fastapi import Response

from core.kit.settings import flag

SESSION = "session"
DEVICE = "device"


def cookie_name(name: str) -> str:
    """Returns how a cookie is named here."""
    return f"__Host-{name}" if _is_secure() else name


def put_cookie(response: Response, name: str, value: str, lifetime_seconds: int) -> None:
    """Gives a cookie to the browser; scripts of the page do not see it."""
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=lifetime_seconds,
        httponly=True,
        secure=_is_secure(),
        samesite="lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Takes a cookie from the browser, which minds its prefix then, too."""
    put_cookie(response, name, "", 0)


def _is_secure() -> bool:
    return flag("COOKIE_SECURE", default=True)
