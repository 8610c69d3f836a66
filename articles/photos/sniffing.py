"""What kind of picture a file is, by its first bytes. Its name and declared type count for nothing."""

from __future__ import annotations

#: Kinds we take, as Pillow names their decoders.
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
#: The usual ending of each, for the name of the original.
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "tif"}
_AVIF_BRANDS = {b"avif", b"avis"}
_MARKUP = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<?php", b"<script")


def kind_of(data: bytes) -> str:
    """One of KINDS, or "" if it is none of them."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:4] in (b"II*\x00", b"MM\x00*"):
        return "TIFF"
    return "AVIF" if _is_avif(data) else ""


def looks_like_markup(data: bytes) -> bool:
    """SVG, HTML or a script under a picture's name: worth a sentence of its own."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_MARKUP) or b"<svg" in start


def _is_avif(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
    return bool(brands & _AVIF_BRANDS)
