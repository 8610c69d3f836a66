"""What pages and feeds say alike: a picture’s credit, and what was corrected. Rows go through escape()."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from articles.models import Correction
from articles.reading.values import Fix, Picture


@lru_cache(1000)
def _translated(_language: str | None, message: str) -> str:
    return gettext(message)


def _(message: str) -> str:
    """`gettext`, asked once: a word that no catalogue has is looked for in all of them each time."""
    return _translated(get_language(), message)


def credit(photo: Picture, links: bool = True) -> SafeString:
    """`(Creator / Organisation / Licence)`, with the original and the licence linked."""
    parts = [escape(name) for name in (photo.creator, photo.organisation) if name]
    if parts and photo.source_url and links:
        parts[0] = f'<a href="{escape(photo.source_url)}">{parts[0]}</a>'
    if photo.licence and photo.licence_url and links:
        parts.append(f'<a rel="license" href="{escape(photo.licence_url)}">{escape(photo.licence)}</a>')
    elif photo.licence:
        parts.append(escape(photo.licence))
    return SafeString(f'<span class="credit">({" / ".join(parts)})</span>' if parts else "")


def fix_words(fix: Fix) -> SafeString:
    """What readers are told, what it said and what it now says."""
    was = f" {escape(_('It said:'))} <del>{escape(fix.was)}</del>" if fix.was else ""
    now = f" {escape(_('It now says:'))} <ins>{escape(fix.now)}</ins>" if fix.now else ""
    return SafeString(f"{escape(fix.text)}{was}{now}")


def fix_name(fix: Fix) -> str:
    """Correction, Clarification … and Serious correction."""
    if fix.severe and fix.kind == Correction.Kind.CORRECTION:
        return _("Serious correction")
    return str(Correction.Kind(fix.kind).label)
