"""Stories by their headline, for a READ line that only tells the words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Address, Article, Edition

CLOSE, MOST_CANDIDATES = 0.72, 3
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Match:
    """`story` if there is exactly one with these words; else the ones that come close, the closest first."""

    story: Article | None = None
    close: tuple[Article, ...] = ()


def match(headline: str, url: str = "") -> Match:
    """The story that a READ line means. Never one of several: those are for an editor to choose from."""
    if url and (at_home := _by_address(url)):
        return Match(at_home)
    wanted = normalised(headline)
    headlines = _headlines()
    exact = [pk for pk, known in headlines.items() if wanted in known]
    if len(exact) == 1:
        return Match(Article.objects.get(pk=exact[0]))
    ranked = sorted(
        ((max(likeness(wanted, one) for one in known), pk) for pk, known in headlines.items()), reverse=True
    )
    close = exact or [pk for score, pk in ranked if score >= CLOSE]
    found = Article.objects.in_bulk(close[:MOST_CANDIDATES])
    return Match(close=tuple(found[pk] for pk in close[:MOST_CANDIDATES]))


def normalised(headline: str) -> str:
    """The words alone, whatever the quotes, dashes, capitals and spaces."""
    folded = unicodedata.normalize("NFKC", headline).casefold().replace("’", "").replace("'", "")
    return _NO_WORD.sub(" ", folded).strip()


def likeness(one: str, other: str) -> float:
    """0 to 1. Cheap for headlines that share few words."""
    mine, others = _tokens(one), _tokens(other)
    if not mine or not others or len(mine & others) < 0.4 * max(len(mine), len(others)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _tokens(text: str) -> set[str]:
    words = set(text.split())
    return words if len(words) > 2 else set(text)


def _headlines() -> dict[int, set[str]]:
    """What each story is or was called, on the desk and before readers."""
    known: dict[int, set[str]] = defaultdict(set)
    for pk, headline in Article.objects.exclude(headline="").values_list("pk", "headline"):
        known[pk].add(normalised(headline))
    for pk, headline in Edition.objects.values_list("article_id", "headline").order_by().distinct():
        known[pk].add(normalised(headline))
    return known


def _by_address(url: str) -> Article | None:
    parts = urlsplit(url)
    if parts.hostname != urlsplit(settings.SITE_URL).hostname:
        return None
    found = Address.objects.filter(path=parts.path).select_related("article").first()
    return found.article if found else None
