"""Stories on reader pages: what cards, bylines, running text and corrections are made of.

How they look is said in templates/articles/fragments/; a test puts script into every field.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from articles.body.links import sponsored as mark_links
from articles.models import Role
from articles.reading.dates import clock, day_in_year, full_moment, long_day, machine, minutes, short_day
from articles.reading.fragments import Word, fragment, once_a_card, render
from articles.reading.kinds import ADVERT, label_of
from articles.reading.kinds import labelled as with_label
from articles.reading.paths import path_to
from articles.reading.phrases import _, credit, fix_name, fix_words
from articles.reading.splitting import parted
from articles.reading.values import Card, Fix, Link, NamedRow, Picture, StoryPage, Writer
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
    return _card(story, size, place, standfirst, _more(story, said))


@once_a_card
def _card(story: Card, size: str, place: str, standfirst: bool, more: tuple[str, ...]) -> SafeString:
    return render(
        "card",
        size=size,
        picture=picture(story.picture, place) if story.picture and place else "",
        path=story.path,
        headline=tied(story.headline),
        standfirst=story.standfirst if standfirst else "",
        **_kind(story),
        **_by(story, more),
    )


@register.simple_tag
@once_a_card
def card_row(story: Card) -> SafeString:
    """A small story beside a large one: a thumb, then words; the section stands after the byline."""
    return render(
        "card_row",
        picture=picture(story.picture, "row") if story.picture else "",
        path=story.path,
        headline=tied(story.headline),
        standfirst=story.standfirst,
        **_kind(story),
        **_by(story, _more(story, ("section",))),
    )


@register.simple_tag
@once_a_card
def opinion(story: Card, size: str = "") -> SafeString:
    """An opinion: whose it is with the face, the headline in italics. "first" is the one set largest."""
    writer = next((writer for writer in story.writers if writer.role == BY), None)
    face = writer.portrait if writer else None
    place = "portrait" if size else "face"
    return render(
        "opinion",
        size=size,
        face=picture(face, place, "early" if size else "") if face else "",
        names=_names(story),
        path=story.path,
        headline=tied(story.headline),
        standfirst=story.standfirst,
        **_kind(story, story.section.name),
    )


@register.simple_tag
def by(story: Card, *said: str) -> SafeString:
    """`Ines Alvarez / Northern Wire · 6 min read`, without links: the card leads to one place."""
    return fragment("card_byline", **_by(story, _more(story, said)))


def _by(story: Card, more: tuple[str, ...]) -> dict[str, Word]:
    outlet = story.outlet.name if story.outlet else ""
    if writers := [writer.name for writer in story.writers if writer.role == BY]:
        return {"names": _and(writers), "outlet": outlet, "more": more}
    return {"names": _names(story), "outlet": "", "more": more}


def _more(story: Card, said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for each in said if (word := _AFTER[each](story)))


_AFTER = {
    "minutes": lambda story: minutes(story.minutes),
    "section": lambda story: story.section.name,
    "date": lambda story: day_in_year(story.first_live),
}


@register.filter
@lru_cache(4000)
def tied(headline: str) -> str:
    """The headline with no line ending between a number and what it counts."""
    return _COUNTED.sub("\\1\u00a0", headline)


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
    path = path_to("section", story.section.slug) if story.section.slug else ""
    return fragment("kicker", path=path, section=word, **_kind(story, word))


@register.simple_tag
@once_a_card
def label(story: Card, beside: str = "") -> SafeString:
    """What kind of story it is, over its headline; nothing for news, nor where the word `beside` says it."""
    return render("kind", **_kind(story, beside))


def _kind(story: Card, beside: str = "") -> dict[str, Word]:
    word = label_of(story.kind)
    return {"word": "" if word.casefold() == beside.casefold() else word, "paid": story.kind == ADVERT}


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
    others = tuple((str(Role(role).label), SafeString(_and(links))) for role, links in groups.items())
    return fragment("byline", signed=SafeString(" / ".join(signed)), others=others)


def _link(name: str, row: NamedRow | Writer) -> str:
    return fragment("name", is_author=name == "author", path=path_to(name, row.slug), name=row.name)


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
    return fragment("read", url=link.url, title=with_label(link.title, link.kind))


def _figure(photo: Picture) -> str:
    return fragment("figure", picture=picture(photo, "body"), caption=photo.caption, credit=credit(photo))


_MARKS = frozenset("\"'“„«‘‚‹「『»")


def _pull(quote: dict[str, str]) -> str:
    text = quote["text"]
    return fragment("pull_quote", text=text, by=quote.get("by", ""), marks=text[:1] not in _MARKS)


_BLOCKS: dict[str, Callable[[Any], str]] = {"html": str, "read": _read, "photo": _figure, "quote": _pull}


@register.simple_tag
def correction(fix: Fix) -> SafeString:
    """What was wrong and what is right, dated, with the way to all corrections."""
    return fragment(
        "correction",
        name=fix_name(fix),
        moment=machine(fix.made_at),
        day=long_day(fix.made_at),
        words=fix_words(fix),
        path=f"{path_to('corrections')}#correction-{fix.pk}",
    )


# --- other words ------------------------------------------------------------------------------


@register.filter
def address(slug: str, name: str) -> str:
    """`{{ topic.slug|address:"topic" }}`: the path, without the price of `{% url %}`."""
    return path_to(name, slug)
