"""Pages for when something is wrong. They need no database and no list of static files, and lose no text.

What somebody sent stands in the page, as a form that sends it again: by a button, and by itself where all
that was missing was a turn to write.
"""

import logging
import sys
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from newsroom.database_errors import is_busy, is_full, is_read_only, one_line
from newsroom.media import Away
from newsroom.middleware import Middleware
from newsroom.visitors import from_our_own_page

log = logging.getLogger(__name__)

#: Seconds until it is worth asking again: after a wait for a turn, and after anything else.
SOON, LATER = 3, 15
#: A text that is longer is shown; what is shorter goes along unseen.
SHORT = 60


def plain_page(status: int, **told: Any) -> HttpResponse:
    """A page for this status: 400, 401, 403, 408, 413, 500, 503 or 507. `most`: kilobytes, for 413.

    Any other status too, or another reason for one of these, if `heading` and `sentence` are told.
    """
    heading, sentence = _words(status, told.pop("most", 0), sent=bool(told.get("fields")))
    context = {
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "static": settings.STATIC_URL,
        "lang": get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
        **told,
    }
    response = HttpResponse(get_template("trouble.html").render(context), status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(told.get("again") or LATER)
    return response


def trouble(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """503 where asking again helps, 507 where the disk is full, else 500; with what was sent, if we may."""
    again = 0
    if error is not None and is_full(error):
        status = 507
    elif error is not None and (isinstance(error, Error | Away) or is_read_only(error)):
        status, again = 503, SOON if is_busy(error) else 0
    else:
        status = 500
    return given_back(request, status, again)


def given_back(request: HttpRequest, status: int, again: int = 0, **told: Any) -> HttpResponse:
    """A page for this status with what was sent in it, sent again by itself after so many seconds.

    `token`: that of the form that sends it again, if it is another than the one that was sent; `shows_all`:
    short words are shown too, for whoever copies them; `gone`: there is nothing that it could be sent to.
    """
    fields = _sent(request, SHORT if not told.pop("shows_all", False) else 0)
    for field in fields:
        if field["name"] == "csrfmiddlewaretoken":
            field["value"] = told.get("token", field["value"])
    again = again if fields and not request.FILES else 0
    path = request.get_full_path() if request is not None else "/"
    files = bool(fields and request.FILES)
    return plain_page(status, fields=fields, again=again, action=path, files=files, **told)


class TroubleMiddleware(Middleware):
    """Errors of the database, of the bucket and of a full disk are none of ours: one line in the log."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not (isinstance(exception, Error | Away) or is_full(exception) or is_read_only(exception)):
            return None
        log.error("%s %s: %s", request.method, request.path, one_line(exception))
        return trouble(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """What Django calls for an error that nobody met before (handler500)."""
    return trouble(request, sys.exc_info()[1])


def _sent(request: HttpRequest, short: int) -> list[dict[str, Any]]:
    """What was sent, to be sent again; not what came from another site, and no password."""
    if request is None or request.method != "POST":
        return []
    try:
        if not from_our_own_page(request):
            return []
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # whatever is wrong with it, it must not hide what went wrong before
        return []
    if any("password" in name for name, _value in sent):
        return []
    return [
        {"name": name, "value": value, "rows": min(12, 2 + len(value) // 70) if _is_text(value, short) else 0}
        for name, value in sent
    ]


def _is_text(value: str, short: int) -> bool:
    """Whether somebody wrote it, and would miss it; not a token, however long."""
    return "\n" in value or (len(value) > short and " " in value)


def _words(status: int, most: int, *, sent: bool) -> tuple[str, str]:
    if status == 413:
        return _("That is too long"), _(
            "This address takes at most %(most)d KB. Go back: what you typed is still there. Shorten it; or, "
            "if you work at the desk, sign in again in another tab, and send it then."
        ) % {"most": most}
    if status == 401:
        return _("You are signed out"), _(
            "Nothing is lost: what you sent stands here. Sign in in another tab, then send it again."
        ) if sent else _("Sign in, and send it then.")
    if status == 403:
        return _("Sent from an older sign-in"), _(
            "You have signed in anew since that page was opened. Nothing is lost: what you sent stands here "
            "and can be sent again."
        ) if sent else _("That page is from before you signed in. Go back, load it anew, and send it then.")
    if status in (400, 408):
        return _("That did not arrive"), _(
            "What you sent came too slowly or broke off. Go back: what you typed is still there."
        )
    if status == 507:
        return _("There is no room to save it"), _(
            "The disk of this site is full; nothing was changed. Tell the administrator, then send it again."
        )
    if status == 503 and sent:
        return _("Not saved yet"), _(
            "This has not had its turn, or the database is away. Nothing is lost: what you sent stands here "
            "and can be sent again."
        )
    if status == 503:
        return _("One moment, please"), _("The site is busy or being looked after. Try again in a minute.")
    return _("Something broke on our side"), _(
        "It is not your connection, and nothing you typed caused it. Try again in a minute."
    )
