"""What was sent to the desk and is not taken stands in the answer: no refusal costs anybody a text."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom import troubles
from newsroom.desk.sent_rows import MOST, longest_list
from newsroom.signin.again import asks_for_data
from newsroom.visitors import is_sent_by_us

#: A form's field that says who opened it (templates/admin/_typed_by.html).
TYPED_BY = "typed_by"


def of_another_person(request: HttpRequest) -> HttpResponse | None:
    """409 for a form that somebody else opened than is signed in now: nobody files another's text as theirs.

    A form that does not say whose it is, as none of the desk does, is taken for one's own.
    """
    if request.method != "POST" or request.POST.get(TYPED_BY, pk := str(request.user.pk)) == pk:
        return None
    if asks_for_data(request):
        return JsonResponse({"person": str(request.user)}, status=409)
    heading = _("Typed by somebody else")
    said = _(
        "Another person opened this form than %(who)s, who is signed in now. Nothing was saved, and nothing "
        "is lost: what was typed stands here. Let whoever typed it sign in in another tab and send it again "
        "then."
    ) % {"who": request.user}
    return _given_back(request, 409, heading, said, sign_in=f"{reverse('admin:login')}?another")


def with_too_long_a_list(request: HttpRequest) -> HttpResponse | None:
    """413 for a form with a list of more rows than are read in a moment."""
    if request.method != "POST" or (rows := longest_list(request)) <= MOST:
        return None
    if asks_for_data(request):
        return JsonResponse({}, status=413)
    heading = _("That list is too long")
    said = _(
        "A list of this form has %(rows)d rows, and at most %(most)d are taken. Nothing was saved, and "
        "nothing is lost: what you typed stands here. Go back, take some rows off, and send it then."
    ) % {"rows": rows, "most": MOST}
    return _given_back(request, 413, heading, said) or troubles.plain_page(
        413, heading=heading, sentence=said
    )


def refused(request: HttpRequest, why: PermissionDenied | Http404) -> HttpResponse | None:
    """403 or 404 with what was sent; None where nothing was, or a script asks, which keeps its own."""
    if request.method != "POST" or asks_for_data(request):
        return None
    if isinstance(why, Http404):
        heading = _("This is not here any more")
        said = _(
            "Somebody has deleted it since you opened it, so it could not be saved. Nothing that you typed "
            "is lost: it stands here. Copy it from here into a new one."
        )
        return _given_back(request, 404, heading, said, gone=True)
    heading = _("You may not do this, or not any more")
    said = str(why) or _("What you may do here has changed since you opened the page.")
    kept = _(
        "Nothing was saved, and nothing is lost: what you typed stands here. Ask an editor or the "
        "administrator for the right and send it again then; or copy it from here."
    )
    return _given_back(request, 403, heading, f"{said} {kept}")


def _given_back(
    request: HttpRequest, status: int, heading: str, sentence: str, **told: Any
) -> HttpResponse | None:
    if not is_sent_by_us(request):
        return None
    token = get_token(request)
    return troubles.given_back(
        request, status, token=token, heading=heading, sentence=sentence, shows_all=True, **told
    )
