"""A member's own page: the way in by an e-mailed code, what they give, the way out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from membership import giving, members
from membership.forms.member import AskForm, CodeForm
from membership.models import Donation, Member, MemberSession, Receipt, Status
from membership.tokens.supporter_token import token
from membership.views.answers import SeeOther
from membership.views.me_frame import current_session, give_cookie, me_page, signed_in, take_cookie
from newsroom.methods import takes
from newsroom.visitors import from_our_own_page, sent_from


# No cookie before the sign-in, so no csrftoken: browsers say where a POST comes from.
@csrf_exempt
@takes("GET", "HEAD", "POST")
def me(request: HttpRequest) -> HttpResponse:
    """The overview; for whoever is not signed in, the question where to mail a code."""
    if request.method != "POST":
        session = current_session(request)
        return _overview(request, session) if session else me_page(request, None, "ask", {"form": AskForm()})
    form = AskForm(request.POST)
    if not from_our_own_page(request):
        return me_page(request, None, "ask", {"form": form, "problem": _not_from_here()}, status=403)
    if not form.is_valid():
        return me_page(request, None, "ask", {"form": form}, status=422)
    members.ask_for_code(form.cleaned_data["email"], sent_from(request))
    # Not a redirect: the address would stand in the browser's history and in every log on the way.
    asked = CodeForm(initial={"email": form.cleaned_data["email"]})
    return me_page(request, None, "code", {"form": asked, "asked": True})


@csrf_exempt
@takes("GET", "HEAD", "POST")
def me_code(request: HttpRequest) -> HttpResponse:
    """Typing in the code. Why one is refused is not said."""
    if request.method != "POST":
        return me_page(request, None, "code", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if not from_our_own_page(request):
        return me_page(request, None, "code", {"form": form, "problem": _not_from_here()}, status=403)
    if not form.is_valid():
        return me_page(request, None, "code", {"form": form}, status=422)
    key = members.sign_in(form.cleaned_data["email"], form.cleaned_data["code"], sent_from(request))
    if key is None:
        form.add_error(
            "code",
            _("This code does not fit the address, or holds no longer. Check both, or ask for a new code."),
        )
        return me_page(request, None, "code", {"form": form}, status=422)
    response = SeeOther(reverse("membership:me"))
    give_cookie(response, key)
    return response


@signed_in
@takes("POST")
def me_out(request: HttpRequest, session: MemberSession) -> HttpResponse:
    members.sign_out(session)
    response = SeeOther(f"{reverse('membership:me')}?done=out")
    take_cookie(response)
    return response


def _overview(request: HttpRequest, session: MemberSession) -> HttpResponse:
    member, year = session.member, timezone.localdate().year
    return me_page(
        request,
        session,
        "overview",
        {
            "gifts": [_line(gift) for gift in _gifts(member)],
            "year": year,
            # What went back of last year's gifts is no gift of this one.
            "given": [one for one in members.given_in(member, year) if one.minor > 0],
            "practised": [one for one in members.practised_in(member, year) if one.minor > 0],
            "years": members.years(member),
            "tier": members.tier_of(member),
            "receipts": Receipt.objects.filter(member__in=member.rows()).order_by("-issued_at", "-pk"),
            "supporter": reverse("membership:supporter", args=[token()]),
        },
    )


def _gifts(member: Member) -> list[Donation]:
    """Those that repeat first, and of these what still runs."""
    theirs = Donation.objects.with_summary().filter(member__in=member.rows())
    found = theirs.order_by("-promised_at", "-pk").prefetch_related("payments", "status_reports")
    return sorted(found, key=lambda gift: (not gift.repeats, gift.status == Status.ENDED))


def _line(gift: Donation) -> dict[str, Any]:
    latest = gift.latest_report if gift.repeats else None
    return {
        "gift": gift,
        "next": giving.next_due(gift) if gift.expected else None,
        "until": latest.next_at if latest and gift.status == Status.PAUSED else None,
        "card": latest.card if latest else "",
    }


def _not_from_here() -> str:
    return _("Please send the form from this page.")
