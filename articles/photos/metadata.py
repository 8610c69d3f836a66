"""What a picture file says of itself, in one value.

XMP is believed before IPTC-IIM, and IIM before EXIF (IPTC rule); the plain words of a PNG come last.
Broken metadata never stops an upload: what cannot be read counts as not said. Positions (GPS) are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from PIL import Image

from articles.photos import exif, iptc, png, xmp
from articles.photos.camera_talk import is_camera_talk

Said = dict[str, str]


@dataclass(frozen=True)
class PhotoMetadata:
    """All texts; empty where the file says nothing. `taken_on` is YYYY-MM-DD, lists are joined by "; "."""

    caption: str = ""
    headline: str = ""
    alt: str = ""
    creator: str = ""
    credit_line: str = ""
    copyright_notice: str = ""
    licence_url: str = ""
    usage_terms: str = ""
    source: str = ""
    source_url: str = ""
    taken_on: str = ""
    place: str = ""
    keywords: str = ""
    digital_source_type: str = ""
    data_mining: str = ""


#: Where cameras and programs put something of their own when nobody has written anything.
_WORDS = frozenset(["caption", "headline", "alt", "creator", "copyright_notice"])
FIELDS = tuple(field.name for field in fields(PhotoMetadata))


@dataclass(frozen=True)
class Read:
    """`raw` keeps what each block said, by its own names: {"xmp": {…}, "iptc": {…}, "exif": {…}, …}."""

    metadata: PhotoMetadata
    raw: dict[str, Said]

    def as_json(self) -> dict[str, Any]:
        return {"metadata": asdict(self.metadata), "raw": self.raw}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Read:
        return cls(PhotoMetadata(**value["metadata"]), value["raw"])


def read(picture: Image.Image) -> Read:
    """What an opened picture says of itself."""
    png.read_to_end(picture)
    raw = {name: _or_nothing(block.read, picture) for name, block in _BLOCKS.items()}
    device = " ".join(raw["exif"].get(name, "") for name in ("Make", "Model"))
    said: Said = {}
    for name, block in _BLOCKS.items():
        for field, text in block.meaning(raw[name]).items():
            if text and not (field in _WORDS and is_camera_talk(text, device)):
                said.setdefault(field, text)
    said["taken_on"] = day(said.get("taken_on", ""))
    metadata = PhotoMetadata(**{field: said.get(field, "") for field in FIELDS})
    return Read(metadata, {name: values for name, values in raw.items() if values})


def day(text: str) -> str:
    """The day in any of the ways of the three blocks (2026-02-06T…, 20260206, 2026:02:06 …), or ""."""
    found = re.match(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)", text.strip())
    if not found:
        return ""
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return ""


_BLOCKS = {"xmp": xmp, "iptc": iptc, "exif": exif, "png": png}


def _or_nothing(reader: Callable[[Image.Image], Said], picture: Image.Image) -> Said:
    try:
        return reader(picture)
    except Exception:  # these blocks come from anywhere and break in every way there is
        return {}
