"""What pages and feeds say alike: a picture’s credit, and what was corrected."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from articles.models import Correction
from articles.reading.fragments import fragment
from articles.reading.values import Fix, Picture


@lru_cache(1000)
def _translated(_language: str | None, message: str) -> str:
    return gettext(message)


def _(message: str) -> str:
    """`gettext`, asked once: a word that no catalogue has is looked for in all of them each time."""
    return _translated(get_language(), message)


def credit(photo: Picture, links: bool = True) -> SafeString:
    """`(Creator / Organisation / Licence)`, with the original and the licence linked."""
    names = [name for name in (photo.creator, photo.organisation) if name]
    parts = [(name, "" if number or not links else photo.source_url, "") for number, name in enumerate(names)]
    if photo.licence:
        parts.append((photo.licence, photo.licence_url if links else "", "license"))
    return fragment("credit", parts=tuple(parts)) if parts else SafeString("")


def fix_words(fix: Fix) -> SafeString:
    """What readers are told, what it said and what it now says."""
    return fragment("correction_words", text=fix.text, was=fix.was, now=fix.now)


def fix_name(fix: Fix) -> str:
    """Correction, Clarification … and Serious correction."""
    if fix.severe and fix.kind == Correction.Kind.CORRECTION:
        return _("Serious correction")
    return str(Correction.Kind(fix.kind).label)
