"""Browsers that an account has signed in with before: they have tries of their own (a signed cookie).

Who guesses from elsewhere cannot use those up, so guessing never shuts the owner out of their own browser.
The cookie opens nothing: it is worth tries at the password, and no more.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.models import User

COOKIE = "desk_device"
SALT = "newsroom.signin.device"
LASTS = 180 * 24 * 60 * 60
#: Colleagues who share a computer.
ACCOUNTS = 5


def known(request: HttpRequest, user: User | None) -> str:
    """The identity of this browser if this account has signed in with it; else nothing."""
    told = _read(request)
    return str(told["device"]) if user and user.pk in told["accounts"] else ""


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    told = _read(request)
    others = [pk for pk in told["accounts"] if pk != user.pk]
    response.set_cookie(
        COOKIE,
        signing.dumps({**told, "accounts": [user.pk, *others][:ACCOUNTS]}, salt=SALT),
        max_age=LASTS,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {"device": secrets.token_urlsafe(12), "accounts": []}
    return told
