"""What kind of picture a file is, by its first bytes. Its name and declared type count for nothing."""

import re

#: Kinds we take, as Pillow names their decoders.
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF")
#: The usual ending of each, for the name of the original.
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic", "TIFF": "tif"}
_AVIF_BRANDS = {b"avif", b"avis"}
#: A still picture in HEVC, as phones take it; and those that move, which share the container.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
_MOVING_BRANDS = {
    b"hevc",
    b"hevx",
    b"hevm",
    b"hevs",
    b"msf1",
    b"qt  ",
    b"isom",
    b"iso2",
    b"mp41",
    b"mp42",
    b"M4V ",
}
#: How the files begin that cameras keep as they came from the sensor; others of them are TIFF (see `child`).
_RAW = re.compile(rb"FUJIFILMCCD-RAW|II(?:U\0|RO|RS)|MMOR|FOVb|II\*\0....CR", re.DOTALL)
_MARKUP = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<?php", b"<script")


def kind_of(data: bytes) -> str:
    """One of KINDS, or "" if it is none of them."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:4] in (b"II*\x00", b"MM\x00*") and not _RAW.match(data):
        return "TIFF"
    main, brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIF" if brands & _HEIC_BRANDS and main not in _MOVING_BRANDS else ""


def why_not(data: bytes) -> str:
    """For a file that is of no kind of ours: the code of the sentence that fits it best (see `refusing`)."""
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if _RAW.match(data) or data[4:12] == b"ftypcrx ":
        return "raw"
    main, _brands_of = _brands(data)
    if main in _MOVING_BRANDS:
        return "moving"
    return "markup" if looks_like_markup(data) else "not-a-picture"


def looks_like_markup(data: bytes) -> bool:
    """SVG, HTML or a script under a picture's name: worth a sentence of its own."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_MARKUP) or b"<svg" in start


def _brands(data: bytes) -> tuple[bytes, set[bytes]]:
    """The main brand of a file in the container of ISO 14496-12, and all its brands."""
    if data[4:8] != b"ftyp":
        return b"", set()
    size = min(int.from_bytes(data[:4], "big"), 256)
    return data[8:12], {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
