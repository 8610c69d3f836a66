"""One story: as readers get it, and as someone with a preview link may see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import reading
from articles.copies import Copy
from articles.publishing.previews import find_preview
from articles.reading.jsonld import story_jsonld
from articles.reading.paths import absolute
from articles.reading.preview import preview_page
from articles.reading.values import StoryPage
from articles.views.lost import gone, not_found
from articles.views.pages import show, show_and_keep
from newsroom.imprint import current_imprint


def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    """The story that this address belongs to. A draft or scheduled one answers like an unknown address."""
    path = f"/{section}/{slug}/"
    story = reading.story_at(path)
    if story is None:
        reason = reading.withdrawn_at(path)
        return gone(request, reason) if reason else not_found(request)
    if story.card.path != path:
        return HttpResponsePermanentRedirect(story.card.path)
    beside = reading.beside(story)
    context = context_of(request, story) | {
        "beside": beside,
        "jsonld": story_jsonld(story, current_imprint(request)),
    }
    return show_and_keep(request, "articles/article.html", context, story.tags() | beside.tags() | {"appeal"})


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The saved copy that a link shows, for whoever holds it."""
    link = find_preview(token)
    if link is None or link.version is None:
        return not_found(request)
    newest = link.article.versions.order_by("-number").first()
    newer = not link.version.says_what(newest)
    told: dict[str, Any] = {"link": link, "newer_copy": newer}
    return show_copy(request, link.version.copy, link.article_id, token=token, **told)


def show_copy(
    request: HttpRequest,
    copy: Copy,
    article: int | None,
    *,
    token: str = "",
    template: str = "articles/article.html",
    **told: object,
) -> HttpResponse:
    """What readers would get of this copy of that story: for whoever may see it, and nobody's cache or index.

    `token` is that of a preview link; `told` says over the story which copy this is.
    """
    story = preview_page(copy, article, token)
    context = context_of(request, story) | {"preview": True, **told}
    return for_few(show(request, template, context))


def for_few(response: HttpResponse) -> HttpResponse:
    """What is nobody's cache or index, and tells no other site where it stands."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def context_of(request: HttpRequest, story: StoryPage) -> dict[str, object]:
    """What the page of a story is told, whichever copy it is of."""
    writers = [writer for writer in story.card.writers if writer.role == "by"]
    here = absolute(story.card.path)
    return {
        "story": story,
        "card": story.card,
        "section": story.card.section,
        "author": writers[0] if writers else None,
        "canonical": story.original or here,
        "address": here,
        "appeal_wanted": not story.sensitive and not story.severe_fixes,
    }
