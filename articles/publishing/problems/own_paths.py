"""Addresses of this paper in a text, and which of them readers find nothing at."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.models import Author, Edition, FormerSlug, Outlet, PageEdition, Section, Topic

_NAMED: dict[str, Any] = {
    "section": Section,
    "author": Author,
    "outlet": Outlet,
    "topic": Topic,
}


def own_path(href: str) -> str:
    """The path of a page of this paper that the link leads to; empty if it leads elsewhere."""
    asked, ours = urlsplit(href), urlsplit(settings.SITE_URL)
    if asked.netloc and asked.netloc.lower() != ours.netloc.lower():
        return ""
    if not asked.path.startswith("/"):
        return "/" if asked.netloc else ""
    last = asked.path.rpartition("/")[2]
    return asked.path if not last or "." in last else f"{asked.path}/"


def that_lead_nowhere(paths: Collection[str]) -> set[str]:
    """Of these paths those that answer a reader with “not found”. A query for each kind of page asked for."""
    nowhere: set[str] = set()
    stories: set[str] = set()
    slugs: dict[str, dict[str, str]] = {}
    for path in paths:
        try:
            match = resolve(path)
        except Resolver404:
            nowhere.add(path)
            continue
        kind = match.url_name or ""
        if "admin" in match.namespaces:
            nowhere.add(path)
        elif match.view_name == "articles:article":
            stories.add(path)
        elif kind.removesuffix("_feed") in _NAMED and "slug" in match.kwargs:
            slugs.setdefault(kind.removesuffix("_feed"), {})[path] = match.kwargs["slug"]
    if stories:
        readable = Edition.objects.readable().filter(article__addresses__path__in=stories)
        nowhere |= stories - set(readable.values_list("article__addresses__path", flat=True))
    for kind, asked in slugs.items():
        known = _known(kind, set(asked.values()))
        nowhere |= {path for path, slug in asked.items() if slug not in known}
    return nowhere


def _known(kind: str, slugs: set[str]) -> set[str]:
    """A section and a page of the paper itself stand at the same root."""
    known = set(_NAMED[kind]._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    kinds = [kind]
    if kind == "section":
        kinds.append("page")
        known |= set(PageEdition.objects.readable().filter(slug__in=slugs).values_list("slug", flat=True))
    former = FormerSlug.objects.filter(kind__in=kinds, slug__in=slugs)
    return known | set(former.values_list("slug", flat=True))
