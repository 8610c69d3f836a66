"""Who else has a story open: asked by its form every few seconds."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.together import presence
from articles.editing.together.presence import Window
from articles.models import Article, Presence
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [desk.own_page("<int:pk>/present/", present_view, "present", post=True)]


def present_view(desk: DeskAdmin[Article], request: HttpRequest, pk: int) -> HttpResponse:
    """JSON: the others, in the order in which they came. Refused with 400, 403, 404, 409 (of another person).

    Sent: `window`, its own name; `field`, where its caret is; `silent`, within how many seconds it asks
    again; or `left`.
    """
    sent, person = request.POST, staff(request)
    article = get_object_or_404(Article.objects.only("pk", "assigned_to", "saved_by"), pk=pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    if sent.get("typed_by") != str(person.pk):
        return JsonResponse({"person": str(person)}, status=409)
    window, silent = window_of(request, article), sent.get("silent", "")
    if window is None:
        return JsonResponse({}, status=400)
    if "left" in sent:
        presence.left(window)
        return JsonResponse({})
    seconds = int(silent) if silent.isdecimal() and len(silent) < 4 else 0
    others = presence.here(window, _field(sent.get("field", "")), timedelta(seconds=seconds))
    return JsonResponse({"others": [_told(row, row.person_id == person.pk) for row in others]})


def window_of(request: HttpRequest, article: Article) -> Window | None:
    """The page that asks; None if it has no name, or belongs to somebody who was signed in before."""
    person, name = staff(request), request.POST.get("window", "")
    is_named = name.isalnum() and len(name) <= 32
    return (
        Window(person, article, name) if is_named and request.POST.get("typed_by") == str(person.pk) else None
    )


def _field(said: str) -> str:
    return said if said.isidentifier() and len(said) <= 40 else ""


def _told(row: Presence, is_own: bool) -> dict[str, Any]:
    since = date_format(timezone.localtime(row.since), "H:i")
    return {
        "person": row.person_id,
        "name": str(row.person),
        "own": is_own,
        "field": row.field,
        "since": since,
    }
