"""Which files are made of a picture, and where they stand. Names and addresses only; no pixel is touched.

The renditions of a picture lie in a folder that is named by their own bytes, the fingerprint: whatever
changes them changes their address, so that an address can be kept for good by whoever has it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

#: Widths in px of columns (280 to 800), running text (608) and a lead picture; and the widest that is shown.
WIDTHS = (280, 384, 488, 592, 608, 696, 800, 960, 1400)
#: Smallest file first: the order in which a page offers them.
FORMATS = ("avif", "jpg")
CONTENT_TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}
#: The card that other sites show beside a link, cut around the focal point.
SOCIAL = "social.jpg"
SOCIAL_SIZE = (1200, 630)

#: All that is ever served below /media/photos/: two signs of the key, the key, the fingerprint, one file.
#: Without a fingerprint: an address from before there were any, or a picture that has not been remade since.
PATH = re.compile(
    r"(?P<start>[0-9a-f]{2})/(?P<key>(?P=start)[0-9a-f]{30})/(?:(?P<fingerprint>[0-9a-f]{16})/)?"
    r"(?P<file>(?P<width>[1-9]\d{0,4})\.(?P<format>avif|jpg)|social\.jpg)",
    re.ASCII,
)


def widths_for(width: int) -> list[int]:
    """The widths made of a picture this wide: never wider than it is, ascending."""
    return [each for each in WIDTHS if each <= width] or [width]


def file_names(width: int) -> list[str]:
    """Every file made of a picture this wide."""
    return files_at(widths_for(width))


def files_at(widths: Iterable[int]) -> list[str]:
    """Every file of a picture that has these widths."""
    return [f"{each}.{fmt}" for each in widths for fmt in FORMATS] + [SOCIAL]


def fingerprint_of(made: Mapping[str, bytes]) -> str:
    """16 signs that stand for the bytes of all these files together."""
    whole = hashlib.sha256()
    for name, data in sorted(made.items()):
        whole.update(f"{name} {len(data)}\n".encode())
        whole.update(data)
    return whole.hexdigest()[:16]


def folder(key: str, fingerprint: str = "") -> str:
    """Where the storage has the renditions of that fingerprint; without one, all that a picture has."""
    return f"photos/{key[:2]}/{key}{'/' if fingerprint else ''}{fingerprint}"


def rendition_url(key: str, fingerprint: str, file: str, preview: str = "") -> str:
    """The address of one file, such as `592.avif` or SOCIAL; with the token of a preview link if need be."""
    return f"/media/{folder(key, fingerprint)}/{file}{f'?preview={preview}' if preview else ''}"


def nearest(widths: Iterable[int], wanted: int) -> int:
    """The narrowest rendition that is at least as wide as wanted, else the widest; 0 if there is none."""
    there = sorted(widths)
    return next((width for width in there if width >= wanted), there[-1] if there else 0)
