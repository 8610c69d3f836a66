"""The preview beside the text: readers' own page of what is typed, or its card, or what a search finds."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from articles.admin.article_typed import typed_story
from articles.models import Article
from articles.views.story import show_copy
from newsroom.desk.model_admin import DeskAdmin

#: What is shown, and the template of readers' pages that it is made with.
SHOWN = {
    "page": "articles/article.html",
    "card": "articles/preview_card.html",
    "search": "articles/preview_search.html",
}


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [
        desk.own_page("live/<slug:shown>/", live_view, "live_new", post=True),
        desk.own_page("<int:pk>/live/<slug:shown>/", live_view, "live", post=True),
    ]


def live_view(
    desk: DeskAdmin[Article], request: HttpRequest, shown: str, pk: int | None = None
) -> HttpResponse:
    """422 where something is typed that cannot be saved as it is: the last good page stays, with a word."""
    story = typed_story(desk, request, pk)
    template = SHOWN.get(shown, SHOWN["page"])
    response = show_copy(request, story.copy, pk, template=template, beside_form=True)
    if story.held_back:
        response.status_code = 422
    return response
