"""What is found at the desk by a few words: stories, people, pictures, topics, and what can be done.

`GET find/?q=fog` gives rows to the palette (newsroom/static/desk/palette.js), else a page.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.naming import line
from articles.editing import finding
from articles.forms.pictures_sought import with_words
from articles.models import Article, Author, Edition, Photo, Topic
from articles.photos.renditions import nearest
from articles.transliteration import fold, same_name
from newsroom.desk.model_admin import DeskAdmin
from newsroom.models import User
from newsroom.staff import staff

STORIES, OTHERS = 7, 4
#: Names that are read as if they were typed wrong, where none is found.
NAMES = 2_000
THUMB = 280


@dataclass(frozen=True)
class Found:
    group: str
    text: str
    url: str
    note: str = ""
    #: The shape that says where it stands, and its word.
    state: str = ""
    word: str = ""
    thumb: str = ""
    #: The key that does the same on a story.
    key: str = ""


def find_view(desk: DeskAdmin[Article], request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "")[:200].split())
    found = list(_found(staff(request), words)) if words else []
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"rows": [asdict(row) for row in found]})
    title = _("Found for “%(words)s”") % {"words": words} if words else _("Find or do anything")
    told = {**desk.admin_site.each_context(request), "title": title, "words": words, "found": found}
    return render(request, "admin/articles/find.html", told)


def _found(user: User, words: str) -> Iterator[Found]:
    live: list[Article] = []
    if user.has_perm("articles.view_article") or user.has_perm("articles.change_article"):
        for story in stories(finding.find(words, STORIES)):
            live += [story] if story.first_live else []  # type: ignore[attr-defined]
            yield _story(story)
    if user.has_perm("articles.view_author"):
        yield from (_named(_("People"), row, row.job_title) for row in _called(Author, words))
    if user.has_perm("articles.view_photo"):
        yield from map(_picture, _pictures(words))
    if user.has_perm("articles.view_topic"):
        yield from (_named(_("Topics"), row) for row in _called(Topic, words))
    if live and user.has_perm("articles.add_correction"):
        text = _("Correct “%(headline)s”") % {"headline": live[0]}
        url = f"{reverse('admin:articles_correction_add')}?article={live[0].pk}"
        yield Found(_("Do"), text, url, key="Alt C")
    if user.has_perm("articles.add_article"):
        url = f"{reverse('admin:articles_article_add')}?{urlencode({'headline': words})}"
        yield Found(_("Do"), _("New story called “%(words)s”") % {"words": words}, url, key="Alt N")


def stories(pks: list[int]) -> list[Article]:
    """These stories in this order, each with `first_live`: since when readers have it. One query."""
    live = Edition.objects.readable().filter(article=OuterRef("pk")).values("first_live")
    rows = Article.objects.filter(pk__in=pks).annotate(first_live=Subquery(live[:1]))
    rows = rows.select_related("section").defer("body")
    by_pk = rows.in_bulk()
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _story(story: Any) -> Found:
    state = "live" if story.first_live else story.state
    word = str(_("Live") if story.first_live else story.get_state_display())
    note = line(story.section, story.kicker)
    return Found(_("Stories"), str(story), story.get_desk_url(), note, state=state, word=word)


def _called(model: Any, words: str) -> list[Any]:
    letters = same_name(words)
    found = list(model.objects.filter(name_as_compared__contains=letters).order_by("name")[:OTHERS])
    if found:
        return found
    names = model.objects.values_list("pk", "name")[:NAMES]
    near = finding.nearly(finding.terms_of(words), ((pk, fold(name)) for pk, name in names))[:OTHERS]
    by_pk = model.objects.in_bulk(near)
    return [by_pk[pk] for pk in near]


def _named(group: str, row: Any, note: str = "") -> Found:
    url = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    return Found(group, row.name, url, note)


def _pictures(words: str) -> QuerySet[Photo]:
    found = Photo.objects.filter(with_words(words)) if fold(words).strip() else Photo.objects.none()
    return found.select_related("credit__licence").order_by("-pk")[:OTHERS]


def _picture(photo: Photo) -> Found:
    credit = getattr(photo, "credit", None)
    licence = credit.licence if credit else None
    width = nearest(photo.widths, THUMB)
    return Found(
        _("Pictures"),
        str(photo),
        reverse("admin:articles_photo_change", args=[photo.pk]),
        line(credit.creator if credit else "", licence),
        state="passed" if licence else "blocking",
        word=_("Clear") if licence else _("Licence not clear"),
        thumb=photo.url(width, "jpg") if width else "",
    )
