"""What ImageMagick and others keep in the text of a PNG: whole blocks of metadata as hexadecimal figures."""

import re

from PIL import Image

#: A line with the kind, a line with the length, and the figures.
_PROFILE = re.compile(r"\s*(?P<kind>[\w ]+)\n\s*(?P<length>\d+)\n(?P<figures>[\s0-9a-fA-F]*)\s*")
LARGEST = 4_000_000


def raw_profile(picture: Image.Image, *kinds: str) -> bytes:
    """The first of these kinds that is there (“xmp”, “iptc”, “exif”, “APP1” …); nothing if it is damaged."""
    for kind in kinds:
        text = picture.info.get(f"Raw profile type {kind}")
        found = _PROFILE.fullmatch(text) if isinstance(text, str) and len(text) < LARGEST else None
        if found is None:
            continue
        figures = "".join(found["figures"].split())
        data = bytes.fromhex(figures[: len(figures) // 2 * 2])
        if data:
            return data
    return b""
