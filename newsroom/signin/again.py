"""A page that was opened before, and what was typed into it, go on after a new sign-in."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.cache import never_cache

from newsroom import troubles
from newsroom.models import User
from newsroom.visitors import is_sent_by_us


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and the token of their forms; 401 if nobody is. A page asks it by itself."""
    if not admin.site.has_permission(request):
        return JsonResponse({}, status=401)
    user = cast("User", request.user)
    return JsonResponse({"person": user.pk, "name": str(user), "token": get_token(request)})


def asks_for_data(request: HttpRequest) -> bool:
    """Whether a script asks, which can do nothing with a page."""
    return "application/json" in request.headers.get("Accept", "")


def refused_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of this form is of another sign-in (settings.CSRF_FAILURE_VIEW)."""
    if asks_for_data(request):
        return JsonResponse({"token": ""}, status=403)
    return given_back(request, 403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """What was sent to the desk by somebody whose sign-in has ended."""
    if asks_for_data(request):
        return JsonResponse({}, status=401)
    return given_back(request, 401)


def given_back(request: HttpRequest, status: int) -> HttpResponse:
    """What was sent, with the token of whoever is signed in now; nothing of what another site sent."""
    if not is_sent_by_us(request):
        return troubles.plain_page(status)
    sign_in = reverse("admin:login") if status == 401 else ""
    return troubles.given_back(request, status, token=get_token(request), sign_in=sign_in)
