"""Every public address at which something of a story could show, from the map itself and from the rows."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Address, Article, Author, Edition, Outlet, Photo, Section, Topic
from articles.photos.renditions import PATH, file_names, folder
from articles.publishing.leaks.hidden import Hidden, public_editions
from articles.reading import to_find
from newsroom.media import files_below

#: Whose pages are for people with a sign-in.
PRIVATE = ("admin/", "accounts/")
#: How many are asked: searches by sentences, stories beside this one, withdrawn ones, pages of a list.
SEARCHES, BESIDE, GONE, PAGES = 8, 40, 10, 3
#: What stands in the place of an argument that names no story.
ANYTHING = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "nobody",
    "slug": "nobody",
    "path": "nobody",
}
_ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")


def of(article: Article, secrets: Hidden) -> list[str]:
    """All of them, each once."""
    found = [*sorted(secrets.paths), *_of_lists(article, secrets), *_of_map(article)]
    found += [*_searches(article, secrets), *_stories(article, secrets), *_lost(article, secrets)]
    cards = [f"/media/cards/{digest}.png" for digest in sorted(secrets.cards)]
    return list(dict.fromkeys([*found, *_pictures(secrets), *cards]))


def _of_map(article: Article) -> Iterator[str]:
    """Each pattern of the map once; pages of gifts also as a reader of this story comes to them."""
    for route in _routes(get_resolver()):
        path = "/" + _ARGUMENT.sub(lambda found: ANYTHING[found[1] or "str"], route)
        yield path
        if route.startswith("membership/") and path == f"/{route}":
            yield f"{path}?from={article.pk}"
            yield f"{path}?from={article.pk}&again=1"


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if route.startswith(PRIVATE):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)


def _of_lists(article: Article, secrets: Hidden) -> Iterator[str]:
    """Lists that the story is or would be in: pages, feeds, files of the sitemap."""
    copies = secrets.copies
    people = {line.author for copy in copies for line in copy.bylines}
    subjects = {use.topic for copy in copies for use in copy.topics}
    partners = {copy.outlet for copy in copies if copy.outlet}
    rows: list[Any] = [*Section.objects.all(), *Author.objects.filter(pk__in=people)]
    rows += [*Topic.objects.filter(pk__in=subjects), *Outlet.objects.filter(pk__in=partners)]
    for path in ("/", "/corrections/", *(row.get_absolute_url() for row in rows)):
        yield path
        yield from (f"{path}?page={page}" for page in range(2, PAGES + 1))
        yield f"{path}feed/"
    files = Edition.objects.count() // to_find.PER_FILE + 2
    yield from (f"/sitemap-stories-{number}.xml" for number in range(1, files + 1))


def _searches(article: Article, secrets: Hidden) -> Iterator[str]:
    """By its words and by parts of them: a page repeats what it is asked, so others have to find it too."""
    slugs = {copy.slug.replace("-", " ") for copy in secrets.copies}
    whole = [*slugs, *islice(secrets.words, SEARCHES)]
    parts = [" ".join(words.split()[:3]) for words in whole] + [words.split()[-1] for words in whole if words]
    year = article.created_at.year
    asked = [f"/search/?q={quote(words[:180])}" for words in dict.fromkeys([*whole, *parts])]
    yield from asked
    for address in asked[:2]:
        yield f"{address}&year={year}"
        if article.section:
            yield f"{address}&section={article.section.slug}"


def _stories(article: Article, secrets: Hidden) -> Iterator[str]:
    """Stories that readers have: those that name this one first, then those beside it, then the newest."""
    public = public_editions()
    naming = public.filter(links__target=article).distinct()
    people = {line.author for copy in secrets.copies for line in copy.bylines}
    written = public.filter(bylines__author__in=people).distinct()
    beside = public.filter(section__in={copy.section for copy in secrets.copies if copy.section})
    for rows in (naming, written, beside, public):
        yield from rows.order_by("-first_live", "-pk").values_list("path", flat=True)[:BESIDE]


def _lost(article: Article, secrets: Hidden) -> Iterator[str]:
    """Addresses of nothing, which propose what is like them; addresses of what was withdrawn."""
    slugs = {copy.slug for copy in secrets.copies if copy.slug} or {"nobody"}
    for slug in sorted(slugs):
        yield from (f"/nobody/{slug}/", f"/{slug}/", f"/author/{slug}/", f"/harbour-and-{slug}.html")
        yield f"/nobody/{slug.rpartition('-')[0] or slug}/"
        yield from (f"/{section.slug}/{slug}/" for section in Section.objects.all())
    gone = Edition.objects.filter(closed=Edition.Closed.WITHDRAWN).exclude(article=article)
    yield from Address.objects.filter(article__in=gone.values("article")).values_list("path", flat=True)[
        :GONE
    ]


def _pictures(secrets: Hidden) -> Iterator[str]:
    """Each file of each of its pictures, also of those that another story shows: files hold words."""
    wanted = {use.photo for copy in secrets.copies for use in copy.photos}
    for photo in Photo.objects.filter(pk__in=wanted):
        there = folder(photo.key)
        guessed = [f"{there}/{name}" for name in file_names(photo.width)] if photo.width else []
        for file in [*sorted(files_below(there)), *guessed]:
            if PATH.fullmatch(file.removeprefix("photos/")):
                yield f"/media/{file}"
