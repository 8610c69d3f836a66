"""Lists of stories: by section, author, outlet and topic. An old address leads to the new one for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import reading
from articles.models import Author, FormerSlug, Outlet, Section, Topic
from articles.reading.about import months_of, portrait_of_author, topics_in, years_of
from articles.views.pages import page_number, show_and_keep

M = TypeVar("M", bound=models.Model)


def _here(model: type[M], slug: str) -> M | str:
    """The row of that slug; if the slug is a former one, where it has gone."""
    row = model._default_manager.filter(slug=slug).first()
    if row is not None:
        return row
    former = FormerSlug.objects.filter(kind=model._meta.model_name, slug=slug).first()
    moved = model._default_manager.filter(pk=former.object_id).first() if former else None
    if moved is None:
        raise Http404
    return str(moved.get_absolute_url())  # type: ignore[attr-defined]


def _shelf(of: Callable[[int, int], reading.Shelf], pk: int, page: int) -> reading.Shelf:
    """A page of stories. Who or what has no story that readers can see is nobody's business yet."""
    shelf = of(pk, page)
    if not shelf.cards:
        raise Http404
    return shelf


def section(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = next((row for row in reading.all_sections(request) if row.slug == slug), None) or _here(
        Section, slug
    )
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    shelf = reading.in_section(here.pk, page)
    if page > 1 and not shelf.cards:
        raise Http404
    topics = topics_in(shelf)
    lead = shelf.cards[0] if page == 1 and shelf.cards else None
    context = {
        "here": here,
        "section": here,
        "shelf": shelf,
        "lead": lead,
        "beside": shelf.cards[1:6] if lead else [],
        "groups": months_of(shelf.cards[6:] if lead else shelf.cards),
        "topics": topics,
        "writers": shelf.writers(),
    }
    tags = shelf.tags() | {f"section:{here.pk}"} | {f"topic:{topic.pk}" for topic in topics}
    return show_and_keep(request, "articles/section.html", context, tags)


def author(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Author, slug)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    shelf = _shelf(reading.by_author, here.pk, page)
    topics = topics_in(shelf)
    portrait = portrait_of_author(here)
    context = {
        "here": here,
        "portrait": portrait,
        "shelf": shelf,
        "years": years_of(shelf, bylines__author=here),
        "topics": topics,
    }
    tags = shelf.tags() | {f"author:{here.pk}"} | {f"topic:{topic.pk}" for topic in topics}
    if here.outlet_id:
        tags.add(f"outlet:{here.outlet_id}")
    if portrait:
        tags.add(f"photo:{portrait.photo_id}")
    return show_and_keep(request, "articles/author.html", context, tags)


def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Outlet, slug)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    shelf = _shelf(reading.from_outlet, here.pk, page)
    context = {
        "here": here,
        "shelf": shelf,
        "years": years_of(shelf, outlet=here),
        "writers": shelf.writers(),
    }
    return show_and_keep(request, "articles/outlet.html", context, shelf.tags() | {f"outlet:{here.pk}"})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_number(request)
    here = _here(Topic, slug)
    if isinstance(here, str):
        return HttpResponsePermanentRedirect(here)
    shelf = _shelf(reading.on_topic, here.pk, page)
    others = [other for other in topics_in(shelf, 9) if other.pk != here.pk][:8]
    context = {
        "here": here,
        "shelf": shelf,
        "unfolded": shelf.cards[:7][::-1] if page == 1 and here.explainer else [],
        "years": years_of(shelf, topics__topic=here),
        "topics": others,
    }
    tags = shelf.tags() | {f"topic:{here.pk}"} | {f"topic:{other.pk}" for other in others}
    return show_and_keep(request, "articles/topic.html", context, tags)
