"""EXIF: what the camera wrote. Only the named tags are read: no position, no serial number, no notes.

Each tag is read on its own: one that is damaged must not take the others along.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PIL import Image
from PIL.ExifTags import IFD, Base

from articles.photos.profiles import raw_profile
from articles.photos.words import plain

_TAGS = {
    Base.ImageDescription: "ImageDescription",
    Base.Artist: "Artist",
    Base.Copyright: "Copyright",
    Base.DateTime: "DateTime",
    Base.Make: "Make",
    Base.Model: "Model",
}
_DETAILS = {Base.DateTimeOriginal: "DateTimeOriginal", Base.DateTimeDigitized: "DateTimeDigitized"}
#: Written by Windows, in UTF-16.
_WINDOWS_TAGS = {Base.XPTitle: "XPTitle", Base.XPAuthor: "XPAuthor", Base.XPComment: "XPComment"}
_MEANING = {
    "caption": ("ImageDescription", "XPComment", "XPTitle"),
    "creator": ("Artist", "XPAuthor"),
    "copyright_notice": ("Copyright",),
    "taken_on": ("DateTimeOriginal", "DateTimeDigitized"),
}
_HEAD = b"Exif\x00\x00"


def block_of(picture: Image.Image) -> Image.Exif:
    """The EXIF block as the file has it; Pillow's own adds an orientation that XMP names."""
    if hasattr(picture, "tag_v2"):
        return picture.getexif()
    block = Image.Exif()
    data = picture.info.get("exif") or raw_profile(picture, "exif", "APP1")
    if data and (data.startswith((_HEAD, b"II", b"MM"))):
        block.load(data)
    return block


def read(picture: Image.Image) -> dict[str, str]:
    block = block_of(picture)
    said = _texts(block, _TAGS, plain)
    said |= _texts(block, _WINDOWS_TAGS, _of_windows)
    try:
        details = block.get_ifd(IFD.Exif)
    except Exception:  # the block behind a pointer breaks in every way there is
        details = {}
    # A few programs put the moment of the picture beside the camera's name.
    said |= _texts(block, _DETAILS, plain) | {
        name: text for name, text in _texts(details, _DETAILS, plain).items() if text
    }
    return {name: text for name, text in said.items() if text}


def meaning(said: dict[str, str]) -> dict[str, str]:
    return {
        field: next((said[name] for name in names if name in said), "") for field, names in _MEANING.items()
    }


def _texts(
    block: Mapping[int, object], tags: Mapping[Base, str], read_one: Callable[[object], str]
) -> dict[str, str]:
    said = {}
    for tag, name in tags.items():
        with suppress(Exception):  # one tag of a hundred is damaged; the others are not
            value = block.get(tag)
            said[name] = "" if value is None else read_one(value)
    return said


def _of_windows(value: object) -> str:
    if isinstance(value, tuple):
        value = bytes(value)
    if not isinstance(value, bytes):
        return ""
    return plain(value.decode("utf-16-le", "replace").split("\x00", 1)[0])
