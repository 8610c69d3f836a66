"""Stories on reader pages: cards, bylines, running text and dates.

A card is made here and not in an included template: an include costs ten times as much, and a front page
has forty of them. Whatever comes from a row goes through escape(); a test puts script into every field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from articles.body.links import sponsored as mark_links
from articles.models import Role
from articles.reading.dates import clock, day_in_year, full_moment, long_day, machine, minutes, short_day
from articles.reading.kinds import ADVERT, label_of
from articles.reading.kinds import labelled as with_label
from articles.reading.paths import path_to
from articles.reading.phrases import _, credit, fix_name, fix_words
from articles.reading.splitting import parted
from articles.reading.values import Card, Fix, Link, Named, Picture, StoryPage, Writer
from articles.templatetags.pictures import picture

register = template.Library()
BY = Role.BY.value
#: A number and the word that it counts: "211 days", "900 homes".
_COUNTED = re.compile(r"(?<!\S)(\d[\d.,]*) (?=[^\W\d_]{3})")


for _each in (short_day, long_day, clock, full_moment, machine, minutes, fix_name, fix_words):
    register.filter(_each.__name__, _each)


# --- cards ------------------------------------------------------------------------------------


@register.simple_tag
def card(story: Card, size: str, place: str = "", *said: str, standfirst: bool = True) -> SafeString:
    """`{% card story "s" "c3" "minutes" %}`: picture if it has one and a place, headline, standfirst, byline.

    `said` names what stands after the byline: minutes, section, date.
    """
    shown = f'<div class="ph">{picture(story.picture, place)}</div>' if story.picture and place else ""
    below = _standfirst(story) if standfirst else ""
    return SafeString(
        f'<article class="card {size}">{shown}{label(story)}<h3>{_headline(story)}</h3>{below}'
        f"{by(story, *said)}</article>"
    )


@register.simple_tag
def card_row(story: Card) -> SafeString:
    """A small story beside a large one: a thumb, then words; the section stands after the byline."""
    thumb = f'<div class="ph">{picture(story.picture, "row")}</div>' if story.picture else ""
    words = f"<div>{label(story)}<h3>{_headline(story)}</h3>{_standfirst(story)}{by(story, 'section')}</div>"
    return SafeString(f'<article class="card s{" row" if thumb else ""}">{thumb}{words}</article>')


@register.simple_tag
def opinion(story: Card, size: str = "") -> SafeString:
    """An opinion: whose it is with the face, the headline in italics. "first" is the one set largest."""
    writer = next((writer for writer in story.writers if writer.role == BY), None)
    face = writer.portrait if writer else None
    place = "portrait" if size else "face"
    shown = f'<div class="ph sq">{picture(face, place, "early" if size else "")}</div>' if face else ""
    whose = f'<p class="by"><b>{escape(_names(story))}</b></p>'
    level = "h2" if size else "h3"
    said = "" if _same(label_of(story.kind), story.section.name) else label(story)
    words = f"<div>{said}{whose}<{level}>{_headline(story)}</{level}>{_standfirst(story)}</div>"
    return SafeString(f'<article class="op{" " if size else ""}{size}">{shown}{words}</article>')


@register.simple_tag
def by(story: Card, *said: str) -> SafeString:
    """`Ines Alvarez / Northern Wire · 6 min read`, without links: the card leads to one place."""
    signed = any(writer.role == BY for writer in story.writers)
    outlet = f" / {escape(story.outlet.name)}" if story.outlet and signed else ""
    more = "".join(f" · {escape(word)}" for each in said if (word := _AFTER[each](story)))
    return SafeString(f'<p class="by"><b>{escape(_names(story))}</b>{outlet}{more}</p>')


_AFTER = {
    "minutes": lambda story: minutes(story.minutes),
    "section": lambda story: story.section.name,
    "date": lambda story: day_in_year(story.first_live),
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
    """The word over the headline, which leads to the section, and what kind of story it is."""
    word = story.kicker or story.section.name
    link = (
        f'<a href="{path_to("section", story.section.slug)}">{escape(word)}</a>' if story.section.slug else ""
    )
    said = "" if _same(word, label_of(story.kind)) else label(story)
    return SafeString((f'<p class="kick">{link}</p>' if link else "") + said)


@register.simple_tag
def label(story: Card, beside: str = "") -> SafeString:
    """What kind of story it is, over its headline; nothing for news, nor where the word `beside` says it."""
    word = label_of(story.kind)
    if _same(word, beside):
        return SafeString("")
    paid = " paid" if story.kind == ADVERT else ""
    return SafeString(f'<p class="kind{paid}">{escape(word)}</p>' if word else "")


def _same(word: str, label: str) -> bool:
    """The column or section is called what the label would say again."""
    return word.casefold() == label.casefold()


@register.filter
def labelled(headline: str, kind: str) -> str:
    """`{{ match.headline|labelled:match.kind }}`: the kind and the headline in one line."""
    return with_label(headline, kind)


@register.filter
def sponsored(html: SafeString, kind: str) -> SafeString:
    """`{% filter sponsored:card.kind %}`: links that lead away from a paid story say so."""
    return SafeString(mark_links(html, settings.SITE_URL)) if kind == ADVERT else html


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
    target = f'<a href="{escape(link.url)}">{escape(with_label(link.title, link.kind))}</a>'
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
    link = f'<a href="{path_to("corrections")}#correction-{fix.pk}">{escape(_("All corrections"))}</a>'
    return SafeString(
        f'<section class="fix" aria-label="{name}">'
        f'<h2>{name}, <time datetime="{machine(fix.made_at)}">{long_day(fix.made_at)}</time></h2>'
        f"<p>{fix_words(fix)} {link}</p></section>"
    )


# --- other words ------------------------------------------------------------------------------


@register.filter
def address(slug: str, name: str) -> str:
    """`{{ topic.slug|address:"topic" }}`: the path, without the price of `{% url %}`."""
    return path_to(name, slug)
