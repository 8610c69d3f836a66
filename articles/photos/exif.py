"""EXIF: what the camera wrote. Only the named tags are read: no position, no serial number, no notes."""

from __future__ import annotations

from PIL import Image
from PIL.ExifTags import IFD, Base

from articles.photos.words import plain

_TAGS = {
    Base.ImageDescription: "ImageDescription",
    Base.Artist: "Artist",
    Base.Copyright: "Copyright",
    Base.DateTime: "DateTime",
    Base.Make: "Make",
    Base.Model: "Model",
}
#: Written by Windows, in UTF-16.
_WINDOWS_TAGS = {Base.XPTitle: "XPTitle", Base.XPAuthor: "XPAuthor", Base.XPComment: "XPComment"}
_MEANING = {
    "caption": ("ImageDescription", "XPComment", "XPTitle"),
    "creator": ("Artist", "XPAuthor"),
    "copyright_notice": ("Copyright",),
    "taken_on": ("DateTimeOriginal",),
}
#: What cameras write for want of words.
_CAMERA_TALK = {"OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM", "default", "Picasa", "SAMSUNG CAMERA PICTURES"}


def read(picture: Image.Image) -> dict[str, str]:
    block = picture.getexif()
    said = {name: plain(block[tag]) for tag, name in _TAGS.items() if tag in block}
    for tag, name in _WINDOWS_TAGS.items():
        if isinstance(value := block.get(tag), bytes):
            said[name] = plain(value.decode("utf-16-le", "replace").split("\x00", 1)[0])
    if taken := block.get_ifd(IFD.Exif).get(Base.DateTimeOriginal):
        said["DateTimeOriginal"] = plain(taken)
    return {name: text for name, text in said.items() if text and text not in _CAMERA_TALK}


def meaning(said: dict[str, str]) -> dict[str, str]:
    return {
        field: next((said[name] for name in names if name in said), "") for field, names in _MEANING.items()
    }
