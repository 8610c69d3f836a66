"""Which files are made of a picture, and where they stand. Names and addresses only; no pixel is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Widths in px at which columns stand (280 to 960) and the widest a page shows.
WIDTHS = (280, 384, 592, 800, 960, 1400)
#: Smallest file first: the order in which a page offers them.
FORMATS = ("avif", "webp", "jpg")
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
#: The card that other sites show beside a link, cut around the focal point.
SOCIAL = "social.jpg"
SOCIAL_SIZE = (1200, 630)

#: All that is ever served below /media/photos/: two signs of the key, the key, one file.
PATH = re.compile(
    r"(?P<shelf>[0-9a-f]{2})/(?P<key>(?P=shelf)[0-9a-f]{30})/(?P<file>[1-9]\d{0,4}\.(?:avif|webp|jpg)|social\.jpg)"
)


def widths_for(width: int) -> list[int]:
    """The widths made of a picture this wide: never wider than it is, ascending."""
    return [each for each in WIDTHS if each <= width] or [width]


def file_names(width: int) -> list[str]:
    """Every file made of a picture this wide."""
    return [f"{each}.{fmt}" for each in widths_for(width) for fmt in FORMATS] + [SOCIAL]


def folder(media_root: str | Path, key: str) -> Path:
    return Path(media_root) / "photos" / key[:2] / key


def rendition_url(key: str, width: int, fmt: str) -> str:
    """The address of one rendition; `fmt` is avif, webp or jpg."""
    return f"/media/photos/{key[:2]}/{key}/{width}.{fmt}"


def social_url(key: str) -> str:
    return f"/media/photos/{key[:2]}/{key}/{SOCIAL}"


def nearest(widths: Iterable[int], wanted: int) -> int:
    """The narrowest rendition that is at least as wide as wanted, else the widest; 0 if there is none."""
    there = sorted(widths)
    return next((width for width in there if width >= wanted), there[-1] if there else 0)


@dataclass(frozen=True)
class Source:
    """One line of a <picture>: `media_type` for `type`, `srcset` for `srcset`."""

    media_type: str
    srcset: str


def sources(key: str, widths: Iterable[int]) -> list[Source]:
    """What a <picture> offers, best first; the JPEG among them is for its <img>."""
    there = sorted(widths)
    return [
        Source(CONTENT_TYPES[fmt], ", ".join(f"{rendition_url(key, width, fmt)} {width}w" for width in there))
        for fmt in FORMATS
    ]
