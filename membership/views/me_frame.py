"""What a member's own pages have in common: who is signed in, where a form came from, what just happened."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from membership.members import SESSION_ENDS, form_token, is_form_token, session_of
from membership.models import MemberSession
from membership.paths import MEMBER_COOKIE, MEMBERS
from membership.views.answers import SeeOther, page
from newsroom.visitors import from_our_own_page

View = Callable[..., HttpResponse]


def current_session(request: HttpRequest) -> MemberSession | None:
    key = request.COOKIES.get(MEMBER_COOKIE, "")
    return session_of(key) if key else None


def signed_in(view: View) -> View:
    """The view gets the session after the request. Whoever has none is led to the sign-in, whatever they ask.

    A POST must come from a page of ours and hold what only a page of this session could know.
    """

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = current_session(request)
        if session is None:
            return SeeOther(reverse("membership:me"))
        if request.method == "POST":
            told = request.POST.get("token", "")
            if not from_our_own_page(request) or not is_form_token(session, told):
                return me_page(request, session, "refused", {}, status=403)
        return view(request, session, *args, **kwargs)

    return inner


def me_page(
    request: HttpRequest,
    session: MemberSession | None,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """templates/membership/me/<template>.html: stored nowhere, in no index, its address told to nobody."""
    told = {
        "member": session.member if session else None,
        "token": form_token(session) if session else "",
        "done": done(signed_in=session is not None).get(request.GET.get("done", ""), ""),
        **context,
    }
    return page(request, f"membership/me/{template}.html", told, status=status)


def give_cookie(response: HttpResponse, key: str) -> None:
    """The only cookie of a reader's page: for these pages alone, out of reach of scripts and other sites."""
    response.set_cookie(
        MEMBER_COOKIE,
        key,
        max_age=SESSION_ENDS,
        path=MEMBERS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: HttpResponse) -> None:
    response.delete_cookie(MEMBER_COOKIE, path=MEMBERS, samesite="Lax")


def done(*, signed_in: bool) -> dict[str, str]:
    """What the address may say has just been done. Words of its own it cannot bring, nor what is not so."""
    if signed_in:
        return {"details": _("Your details are saved.")}
    return {"out": _("You are signed out."), "erased": _("Your data are erased, and you are signed out.")}


def gift_done() -> dict[str, str]:
    """The same of one gift."""
    return {
        "amount": _("The new amount is noted. It holds from the next payment on."),
        "day": _("The new day is noted. The next payment falls due on it, and the later ones too."),
        "pause": _("Your gift is paused."),
        "skip": _("The next payment is left out. After it the gift goes on."),
        "resume": _("Your gift goes on."),
        "stop": _("Your gift has ended. Nothing more is charged."),
    }
