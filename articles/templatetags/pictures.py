"""Pictures on reader pages: the renditions that fit the place they stand in, and their credit.

Made here and not in an included template, which costs ten times as much: a front page has forty of them.
Whatever comes from a row goes through escape().
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from articles.photos.renditions import rendition_url
from articles.reading.about import photo_alone
from articles.reading.values import Picture
from newsroom.pagestore import hold

register = template.Library()
#: Key, fingerprint, token of a preview link.
Files = tuple[str, str, str]

#: Where the style sheets set all columns, and where small cards stand in pairs.
_WIDE, _PAIRS = "(min-width: 56.25em)", "(min-width: 40em) 50vw"
#: For each place on a page: how wide the picture stands there, and the widest file it is worth.
PLACES = {
    "c3": (f"{_WIDE} 280px, {_PAIRS}, 112px", 592),
    "c4": (f"{_WIDE} 384px, {_PAIRS}, 112px", 800),
    "c5": (f"{_WIDE} 488px, {_PAIRS}, 100vw", 960),
    "c6": (f"{_WIDE} 592px, 100vw", 960),
    "c7": (f"{_WIDE} 696px, 100vw", 960),
    "c8": (f"{_WIDE} 800px, 100vw", 960),
    "wide": ("(min-width: 62.5em) 960px, 100vw", 1400),
    "body": ("(min-width: 40em) 608px, 100vw", 960),
    "river": (f"{_WIDE} 240px, 112px", 592),
    "row": ("(min-width: 40em) 152px, 112px", 384),
    "face": ("96px", 384),
    "small-face": ("64px", 280),
    "portrait": (f"{_WIDE} 192px, 96px", 384),
}
#: A phone needs no file wider than this, however fine its screen.
PHONE = 960


@register.simple_tag
def picture(photo: Picture, place: str, eager: bool = False) -> SafeString:
    """`{% picture story.picture "c6" %}`: a <picture> for that place; `True` for the one seen first."""
    files = (photo.key, photo.fingerprint, photo.preview)
    before, after = _frame(files, tuple(photo.widths), photo.width, photo.height, place)
    seen = ' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'
    focus = f"fx{round(photo.focal_x, -1)} fy{round(photo.focal_y, -1)}"
    return SafeString(f'{before}{escape(photo.alt)}{after}{seen} class="{focus}"></picture>')


@lru_cache(4000)
def _frame(files: Files, widths: tuple[int, ...], width: int, height: int, place: str) -> tuple[str, str]:
    """What stands before and after the alt text. Files never change, so neither does this."""
    sizes, most = PLACES[place]
    fitting = [each for each in widths if each <= most] or list(widths[:1]) or [width]
    on_phones = [each for each in fitting if each <= PHONE] or fitting
    middle = fitting[len(fitting) // 2]
    sources = _source(files, on_phones, sizes)
    if on_phones != fitting:
        sources = _source(files, fitting, sizes, f' media="{_WIDE}"') + sources
    tall = round(height * middle / width) if width else middle
    image = f'<img src="{_address(files, middle, "jpg")}" width="{middle}" height="{tall}" alt="'
    return f"<picture>{sources}{image}", '"'


def _source(files: Files, widths: list[int], sizes: str, media: str = "") -> str:
    offered = ", ".join(f"{_address(files, width, 'avif')} {width}w" for width in widths)
    return f'<source type="image/avif"{media} srcset="{offered}" sizes="{sizes}">'


def _address(files: Files, width: int, fmt: str) -> str:
    key, fingerprint, preview = files
    return rendition_url(key, fingerprint, f"{width}.{fmt}", preview)


@register.simple_tag
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


@register.filter
def social(photo: Picture) -> str:
    """The card that other sites show beside a link."""
    return photo.social_url


@register.simple_tag(takes_context=True)
def photo_figure(context: Context, photo: object, place: str = "wide") -> SafeString:
    """A photo that stands by itself, by its identity, with caption and credit; nothing where there is none.

    Its licence has to be good today. The page is made of the tag `photo:<identity>`.
    """
    identity = str(photo or "").strip()
    if not (identity.isascii() and identity.isdecimal() and len(identity) < 18):
        return SafeString("")
    shown = hold(context["request"], f"photo_figure:{identity}", lambda: photo_alone(int(identity)))
    if shown is None:
        return SafeString("")
    caption = f"<figcaption>{escape(shown.caption)} {credit(shown)}</figcaption>"
    return SafeString(f'<figure class="alone">{picture(shown, place)}{caption}</figure>')
