"""The page of a story as it stood before readers at a moment: for the desk alone."""

from django.http import HttpRequest, HttpResponse

from articles.publishing.seen import Seen
from articles.reading.values import StoryPage
from articles.views.pages import show
from articles.views.story import context_of, for_few


def seen_page(request: HttpRequest, seen: Seen, story: StoryPage) -> HttpResponse:
    context = context_of(request, story) | {"seen": seen, "appeal_wanted": False}
    return for_few(show(request, "articles/seen/page.html", context))
