"""The checks beside a story: of the copy as it is saved, and of what is typed, a moment after it is."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles.admin.article_readers import what_readers_have
from articles.admin.article_typed import Typed, typed_story
from articles.body import parts
from articles.copies import Copy
from articles.models import Article, Level
from articles.publishing.problems import HEADLINE_LENGTH, STANDFIRST_LENGTH, Problem, Verdict, judged
from articles.reading.values import minutes_to_read
from articles.transliteration import slug_of
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

#: The parts of the form in the order of the work, and the fields that problems may name in each.
PARTS = (
    ("write", _("Write"), {"headline", "standfirst", "kicker", "key_points", "body"}),
    ("credit", _("Credit"), {"bylines", "outlet", "outlet_url"}),
    ("picture", _("Picture"), {"photo", "photo_uses"}),
    ("place", _("Place"), {"section", "kind", "topics", "related_links", "link"}),
    (
        "publish",
        _("Publish"),
        {"state", "assigned_to", "deadline", "embargo", "slug", "prominence", "sensitive"},
    ),
)
#: The list whose rows a problem of that kind is about.
ROWS = {"photo": "photo_uses", "link": "related_links"}
#: Where in the row of a picture a problem is mended, by its code; else it is the whole row.
IN_PICTURE = {
    "no-alt": "id_{}-alt",
    "tk": "id_{}-caption",
    "no-file": "upload-{}",
    **dict.fromkeys(("no-credit", "no-licence", "no-source", "photo-expired"), "credit-{}"),
}


@dataclass(frozen=True)
class Check:
    problem: Problem
    #: What the link of this check leads to: the id of an element of the form.
    target: str


@dataclass(frozen=True)
class Step:
    slug: str
    name: Any
    blocking: int = 0
    warnings: int = 0


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [
        desk.own_page("checks/", checks_view, "checks_new", post=True),
        desk.own_page("<int:pk>/checks/", checks_view, "checks", post=True),
    ]


def checks_view(desk: DeskAdmin[Article], request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What of the form's page tells of the checks, made anew of what is typed: live-checks.js puts it in."""
    story = typed_story(desk, request, pk)
    coming = what_readers_have(story.article)["scheduled"] if pk else None
    verdict = judged(
        story.copy,
        article=pk,
        embargo=story.article.embargo,
        at=coming.live_from if coming else None,
        by=staff(request),
    )
    verdict = Verdict([*_refused(story), *verdict.found], verdict.passed)
    context = {
        "story": story.article,
        "typed": True,
        "whole_address": whole_address(story.article),
        **told(verdict, story.copy, story.lists),
    }
    return render(request, "admin/articles/article/_live_checks.html", context)


def told(verdict: Verdict, copy: Copy, lists: list[Any]) -> dict[str, Any]:
    """What the templates of the checks say of that copy, whose rows stand in those lists."""
    words = parts.count_words(parts.plain_text(copy.cut))
    return {
        "checks": [
            Check(each, _target(each, copy, lists)) for each in [*verdict.blocking, *verdict.warnings]
        ],
        "hints": [Check(each, _target(each, copy, lists)) for each in verdict.hints],
        "passed": verdict.passed,
        "blocking_count": len(verdict.blocking),
        "warning_count": len(verdict.warnings),
        "words": words,
        "minutes": minutes_to_read(words),
        **steps([_step(slug, name, fields, verdict) for slug, name, fields in PARTS]),
    }


def whole_address(article: Article | None) -> str:
    """As readers would type it, made of what is there: `paper.example/harbour/ferry-late/`."""
    host = settings.SITE_URL.partition("://")[2]
    section = article.section.slug if article and article.section else _("(section)")
    last = (article.slug or slug_of(article.headline)) if article else ""
    return f"{host}/{section}/{last or _('(words of the headline)')}/"


def steps(of_parts: list[Step] | None = None) -> dict[str, Any]:
    """The parts of the form; of a copy that was not judged, without counts."""
    of_parts = of_parts or [Step(slug, name) for slug, name, _fields in PARTS]
    return {
        "steps": of_parts,
        "step": {step.slug: step for step in of_parts},
        "headline_length": HEADLINE_LENGTH,
        "standfirst_length": STANDFIRST_LENGTH,
    }


def _step(slug: str, name: Any, fields: set[str], verdict: Verdict) -> Step:
    count = Counter(each.level for each in verdict.found if each.field.split("-", 1)[0] in fields)
    return Step(slug, name, count[Level.BLOCK], count[Level.WARN])


def _refused(story: Typed) -> list[Problem]:
    """What a save would refuse, in its own words: it comes before anything that stands in the way."""
    found = [
        Problem("refused", str(errors[0]), name, Level.BLOCK)
        for name, errors in story.form.errors.items()
        if name in story.form.fields
    ]
    for rows in story.lists:
        for form in rows.forms:
            if form.errors and not rows._should_delete_form(form):  # type: ignore[attr-defined]
                sentence = next(str(errors[0]) for errors in form.errors.values())
                found.append(Problem("refused", sentence, f"{rows.prefix}-{form.prefix}", Level.BLOCK))
    return found


def _target(problem: Problem, copy: Copy, lists: list[Any]) -> str:
    """Where to go: the very control if there is one, else the row, else the part of the form."""
    kind, _dash, which = problem.field.partition("-")
    if problem.field == "body":
        return "id_body"
    if problem.field in {"bylines", "related_links"}:
        return f"add-{problem.field}"
    if which and problem.code == "refused":
        return f"row-{which}"
    if kind not in ROWS:
        return f"id_{problem.field}"
    for form in (form for rows in lists if rows.prefix == ROWS[kind] for form in rows.forms):
        if _is_about(form.instance, kind, int(which), copy):
            place = IN_PICTURE.get(problem.code) if kind == "photo" else None
            return (place or "row-{}").format(form.prefix)
    # A READ line in the text has no row of its own.
    return "id_body" if kind == "link" else "picture"


def _is_about(row: Any, kind: str, which: int, copy: Copy) -> bool:
    if kind == "photo":
        return bool(row.photo_id == which)
    link = copy.links[which]
    return (row.place, row.target_id, row.url, row.wanted) == (link.place, link.target, link.url, link.wanted)
