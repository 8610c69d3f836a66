"""What stands in the margin of the story form: state, checks, length, versions, previews."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.body import parts
from articles.models import Article, Edition, PreviewLink
from articles.publishing.previews import is_open
from articles.publishing.problems import HEADLINE_LENGTH, STANDFIRST_LENGTH, Problem, problems
from articles.reading.values import minutes_to_read

VERSIONS_SHOWN = 5

#: The parts of the form in the order of the work, and the fields that problems may name in each.
PARTS = (
    ("write", _("Write"), {"headline", "standfirst", "kicker", "key_points", "body"}),
    ("credit", _("Credit"), {"bylines", "outlet", "outlet_url"}),
    ("picture", _("Picture"), {"photo"}),
    ("place", _("Place"), {"section", "topics", "related_links", "link"}),
    ("publish", _("Publish"), {"state", "deadline", "embargo", "slug", "prominence", "sensitive"}),
)


#: What a check is called when it found nothing, and the problems that it looks for.
PASSED = (
    (_("There is a headline"), {"no-headline"}),
    (_("The headline fits everywhere"), {"long-headline"}),
    (_("There is a standfirst"), {"no-standfirst"}),
    (_("There is text"), {"no-body"}),
    (_("No “TK” is left"), {"tk"}),
    (_("Somebody is credited"), {"no-byline"}),
    (_("The story stands in a section"), {"no-section"}),
    (_("The address is free"), {"address-taken", "address-long", "address-feed"}),
    (_("No embargo stands in the way"), {"embargo"}),
    (_("A related story is there"), {"no-related"}),
    (_("Links lead to live stories"), {"open-read", "link-not-live", "typed-read"}),
)
PASSED_PARTNER = (
    (_("The agreement with the partner runs"), {"agreement-ended"}),
    (_("The partner has the link that it asks for"), {"no-original"}),
)
PASSED_PICTURES = (
    (_("Every picture has its file"), {"no-file"}),
    (_("Every picture has alt text"), {"no-alt"}),
    (_("Every picture has a credit"), {"no-credit"}),
    (_("Every licence is clear"), {"no-licence", "no-credit", "no-source"}),
    (_("No picture has run out"), {"photo-expired"}),
    (_("Every picture has its place"), {"photo-nowhere"}),
)


@dataclass(frozen=True)
class Check:
    problem: Problem
    #: What the link of this check leads to: the id of an element of the form.
    target: str


@dataclass(frozen=True)
class Step:
    slug: str
    name: Any
    blocking: int
    warnings: int


def margin(article: Article | None, formsets: list[Any]) -> dict[str, Any]:
    """The margin of a saved copy; of a new story, only the parts of the form."""
    if article is None or article.pk is None:
        return _parts([Step(slug, name, 0, 0) for slug, name, _fields in PARTS])
    theirs = what_readers_have(article)
    coming = theirs["scheduled"]
    # What is scheduled is judged by the moment it goes out: then its embargo is over, or a picture's time.
    found = problems(article, at=coming.live_from if coming else None)
    words = parts.count_words(parts.plain_text(parts.cut(article.body)))
    versions = list(
        article.versions.select_related("made_by").defer("snapshot").order_by("-number")[:VERSIONS_SHOWN]
    )
    shown = coming or theirs["live"]
    return {
        "checks": [Check(problem, _target(problem, formsets)) for problem in found],
        **_parts([_step(slug, name, fields, found) for slug, name, fields in PARTS]),
        "passed": _passed(article, found, formsets),
        "blocking_count": sum(problem.blocking for problem in found),
        "warning_count": sum(not problem.blocking for problem in found),
        "words": words,
        "minutes": minutes_to_read(words),
        "versions": versions,
        "earlier_versions": versions[-1].number - 1 if versions else 0,
        "previews": _previews(article),
        "newest_version": versions[0] if versions else None,
        "newer_copy": bool(shown and versions and not versions[0].says_what(shown.version)),
        "today": timezone.localdate().isoformat(),
        **theirs,
    }


def _previews(article: Article) -> list[PreviewLink]:
    """The links that show a copy of this story to whoever has them."""
    links = article.preview_links.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    # Each maker once: what they may do is asked of one object, however many links are theirs.
    rows = links.select_related("version").defer("version__snapshot").prefetch_related("made_by")
    rows = rows.order_by("-made_at")
    return [link for link in rows if is_open(link)][:VERSIONS_SHOWN]


def _passed(article: Article, found: list[Problem], formsets: list[Any]) -> list[Any]:
    """The checks that found nothing, of those that this story calls for."""
    asked: tuple[tuple[Any, set[str]], ...] = PASSED
    if article.outlet_id:
        asked += PASSED_PARTNER
    if any(formset.prefix == "photo_uses" and formset.initial_forms for formset in formsets):
        asked += PASSED_PICTURES
    codes = {problem.code for problem in found}
    return [words for words, looks_for in asked if not looks_for & codes]


def _parts(steps: list[Step]) -> dict[str, Any]:
    return {
        "steps": steps,
        "step": {step.slug: step for step in steps},
        "headline_length": HEADLINE_LENGTH,
        "standfirst_length": STANDFIRST_LENGTH,
    }


def byline_line(formset: Any) -> list[tuple[str, list[str]]]:
    """Who is credited, as readers will see it: each role once, with its names in order."""
    roles: dict[str, list[str]] = {}
    for form in formset.initial_forms:
        row = form.instance
        if row.author_id:
            roles.setdefault(row.get_role_display(), []).append(row.author.name)
    return list(roles.items())


def what_readers_have(article: Article) -> dict[str, Any]:
    """What readers have of this story: the live edition, the scheduled one, the withdrawn one."""
    now = timezone.now()
    editions = list(
        article.editions.exclude(closed=Edition.Closed.CANCELLED)
        .select_related("version")
        .defer("parts", "search_text", "version__snapshot")
        .order_by("-live_from", "-pk")[:20]
    )
    live = next((edition for edition in editions if edition.is_live), None)
    scheduled = next((edition for edition in editions if edition.live_from > now), None)
    withdrawn = None if live else next((e for e in editions if e.closed == Edition.Closed.WITHDRAWN), None)
    return {
        "live": live,
        "scheduled": scheduled,
        "withdrawn": withdrawn,
        "was_read": any(edition.live_from <= now for edition in editions),
    }


def _step(slug: str, name: Any, fields: set[str], found: list[Problem]) -> Step:
    count = Counter(problem.blocking for problem in found if problem.field.split("-", 1)[0] in fields)
    return Step(slug, name, count[True], count[False])


def _target(problem: Problem, formsets: list[Any]) -> str:
    """Where to go: the very control if there is one, else the row, else the part of the form."""
    if problem.field == "body":
        return "id_body"
    if problem.field in {"bylines", "related_links"}:
        return f"add-{problem.field}"
    kind, _dash, pk = problem.field.partition("-")
    if kind not in {"photo", "link"}:
        return f"id_{problem.field}"
    for formset in formsets:
        for form in formset.initial_forms:
            if (
                str(form.instance.pk) == pk
                and formset.prefix == {"photo": "photo_uses", "link": "related_links"}[kind]
            ):
                if problem.code == "no-alt":
                    return str(form["alt"].id_for_label)
                return f"row-{form.prefix}"
    # A READ line in the text has no row of its own.
    return "id_body" if kind == "link" else "picture"
