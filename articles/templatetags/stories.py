"""Stories on reader pages: cards, bylines, running text and dates.

A card is made here and not in an included template: an include costs ten times as much, and a front page
has forty of them. Whatever comes from a row goes through escape(); a test puts script into every field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils import dateformat, timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from articles.models import Correction, Role
from articles.paths import path_to
from articles.reading import kind_name
from articles.reading.parting import parted
from articles.reading.values import Card, Fix, Link, Named, Picture, StoryPage, Writer
from articles.templatetags.pictures import credit, picture

register = template.Library()
BY = Role.BY.value
#: A number and the word that it counts: "211 days", "900 homes".
_COUNTED = re.compile(r"(?<!\S)(\d[\d.,]*) (?=[^\W\d_]{3})")


# --- dates ------------------------------------------------------------------------------------


@lru_cache(1000)
def _translated(_language: str | None, message: str) -> str:
    return gettext(message)


def _(message: str) -> str:
    """gettext, asked once: a word that no catalogue has is looked for in all of them each time."""
    return _translated(get_language(), message)


@lru_cache(1000)
def _said(moment: datetime | date, form: str) -> str:
    return dateformat.format(moment, form)


def _minute(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(second=0, microsecond=0)


@register.filter
def short_day(moment: datetime) -> str:
    """21 Nov"""
    return _said(timezone.localtime(moment).date(), "j M")


@register.filter
def long_day(moment: datetime | date) -> str:
    """21 November 2026"""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _said(day, "j F Y")


@register.filter
def clock(moment: datetime) -> str:
    """6.00 a.m."""
    return _said(_minute(moment), "g.i a")


@register.filter
def full_moment(moment: datetime) -> str:
    """21 November 2026, 6.00 a.m. CET"""
    return _said(_minute(moment), "j F Y, g.i a T")


@register.filter
def machine(moment: datetime) -> str:
    """For `datetime`: with the zone, to the minute."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


@register.filter
def minutes(count: int) -> str:
    """8 min read"""
    return _minutes(get_language(), count)


@lru_cache(200)
def _minutes(_language: str | None, count: int) -> str:
    return ngettext("%(count)d min read", "%(count)d min read", count) % {"count": count}


# --- cards ------------------------------------------------------------------------------------


@register.simple_tag
def card(story: Card, size: str, place: str = "", *said: str, standfirst: bool = True) -> SafeString:
    """`{% card story "s" "c3" "minutes" %}`: picture if it has one and a place, headline, standfirst, byline.

    `said` names what stands after the byline: minutes, section, date, kind.
    """
    shown = f'<div class="ph">{picture(story.picture, place)}</div>' if story.picture and place else ""
    below = _standfirst(story) if standfirst else ""
    return SafeString(
        f'<article class="card {size}">{shown}<h3>{_headline(story)}</h3>{below}{by(story, *said)}</article>'
    )


@register.simple_tag
def card_row(story: Card) -> SafeString:
    """A small story beside a large one: a thumb, then words; the section stands after the byline."""
    thumb = f'<div class="ph">{picture(story.picture, "row")}</div>' if story.picture else ""
    words = f"<div><h3>{_headline(story)}</h3>{_standfirst(story)}{by(story, 'section')}</div>"
    return SafeString(f'<article class="card s{" row" if thumb else ""}">{thumb}{words}</article>')


@register.simple_tag
def opinion(story: Card, size: str = "") -> SafeString:
    """An opinion: whose it is with the face, the headline in italics. "first" is the one set largest."""
    writer = next((writer for writer in story.writers if writer.role == BY), None)
    face = writer.portrait if writer else None
    place = "portrait" if size else "face"
    shown = f'<div class="ph sq">{picture(face, place, bool(size))}</div>' if face else ""
    whose = f'<p class="by"><b>{escape(_names(story))}</b></p>'
    level = "h2" if size else "h3"
    words = f"<div>{whose}<{level}>{_headline(story)}</{level}>{_standfirst(story)}</div>"
    return SafeString(f'<article class="op{" " if size else ""}{size}">{shown}{words}</article>')


@register.simple_tag
def by(story: Card, *said: str) -> SafeString:
    """`Ines Alvarez / Northern Wire · 6 min read`, without links: the card leads to one place."""
    outlet = f" / {escape(story.outlet.name)}" if story.outlet and story.writers else ""
    more = "".join(f" · {escape(word)}" for each in said if (word := _AFTER[each](story)))
    return SafeString(f'<p class="by"><b>{escape(_names(story))}</b>{outlet}{more}</p>')


_AFTER = {
    "minutes": lambda story: minutes(story.minutes),
    "section": lambda story: story.section.name,
    "date": lambda story: _said(timezone.localtime(story.first_live).date(), "j F"),
    "kind": lambda story: kind_name(story.kind),
}


def _headline(story: Card) -> str:
    return f'<a href="{escape(story.path)}">{escape(tied(story.headline))}</a>'


