"""Copies of a story shown as readers would get them: what is typed, an old version, what a link is for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.admin.article_typed import typed_story
from articles.models import Article, PreviewLink, Version
from articles.publishing.previews import make_preview, revoke_preview
from articles.views.story import show_copy
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

Stories = DeskAdmin[Article]


def addresses(desk: Stories) -> list[URLPattern]:
    return [
        desk.own_page("typed/", typed_view, "typed_new", post=True),
        desk.own_page("<int:pk>/typed/", typed_view, "typed", post=True),
        desk.own_page("<int:pk>/version/<int:number>/", version_view, "version"),
        desk.own_page("<int:pk>/preview/", preview_view, "preview", post=True),
        desk.own_page("<int:pk>/preview/<int:link>/revoke/", revoke_view, "revoke", post=True),
    ]


def typed_view(desk: Any, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Nothing is saved, and nobody's save is in the way."""
    story = typed_story(desk, request, pk)
    return show_copy(request, story.copy, pk, held_back=story.held_back)


def version_view(desk: Stories, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = get_object_or_404(Version, article=desk.row(request, pk, view=True), number=number)
    return show_copy(request, version.copy, pk, version=version)


def preview_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(make_preview(desk.row(request, pk), by=staff(request)))


def revoke_view(desk: Stories, request: HttpRequest, pk: int, link: int) -> HttpResponse:
    article = desk.row(request, pk)
    revoke_preview(get_object_or_404(PreviewLink, pk=link, article=article), by=staff(request))
    messages.success(request, _("The link is revoked. It shows nothing any more."))
    return redirect(article.get_desk_url())
