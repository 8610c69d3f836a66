"""Whether a name that copy gives for an organisation is our own paper, or a desk of it."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Section
from newsroom.models import Imprint

_WORDS = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"[’']s\b")
_STAFF = frozenset({
    "staff", "newsroom", "redaktion", "redacción", "rédaction", "editors", "desk", "team", "reporters",
    "online",
})  # fmt: skip
_BEFORE = frozenset({
    "the", "die", "der", "das", "le", "la", "les", "el", "los", "las", "www", "https", "http",
    "redaktion", "redacción", "rédaction",
})  # fmt: skip


def our_names() -> frozenset[str]:
    """Our paper, its publisher, its hosts, its sections; each as `folded`."""
    imprint = Imprint.current()
    hosts = {urlsplit(settings.SITE_URL).hostname or "", imprint.email.rpartition("@")[2]}
    names = {imprint.name, imprint.publisher.partition(",")[0], *hosts}
    sections = {
        section
        for name in Section.objects.values_list("name", flat=True)
        for section in (name, f"{name} desk")
    }
    return frozenset(folded(name) for name in (names | sections) if name) | _STAFF


def is_ours(name: str, ours: frozenset[str]) -> bool:
    return folded(name) in ours


def folded(name: str) -> str:
    """The words as one, without the article before them and “www” or “staff” around them.

    Some write “FerryPost”, and “ferry-post”.
    """
    words = _WORDS.sub(" ", _POSSESSIVE.sub("", name.casefold())).split()
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in _STAFF:
        words = words[:-1]
    return "".join(words)
