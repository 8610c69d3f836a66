"""Whether a name that copy gives for an organisation is our own paper, or a desk of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Section
from newsroom.models import Imprint

_WORDS = re.compile(r"[\W_]+")
_STAFF = frozenset({"staff", "newsroom", "redaktion", "redacción", "rédaction", "editors", "desk"})


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
    """The words alone, without “The” before them and “www” or “staff” around them."""
    words = _WORDS.sub(" ", name.casefold()).split()
    while len(words) > 1 and words[0] in ("the", "www", "https", "http"):
        words = words[1:]
    while len(words) > 1 and words[-1] in ("staff", "newsroom"):
        words = words[:-1]
    return " ".join(words)
