"""Lists of stories: by section, author, outlet and topic. An old address leads to the new one for ever."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import reading
from articles.models import Author, Outlet, Section, Topic
from articles.models.named import by_slug
from articles.reading.jsonld import author_jsonld
from articles.reading.listings import BY_AUTHOR, FROM_OUTLET, ON_TOPIC
from articles.reading.lists import months_of, portrait_of_author, topics_in, years_of
from articles.reading.values import Card
from articles.views.pages import page_number, show_and_keep

M = TypeVar("M", bound=models.Model)
Of = Callable[[int, int], reading.StoryList]
#: Stories beside the one that a section opens with.
BESIDE = 5


def _here(model: type[M], slug: str, of: Of | None = None) -> M | str:
    """The row of that slug; if the slug is a former one, where it has gone.

    `of` is the story_list that has to hold a story before anybody hears the new name.
    """
    row: Any = by_slug(model, slug)
    if row is None:
        raise Http404
    if row.slug == slug:
        return row
    if of:
        _story_list(of, row.pk, 1)
    return str(row.get_absolute_url())


def _story_list(of: Of, pk: int, page: int) -> reading.StoryList:
    """A page of stories. Who or what has no story that readers can see is nobody's business yet."""
    story_list = of(pk, page)
    if not story_list.cards:
        raise Http404
    return story_list


def is_section(request: HttpRequest, slug: str) -> bool:
    return any(row.slug == slug for row in reading.all_sections(request))


def section(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = next((row for row in reading.all_sections(request) if row.slug == slug), None) or _here(
        Section, slug
    )
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    story_list = reading.in_section(here.pk, page)
    if page > 1 and not story_list.cards:
        raise Http404
    topics = topics_in(story_list)
    lead, beside, rest = _opening(story_list, here) if page == 1 else (None, [], story_list.cards)
    context = {
        "here": here,
        "section": here,
        "story_list": story_list,
        "lead": lead,
        "beside": beside,
        "rest": rest,
        "groups": months_of(rest),
        "topics": topics,
        "writers": story_list.writers(),
    }
    tags = story_list.tags() | {f"section:{here.pk}"} | {f"topic:{topic.pk}" for topic in topics}
    return show_and_keep(request, "articles/section.html", context, tags)


def _opening(story_list: reading.StoryList, here: Section) -> tuple[Card | None, list[Card], list[Card]]:
    """What a section's first page opens with, what stands beside it, and all further stories.

    The large place is for the newest story that has a picture to fill it; opinions have faces instead.
    """
    stories = story_list.cards
    if not stories or here.style == Section.Style.OPINION:
        return (stories[0] if stories else None), [], stories[1:]
    lead = next((card for card in stories[:BESIDE] if card.picture), None)
    if lead is None:
        return None, [], stories
    others = [card for card in stories if card is not lead]
    return lead, others[:BESIDE], others[BESIDE:]


def author(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Author, slug, reading.by_author)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    story_list = _story_list(reading.by_author, here.pk, page)
    topics = topics_in(story_list)
    portrait = portrait_of_author(here)
    context = {
        "here": here,
        "portrait": portrait,
        "jsonld": author_jsonld(here, portrait),
        "story_list": story_list,
        "years": years_of(story_list, BY_AUTHOR, here.pk),
        "topics": topics,
    }
    tags = story_list.tags() | {f"author:{here.pk}"} | {f"topic:{topic.pk}" for topic in topics}
    if here.outlet_id:
        tags.add(f"outlet:{here.outlet_id}")
    if portrait:
        tags.add(f"photo:{portrait.photo_id}")
    return show_and_keep(request, "articles/author.html", context, tags)


def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Outlet, slug, reading.from_outlet)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    story_list = _story_list(reading.from_outlet, here.pk, page)
    context = {
        "here": here,
        "story_list": story_list,
        "years": years_of(story_list, FROM_OUTLET, here.pk),
        "writers": story_list.writers(),
    }
    return show_and_keep(request, "articles/outlet.html", context, story_list.tags() | {f"outlet:{here.pk}"})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Topic, slug, reading.on_topic)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    story_list = _story_list(reading.on_topic, here.pk, page)
    others = [other for other in topics_in(story_list, 9) if other.pk != here.pk][:8]
    context = {
        "here": here,
        "story_list": story_list,
        "unfolded": story_list.cards[:7][::-1] if page == 1 and here.explainer else [],
        "years": years_of(story_list, ON_TOPIC, here.pk),
        "topics": others,
    }
    tags = story_list.tags() | {f"topic:{here.pk}"} | {f"topic:{other.pk}" for other in others}
    return show_and_keep(request, "articles/topic.html", context, tags)
