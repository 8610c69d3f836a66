"""Blocks of metadata where other programs put them: none of what they say of the maker is lost."""

from __future__ import annotations

import struct

import pytest
from PIL import TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from articles.photos.metadata import PhotoMetadata
from articles.photos.refusing import PhotoRefused
from articles.photos.rights import Rights
from articles.photos.sandbox import develop, probe
from tests.builders import photo_files as files

IIM = b"\x1c\x02\x50\x00\x03Zoe\x1c\x02\x6e\x00\x0aCoast Wire\x00\x00"


def said(data: bytes) -> PhotoMetadata:
    return probe(data).read.metadata


@pytest.mark.parametrize("written", ["little", "big"])
def test_the_older_block_of_a_tiff_is_read_where_it_is_written_as_numbers(written):
    numbers = [int.from_bytes(IIM[at : at + 4], written) for at in range(0, len(IIM), 4)]
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info.tagtype[33723] = 4
    info._tags_v2[33723] = tuple(numbers)

    found = said(files.file("TIFF", tiffinfo=info))

    assert (found.creator, found.credit_line) == ("Zoe", "Coast Wire")


def test_what_stands_behind_the_pixels_of_a_png_is_read():
    png = files.file("PNG")
    block = files.exif(artist=b"Zoe").tobytes().removeprefix(b"Exif\0\0")
    text = b"XML:com.adobe.xmp\0\0\0\0\0" + files.xmp()
    end = png.rindex(b"IEND") - 4
    png = png[:end] + files.chunk(b"eXIf", block) + files.chunk(b"iTXt", text) + png[end:]

    found = said(png)

    assert (found.creator, found.taken_on) == ("Zoë Ferrand", "2026-02-06")
    assert probe(png).read.raw["exif"]["Artist"] == "Zoe"


def test_a_png_whose_pixels_are_cut_off_is_refused_as_broken_when_it_is_developed():
    png = files.file("PNG")

    with pytest.raises(PhotoRefused) as refused:
        develop(png[: len(png) // 2], rights=Rights())

    assert refused.value.code == "broken"


def test_the_plain_words_of_a_png_count_where_nothing_else_is_said():
    words = PngInfo()
    for name, text in (
        ("Author", "Zoe"),
        ("Copyright", "© Coast Wire"),
        ("Description", "Fog"),
        ("Title", "Pier"),
    ):
        words.add_itxt(name, text)
    png = files.file("PNG", pnginfo=words)
    words.add_itxt("XML:com.adobe.xmp", files.xmp().decode())
    both = files.file("PNG", pnginfo=words)

    found = said(png)

    assert (found.creator, found.copyright_notice) == ("Zoe", "© Coast Wire")
    assert (found.caption, found.headline) == ("Fog", "Pier")
    assert said(both).creator == "Zoë Ferrand"


def test_a_long_history_in_a_png_stops_nothing():
    history = "<photoshop:History>" + "layer " * 400_000 + "</photoshop:History>"
    words = PngInfo()
    packet = files.xmp().decode().replace("<dc:source>", f"{history}<dc:source>")
    words.add_itxt("XML:com.adobe.xmp", packet, zip=True)

    assert said(files.file("PNG", pnginfo=words)).creator == "Zoë Ferrand"


def test_a_second_document_behind_the_first_is_left_aside():
    packet = files.xmp() + b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><broken></x:xmpmeta>"

    assert said(files.file(xmp=packet)).creator == "Zoë Ferrand"


def test_the_moment_is_read_where_it_stands_beside_the_name_of_the_camera():
    block = files.exif()
    del block.get_ifd(0x8769)[0x9003]
    block[0x9003] = "2026:02:05 12:00:00"

    assert said(files.file(exif=block)).taken_on == "2026-02-05"


def test_a_placeholder_is_no_caption():
    packet = files.xmp().replace(b"Fog &lt;over&gt; the east pier &amp; light", b"x-default")

    assert said(files.file(xmp=packet)).caption == ""


def raw(**tags: object) -> bytes:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in tags.items():
        info[int(name[1:])] = value
    return files.file("TIFF", tiffinfo=info)


@pytest.mark.parametrize(
    "data",
    [
        raw(t50706=b"\1\4\0\0"),
        raw(t254=1, t330=8),
        b"II*\0\x10\0\0\0CR\x02\0" + bytes(40),
        b"FUJIFILMCCD-RAW 0201FF383501" + bytes(40),
        b"IIU\0\x18\0\0\0" + bytes(40),
        struct.pack(">I", 24) + b"ftypcrx \0\0\0\1crx isom" + bytes(40),
    ],
    ids=["dng", "nef", "cr2", "raf", "rw2", "cr3"],
)
def test_a_raw_file_of_a_camera_gets_its_own_sentence(data):
    with pytest.raises(PhotoRefused) as refused:
        probe(data)

    assert refused.value.code == "raw"
    assert "Develop it" in str(refused.value)


def test_a_tiff_with_a_smaller_picture_beside_it_is_no_raw_file():
    assert probe(raw(t254=0, t330=8)).width == 300