@register.filter
@lru_cache(4000)
def tied(headline: str) -> str:
    """The headline with no line ending between a number and what it counts."""
    return _COUNTED.sub("\\1\u00a0", headline)


def _standfirst(story: Card) -> str:
    return f'<p class="st">{escape(story.standfirst)}</p>' if story.standfirst else ""


def _names(story: Card) -> str:
    writers = [writer.name for writer in story.writers if writer.role == BY]
    if writers:
        return _and(writers)
    return story.outlet.name if story.outlet else ", ".join(writer.name for writer in story.writers)


def _and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


@register.simple_tag
def kicker(story: Card) -> SafeString:
    """The word over the headline; it leads to the section."""
    word = escape(story.kicker or story.section.name)
    return SafeString(f'<p class="kick"><a href="{path_to("section", story.section.slug)}">{word}</a></p>')


# --- the byline of a story --------------------------------------------------------------------


@register.simple_tag
def byline(story: StoryPage) -> SafeString:
    """`By A and B / Partner`, all linked; on a line of its own each further role."""
    groups: dict[str, list[str]] = {}
    for writer in story.card.writers:
        groups.setdefault(writer.role, []).append(_link("author", writer))
    signed = [_and(groups.pop(BY))] if BY in groups else []
    if story.card.outlet:
        signed.append(_link("outlet", story.card.outlet))
    lines = [f'<p class="by2">{escape(_("By"))} {" / ".join(signed)}</p>'] if signed else []
    for role, links in groups.items():
        lines.append(f'<p class="more">{escape(str(Role(role).label))} {_and(links)}</p>')
    return SafeString("".join(lines))


def _link(name: str, row: Named | Writer) -> str:
    rel = ' rel="author"' if name == "author" else ""
    return f'<a{rel} href="{path_to(name, row.slug)}">{escape(row.name)}</a>'


# --- the running text -------------------------------------------------------------------------


@register.simple_tag
def body(story: StoryPage) -> SafeString:
    """The text with its pictures, READ lines and pull quotes in place. The HTML was cleaned at the door."""
    return SafeString("".join(_BLOCKS[kind](value) for kind, value in story.blocks))


@register.simple_tag
def body_parted(story: StoryPage) -> list[SafeString]:
    """The text, or its two parts where something may stand between: `{% body_parted story as text %}`."""
    return [
        SafeString("".join(_BLOCKS[kind](value) for kind, value in part)) for part in parted(story.blocks)
    ]


def _read(link: Link) -> str:
    target = f'<a href="{escape(link.url)}">{escape(link.title)}</a>'
    return f'<p class="read"><b>{escape(_("READ:"))}</b> {target}</p>'


def _figure(photo: Picture) -> str:
    caption = f"<figcaption>{escape(photo.caption)} {credit(photo)}</figcaption>"
    return f"<figure>{picture(photo, 'body')}{caption}</figure>"


_MARKS = frozenset("\"'“„«‘‚‹「『»")


def _pull(quote: dict[str, str]) -> str:
    whose = f"<figcaption>{escape(quote['by'])}</figcaption>" if quote.get("by") else ""
    text = quote["text"]
    # Readers are shown that somebody said this; who typed the marks as well is not given them twice.
    said = "" if text[:1] in _MARKS else " said"
    return f'<figure class="pull{said}"><blockquote><p>{escape(text)}</p></blockquote>{whose}</figure>'


_BLOCKS: dict[str, Callable[[Any], str]] = {"html": str, "read": _read, "photo": _figure, "quote": _pull}


@register.simple_tag
def correction(fix: Fix) -> SafeString:
    """What was wrong and what is right, dated, with the way to all corrections."""
    name = escape(fix_name(fix))
    was = f" {escape(_('It said:'))} <del>{escape(fix.was)}</del>" if fix.was else ""
    now = f" {escape(_('It now says:'))} <ins>{escape(fix.now)}</ins>" if fix.now else ""
    link = f'<a href="{path_to("corrections")}#correction-{fix.pk}">{escape(_("All corrections"))}</a>'
    return SafeString(
        f'<section class="fix" aria-label="{name}">'
        f'<h2>{name}, <time datetime="{machine(fix.made_at)}">{long_day(fix.made_at)}</time></h2>'
        f"<p>{escape(fix.text)}{was}{now} {link}</p></section>"
    )


# --- other words ------------------------------------------------------------------------------


@register.filter
def fix_name(fix: Fix) -> str:
    """Correction, Clarification … and Serious correction."""
    if fix.severe and fix.kind == Correction.Kind.CORRECTION:
        return _("Serious correction")
    return str(Correction.Kind(fix.kind).label)


@register.filter
def address(slug: str, name: str) -> str:
    """`{{ topic.slug|address:"topic" }}`: the path, without the price of `{% url %}`."""
    return path_to(name, slug)
