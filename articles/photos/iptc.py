"""IPTC-IIM: the older block that agencies still write (record 2 of IIM 4.2)."""

from collections.abc import Iterator
from typing import Literal

from PIL import Image, TiffTags

from articles.photos.profiles import raw_profile
from articles.photos.words import plain

_NAMES = {
    5: "ObjectName",
    25: "Keywords",
    55: "DateCreated",
    80: "By-line",
    90: "City",
    95: "Province-State",
    101: "Country",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    120: "Caption-Abstract",
}
_MEANING = {
    "caption": "Caption-Abstract",
    "headline": "Headline",
    "creator": "By-line",
    "credit_line": "Credit",
    "copyright_notice": "CopyrightNotice",
    "source": "Source",
    "taken_on": "DateCreated",
    "keywords": "Keywords",
}
#: Where Photoshop keeps the block among its own; the tags of TIFF that hold it bare and among those.
_RESOURCE, _TIFF_BARE, _TIFF_PHOTOSHOP = 0x0404, 33723, 34377
# Pillow looks for one number here and would drop all others; most programs write the block as many.
TiffTags.TAGS_V2[_TIFF_BARE] = TiffTags.TagInfo(_TIFF_BARE, "IptcNaaInfo", TiffTags.UNDEFINED, 0)


def read(picture: Image.Image) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for number, value in _fields(_block(picture)):
        if number in _NAMES and (text := plain(value)):
            said.setdefault(_NAMES[number], []).append(text)
    return {name: "; ".join(texts) for name, texts in said.items()}


def meaning(said: dict[str, str]) -> dict[str, str]:
    place = [said[name] for name in ("City", "Province-State", "Country") if name in said]
    return {"place": ", ".join(place), **{field: said.get(name, "") for field, name in _MEANING.items()}}


def _block(picture: Image.Image) -> bytes:
    kept = picture.info.get("photoshop")
    if isinstance(kept, dict):
        return bytes(kept.get(_RESOURCE, b""))
    if hasattr(picture, "tag_v2"):
        bare = _bytes(picture.tag_v2.get(_TIFF_BARE))
        return bare or _resource(_bytes(picture.tag_v2.get(_TIFF_PHOTOSHOP)))
    data = raw_profile(picture, "iptc", "8bim", "APP13").removeprefix(b"Photoshop 3.0\x00")
    return _resource(data) if data.startswith(b"8BIM") else data


def _bytes(value: object) -> bytes:
    """A tag of TIFF that some write as bytes and others as numbers of four bytes, in either order."""
    if isinstance(value, tuple) and len(value) == 1:
        (value,) = value
    if isinstance(value, bytes):
        return value
    if isinstance(value, tuple) and all(isinstance(each, int) for each in value):
        orders: tuple[Literal["little", "big"], ...] = ("little", "big")
        read = [b"".join(each.to_bytes(4, order) for each in value) for order in orders]
        return next((data for data in read if data.startswith((b"\x1c", b"8BIM"))), b"")
    return b""


def _resource(data: bytes) -> bytes:
    """The IIM block among those of Photoshop: mark, number, name, length, content, each on an even byte."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + (data[at + 6] + 2) // 2 * 2
        length = int.from_bytes(data[at : at + 4], "big")
        if number == _RESOURCE:
            return data[at + 4 : at + 4 + length]
        at += 4 + (length + 1) // 2 * 2
    return b""


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field of record 2, until something is none."""
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, number = data[at + 1], data[at + 2]
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:  # longer than 32 kB: no text of a caption
            return
        if record == 2:
            yield number, data[at + 5 : at + 5 + length]
        at += 5 + length
