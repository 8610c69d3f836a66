"""A whole story as HTML that stands by itself: absolute links, pictures with their caption and credit."""

import re

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.body.links import sponsored
from articles.photos.renditions import CONTENT_TYPES, nearest
from articles.reading.dates import long_day
from articles.reading.kinds import ADVERT, label_of, labelled
from articles.reading.paths import absolute
from articles.reading.phrases import credit, fix_name, fix_words
from articles.reading.values import Fix, Link, Picture, StoryPage

#: A picture in a feed is as wide as a reading column on a fine screen.
WIDTH = 960
_RELATIVE = re.compile(r'(<a href=")(?=/(?!/))')


def picture_url(picture: Picture) -> str:
    return absolute(picture.url(size_of(picture)[0], "jpg"))


def picture_type() -> str:
    return CONTENT_TYPES["jpg"]


def size_of(picture: Picture) -> tuple[int, int]:
    """Width and height of the rendition that goes into feeds."""
    width = nearest(picture.widths, WIDTH) or picture.width
    return width, round(picture.height * width / picture.width)


def whole_text(story: StoryPage) -> str:
    """What kind of story it is, lead picture, text, pictures in the text, and what has been corrected."""
    label = label_of(story.card.kind)
    parts = [format_html("<p><strong>{}</strong></p>", label)] if label else []
    parts += [_fix(fix) for fix in story.severe_fixes]
    if story.card.picture:
        parts.append(_figure(story.card.picture))
    for kind, value in story.blocks:
        if kind == "html":
            parts.append(SafeString(_RELATIVE.sub(rf"\g<1>{settings.SITE_URL}", value)))
        elif kind == "photo":
            parts.append(_figure(value))
        elif kind == "read":
            parts.append(_read(value))
        elif kind == "quote":
            parts.append(_quote(value))
    parts += [_fix(fix) for fix in story.other_fixes]
    if story.card.outlet and story.outlet_url:
        name = story.card.outlet.name
        parts.append(
            format_html('<p>{} <a href="{}">{}</a></p>', _("First published by"), story.outlet_url, name)
        )
    text = "\n".join(parts)
    return sponsored(text, settings.SITE_URL) if story.card.kind == ADVERT else text


def _figure(picture: Picture) -> SafeString:
    width, height = size_of(picture)
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}"><figcaption>{} {}</figcaption></figure>',
        picture_url(picture),
        width,
        height,
        picture.alt,
        picture.caption,
        credit(picture),
    )


def _read(link: Link) -> SafeString:
    url = absolute(link.url) if link.article_id else link.url
    return format_html(
        '<p><strong>{}</strong> <a href="{}">{}</a></p>', _("Read:"), url, labelled(link.title, link.kind)
    )


def _quote(said: dict[str, str]) -> SafeString:
    by = format_html("<p>— {}</p>", said["by"]) if said.get("by") else ""
    return format_html("<blockquote><p>{}</p>{}</blockquote>", said["text"], by)


def _fix(fix: Fix) -> SafeString:
    """As on the page: what it is, the newsroom's day, what was wrong and what is right."""
    day = long_day(fix.made_at)
    return format_html("<p><strong>{}, {}:</strong> {}</p>", fix_name(fix), day, fix_words(fix))
