"""What a member may have done with what we hold of them: changed, handed out, forgotten."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from membership import giving, members
from membership.forms.member import DetailsForm, EraseForm
from membership.models import MemberSession
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther, unstored
from membership.views.me_frame import me_page, signed_in, take_cookie
from newsroom.methods import takes


@signed_in
@takes("GET", "HEAD", "POST")
def my_details(request: HttpRequest, session: MemberSession) -> HttpResponse:
    if request.method != "POST":
        return me_page(request, session, "details", {"form": DetailsForm(session.member)})
    form = DetailsForm(session.member, request.POST)
    if not form.is_valid():
        return me_page(request, session, "details", {"form": form}, status=422)
    members.change_details(session.member, form.details())
    return SeeOther(f"{reverse('membership:my_details')}?done=details")


@signed_in
def my_data(request: HttpRequest, session: MemberSession) -> HttpResponse:
    """Everything that we hold, as a file that other programs can read."""
    told = members.everything_about(session.member)
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return unstored(response)


@signed_in
@takes("GET", "HEAD", "POST")
def my_erasure(request: HttpRequest, session: MemberSession) -> HttpResponse:
    member = session.member
    told: dict[str, Any] = {"form": EraseForm(member), "running": members.running(member)}
    if request.method != "POST":
        return me_page(request, session, "erase", told)
    form = told["form"] = EraseForm(member, request.POST)
    if not form.is_valid():
        return me_page(request, session, "erase", told, status=422)
    try:
        members.erase(member, None, stop_gifts=True)
    except giving.Refused as error:
        return me_page(request, session, "erase", {**told, "problem": str(error)}, status=422)
    except ProviderError as error:
        return me_page(request, session, "erase", {**told, "problem": str(error)}, status=503)
    response = SeeOther(f"{reverse('membership:me')}?done=erased")
    take_cookie(response)
    return response
