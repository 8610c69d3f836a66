"""IPTC-IIM: the older block that agencies still write (record 2 of IIM 4.2)."""

from __future__ import annotations

from PIL import Image, ImageFile, IptcImagePlugin

from articles.photos.words import plain

_NAMES = {
    (2, 5): "ObjectName",
    (2, 25): "Keywords",
    (2, 55): "DateCreated",
    (2, 80): "By-line",
    (2, 90): "City",
    (2, 95): "Province-State",
    (2, 101): "Country",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption-Abstract",
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


def read(picture: Image.Image) -> dict[str, str]:
    if not isinstance(picture, ImageFile.ImageFile):
        return {}
    block = IptcImagePlugin.getiptcinfo(picture) or {}
    said = {}
    for number, name in _NAMES.items():
        value = block.get(number, b"")
        values = value if isinstance(value, list) else [value]
        said[name] = "; ".join(text for each in values if (text := plain(each)))
    return {name: text for name, text in said.items() if text}


def meaning(said: dict[str, str]) -> dict[str, str]:
    place = [said[name] for name in ("City", "Province-State", "Country") if name in said]
    return {"place": ", ".join(place), **{field: said.get(name, "") for field, name in _MEANING.items()}}
