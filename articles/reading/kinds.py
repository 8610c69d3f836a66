"""What a kind of story is called wherever its headline stands, so that readers can tell it from news."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: Paid for by somebody: never among the news, and its links are no recommendation of ours.
ADVERT = "advert"
_TOLD = frozenset({"analysis", "opinion", "review", "obituary", ADVERT})


def label_of(kind: str) -> str:
    """Opinion, Analysis, Review, Obituary, Advertisement; empty for news and features, which need no word."""
    return _label(get_language(), kind) if kind in _TOLD else ""


@lru_cache(200)
def _label(_language: str | None, kind: str) -> str:
    return {
        "analysis": _("Analysis"),
        "opinion": _("Opinion"),
        "review": _("Review"),
        "obituary": _("Obituary"),
        ADVERT: _("Advertisement"),
    }[kind]


def labelled(headline: str, kind: str) -> str:
    """`Opinion: A timetable is a promise`, where a headline stands alone; a label typed into it is enough."""
    label = label_of(kind)
    if not label or headline.casefold().startswith(f"{label.casefold()}:"):
        return headline
    return _("%(label)s: %(headline)s") % {"label": label, "headline": headline}
