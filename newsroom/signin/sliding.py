"""A sign-in lasts while somebody works at the desk: IDLE after what they did last, ENDS at the latest."""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.middleware import Middleware

#: A working week, with the nights between: a session that was taken along ends by itself.
ENDS = timedelta(days=7)
#: The row is written at most so often.
RENEWED = timedelta(minutes=10)
#: What a page asks by itself is no work: it says so with this header.
BY_ITSELF = "Asked-By-Itself"
BEGAN, LAST = "desk_began", "desk_last"


class SlidingMiddleware(Middleware):
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/admin/") and BY_ITSELF not in request.headers:
            renew(request)
        return response


def begin(request: HttpRequest, **_signal: object) -> None:
    """Somebody has signed in (receiver of `user_logged_in`)."""
    request.session[BEGAN] = int(time.time())
    _lengthen(request)


def renew(request: HttpRequest) -> None:
    last = request.session.get(LAST, 0)
    if last <= time.time() - RENEWED.total_seconds() and request.user.is_authenticated:
        _lengthen(request)


def _lengthen(request: HttpRequest) -> None:
    session, now = request.session, int(time.time())
    began = session.setdefault(BEGAN, now)
    session[LAST] = now
    ends = min(now + settings.SESSION_COOKIE_AGE, began + int(ENDS.total_seconds()))
    # A moment and no length, which would begin anew with whatever else is kept in the session.
    session.set_expiry(datetime.fromtimestamp(ends, UTC))
