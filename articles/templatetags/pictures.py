"""Pictures on reader pages: the renditions that fit the place they stand in, and their credit.

`<picture>` is made here: which files, how wide, when to fetch them. What comes from a row is escaped.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from articles.photos.renditions import nearest, rendition_url
from articles.reading.fragments import fragment
from articles.reading.lists import photo_alone
from articles.reading.phrases import credit
from articles.reading.values import Picture
from newsroom.pagestore import hold

register = template.Library()
register.simple_tag(credit)
#: Key, fingerprint, token of a preview link.
Files = tuple[str, str, str]

#: Where the style sheets set all columns, where the page is at its widest, and where cards stand in pairs.
_COLUMNS, _FULL, _PAIRED = "(min-width: 56.25em)", "(min-width: 80em)", "(min-width: 40em)"
#: Below the columns: from edge to edge, between the margins, half of that, a thumb beside its words.
#: In one column, on a phone, whose screen is finer than eyes are: two thirds of what the picture takes, so
#: that a smaller file will do. It comes sooner, and has two dots of the file for three of the screen.
_PHONE = "66vw"
_EDGES, _BETWEEN = f"{_PAIRED} 100vw, {_PHONE}", f"{_PAIRED} calc(96.5vw - 1.2rem), {_PHONE}"
_HALF, _THUMB = "calc(47.4vw - 0.9rem)", "7rem"


@dataclass(frozen=True)
class Place:
    """How wide a picture stands there (`sizes` of <picture>; at most `px`), and which files it is worth.

    `cut`: it is cut to the shape of the place; else it keeps its own, and a tall one is bounded in height.
    """

    sizes: str
    px: int
    least: int
    most: int
    cut: bool = True


def _span(columns: int, below: str, *, least: int = 488, most: int = 960) -> Place:
    """A place that is so many of the twelve columns wide, as cards.css sets them.

    The gap between them is 0.6rem + 1.75vw, and 2rem from 80em on, where a column has 72 px.
    """
    px = 72 * columns + 32 * (columns - 1)
    growing = (columns - 0.0175 * (columns + 12)) / 12 * 100
    fluid = f"calc({growing:.1f}vw - {0.05 * (columns + 12):.2f}rem)"
    return Place(f"{_FULL} {px / 16:g}rem, {_COLUMNS} {fluid}, {below}", px, least, most)


PLACES = {
    "c3": _span(3, f"{_PAIRED} {_HALF}, {_THUMB}", least=280, most=592),
    "c4": _span(4, f"{_PAIRED} {_HALF}, {_THUMB}", least=280, most=800),
    # Where cards stand in pairs, the third has both columns.
    "c4-third": _span(4, f"{_PAIRED} calc(96.5vw - 1.2rem), {_THUMB}", least=280, most=800),
    "c5": _span(5, f"{_PAIRED} {_HALF}, {_BETWEEN}"),
    "c6": _span(6, _BETWEEN),
    "c7": _span(7, _EDGES),
    "c8": _span(8, _EDGES),
    "c12": _span(12, _EDGES, most=1400),
    "wide": Place(
        f"(min-width: 63em) 60rem, {_COLUMNS} calc(96.5vw - 1.2rem), {_EDGES}", 960, 488, 1400, cut=False
    ),
    "body": Place(f"(min-width: 41em) 38rem, {_BETWEEN}", 608, 488, 960, cut=False),
    # Cut to a strip, over the text of the newsroom's own pages.
    "alone-wide": Place(f"(min-width: 63em) 60rem, {_EDGES}", 960, 488, 1400),
    "alone-body": Place(f"(min-width: 41em) 38rem, {_EDGES}", 608, 488, 960),
    "river": Place(f"{_COLUMNS} 15rem, {_THUMB}", 240, 280, 488),
    "row": Place(f"{_PAIRED} 9.5rem, {_THUMB}", 152, 280, 384),
    "face": Place(f"{_COLUMNS} 6rem, 5rem", 96, 280, 280),
    "small-face": Place("4rem", 64, 280, 280),
    "portrait": Place(f"{_COLUMNS} 12rem, 6rem", 192, 280, 384),
}
#: A phone needs no file wider than this, however fine its screen.
PHONE = 960
#: A picture that keeps its shape stands no taller than this (`.tall` in the style sheets).
TALLEST_REM = 45
#: When the browser should fetch it: the lead before all others, what is seen early in its turn, the rest when
#: it comes near.
_FETCHED = {"lead": ' fetchpriority="high"', "early": "", "": ' loading="lazy" decoding="async"'}


@register.simple_tag
def picture(photo: Picture, place: str, seen: str = "") -> SafeString:
    """`{% picture story.picture "c6" %}`: a <picture> for that place; "lead" for the one a page opens with,
    "early" for others that are seen without scrolling."""
    files = (photo.key, photo.fingerprint, photo.preview)
    before, after, shape = _frame(files, tuple(photo.widths), photo.width, photo.height, place)
    focus = f"fx{round(photo.focal_x, -1)} fy{round(photo.focal_y, -1)}{shape}"
    return SafeString(f'{before}{escape(photo.alt)}{after}{_FETCHED[seen]} class="{focus}"></picture>')


@lru_cache(4000)
def _frame(files: Files, widths: tuple[int, ...], width: int, height: int, name: str) -> tuple[str, str, str]:
    """What stands before and after the alt text, and the class of its shape. Files never change, so neither
    does this."""
    place = PLACES[name]
    there = widths or (width,)
    fitting = [each for each in there if place.least <= each <= place.most] or [
        max((each for each in there if each < place.least), default=there[0])
    ]
    sizes, px, shape = place.sizes, place.px, ""
    if not place.cut and height > width:
        rem = min(TALLEST_REM * width / height, there[-1] / 16)
        sizes, px, shape = f"min(100vw, {rem:.2f}rem)", round(rem * 16), " tall"
    elif there[-1] < place.px:
        # Never shown larger than it is.
        sizes, px, shape = f"{there[-1]}px", there[-1], " small"
    on_phones = [each for each in fitting if each <= PHONE] or fitting
    sources = _source(files, on_phones, sizes)
    if on_phones != fitting:
        sources = _source(files, fitting, sizes, f' media="{_COLUMNS}"') + sources
    plain = nearest(fitting, px)
    tall = round(height * plain / width) if width else plain
    image = f'<img src="{_address(files, plain, "jpg")}" width="{plain}" height="{tall}" alt="'
    return f"<picture>{sources}{image}", '"', shape


def _source(files: Files, widths: list[int], sizes: str, media: str = "") -> str:
    offered = ", ".join(f"{_address(files, width, 'avif')} {width}w" for width in widths)
    return f'<source type="image/avif"{media} srcset="{offered}" sizes="{sizes}">'


def _address(files: Files, width: int, fmt: str) -> str:
    key, fingerprint, preview = files
    return rendition_url(key, fingerprint, f"{width}.{fmt}", preview)


@register.filter
def social(photo: Picture) -> str:
    """The card that other sites show beside a link."""
    return photo.social_url


@register.simple_tag(takes_context=True)
def photo_figure(context: Context, photo: object, place: str = "alone-wide") -> SafeString:
    """A photo that stands by itself, by its identity, with caption and credit; nothing where there is none.

    Its licence has to be good today. The page is made of the tag `photo:<identity>`.
    """
    identity = str(photo or "").strip()
    if not (identity.isascii() and identity.isdecimal() and len(identity) < 18):
        return SafeString("")
    shown = hold(context["request"], f"photo_figure:{identity}", lambda: photo_alone(int(identity)))
    if shown is None:
        return SafeString("")
    made = picture(shown, place)
    return fragment("figure", alone=True, picture=made, caption=shown.caption, credit=credit(shown))
