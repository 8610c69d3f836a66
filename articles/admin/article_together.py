"""Several people write the body of one story: their forms send steps here, and get those of the others."""

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern

from articles.admin.article_presence import window_of
from articles.admin.versioned import VersionedAdmin
from articles.editing.together import presence, saves, sharing
from articles.editing.together.presence import Window
from articles.editing.together.sharing import Elsewhere, Place
from articles.editing.together.steps import Refused
from articles.models import Article
from newsroom.desk.model_admin import DeskAdmin

#: Letters of the steps of one request; a whole story that is pasted has a tenth of it.
LONGEST = 1_000_000
#: What each request asks of a story; how far its text is comes along.
ASKED = Article.objects.select_related("shared_text").only(
    "assigned_to", "saved_by", "shared_text__epoch", "shared_text__version"
)
logger = logging.getLogger(__name__)


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [
        desk.own_page("<int:pk>/together/", together_view, "together", post=True),
        desk.own_page("<int:pk>/together/join/", join_view, "join", post=True),
    ]


def join_view(desk: DeskAdmin[Article], request: HttpRequest, pk: int) -> HttpResponse:
    """JSON: epoch, version, the text there (doc), and the steps since, each with its window.

    {} where the form began from another save than what the others write in: its save is merged.
    """
    window = _writer(desk, request, pk)
    revision = request.POST.get("revision", "")
    if window is None or not (revision.isdecimal() and len(revision) < 10):
        return JsonResponse({}, status=400)
    try:
        joined = sharing.join(window, int(revision), Place.said(request.POST.get("shared", "")))
    except Elsewhere:
        return JsonResponse({})
    at = joined.at
    told = {"epoch": at.epoch, "version": at.version, "doc": json.loads(joined.doc), "steps": joined.steps}
    return JsonResponse(told)


def together_view(desk: DeskAdmin[Article], request: HttpRequest, pk: int) -> HttpResponse:
    """JSON: the steps that the form does not know, up to and with its own if they were `taken` and had to be
    moved; `gone` if nobody writes in that text any more.

    Refused with 422: steps that no editor sends.
    """
    window = _writer(desk, request, pk)
    at = Place.said(f"{request.POST.get('epoch', '')}:{request.POST.get('version', '')}")
    if window is None or at is None:
        return JsonResponse({}, status=400)
    try:
        steps = _steps(request)
        told = sharing.take(window, at, steps) if steps else None
        taken = told is not None
        if told is None:
            # What was read before others had their turn may be of before it.
            told = sharing.told_since(ASKED.get(pk=pk) if steps else window.article, at)
    except Elsewhere:
        return JsonResponse({"gone": True})
    except Refused as refused:
        logger.warning("Steps of %s in story %s were refused: %s", window.person.pk, pk, refused)
        return JsonResponse({}, status=422)
    return JsonResponse({"taken": taken, "steps": told})


def _writer(desk: DeskAdmin[Article], request: HttpRequest, pk: int) -> Window | None:
    """Asked anew with each request. None if the page is somebody else's, or has no name."""
    article = get_object_or_404(ASKED, pk=pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    return window_of(request, article)


def _steps(request: HttpRequest) -> list[Any]:
    said = request.POST.get("steps", "[]")
    if len(said) > LONGEST:
        raise Refused("too long")
    try:
        steps = json.loads(said)
    except (ValueError, RecursionError) as fault:
        raise Refused("no JSON") from fault
    if not isinstance(steps, list):
        raise Refused("no list")
    return steps


class WrittenTogether(VersionedAdmin[Article]):
    """Before the class that saves the form: its save is known to those who write in the same text."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        object_id = args[0] if args else kwargs.get("object_id")
        place = _place(request)
        if request.method == "POST" and place and object_id and object_id.isdecimal():
            # What takes as long as the text is done before the transaction.
            request.__dict__["_written"] = saves.body_at(int(object_id), place)
        return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and (place := _place(request)):
            saves.was_saved(form.instance, place, request.__dict__.get("_written"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context.setdefault("shared", request.POST.get("shared", ""))
        context |= {"every": presence.EVERY, "turn": sharing.TURN}
        return super().render_change_form(request, context, *args, **kwargs)


def _place(request: HttpRequest) -> Place | None:
    return Place.said(request.POST.get("shared", ""))
