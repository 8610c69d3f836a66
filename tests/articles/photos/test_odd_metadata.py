"""Metadata and pixels as the world writes them: turned twice, in odd encodings, damaged."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageCms, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from articles.photos.rights import Rights
from articles.photos.sandbox import develop, probe
from tests.builders import photo_files as files

NOTHING = Rights()


def made(data: bytes, name: str = "280.jpg") -> Image.Image:
    return Image.open(io.BytesIO(develop(data, rights=NOTHING)[1][name]))


# --- upright ----------------------------------------------------------------------------------


def stored(turned: int) -> Image.Image:
    """A picture of 400 × 300, dark at its top left, as a camera stores it with that orientation."""
    upright = files.plain_picture(400, 300)
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose: what undoes each orientation
    return upright.transpose(Image.Transpose(back[turned])) if turned in back else upright


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["TIFF", "JPEG"])
def test_every_orientation_comes_out_upright_and_is_turned_once(kind, turned):
    block = Image.Exif()
    block[0x0112] = turned
    options = {"tiffinfo": {0x0112: turned}} if kind == "TIFF" else {"exif": block, "quality": 95}

    found, renditions = develop(files.file(kind, stored(turned), **options), rights=NOTHING)
    shown = Image.open(io.BytesIO(renditions["384.jpg"]))

    assert (found.width, found.height, shown.size) == (400, 300, (384, 288))
    corners = [sum(shown.getpixel(at)[:2]) for at in ((3, 3), (380, 3), (3, 284), (380, 284))]
    assert corners[0] < 40
    assert corners[0] < min(corners[1:3])
    assert corners[3] > 460


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_an_orientation_that_xmp_alone_names_turns_nothing(kind):
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r tiff:Orientation="6" xmlns:tiff="t"/></x:xmpmeta>'
    options = {"tiffinfo": {700: packet}} if kind == "TIFF" else {"xmp": packet}
    if kind == "PNG":
        options = {"pnginfo": PngInfo()}
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", packet.decode())

    data = files.file(kind, files.plain_picture(300, 200), **options)
    found, renditions = develop(data, rights=NOTHING)

    assert b'tiff:Orientation="6"' in data
    assert (found.width, found.height) == (300, 200)
    assert Image.open(io.BytesIO(renditions["280.jpg"])).size == (280, 187)


# --- colours ----------------------------------------------------------------------------------


def wide_profile() -> bytes:
    """A profile in which green is not sRGB's: sRGB with its red and green primaries in each other's place."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * struct.unpack(">I", profile[128:132])[0], 12):
        if profile[at : at + 4] in (b"rXYZ", b"gXYZ"):
            profile[at : at + 4] = b"gXYZ" if profile[at : at + 4] == b"rXYZ" else b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_colour_profile_counts_whether_the_picture_is_transparent_or_not(mode):
    picture = Image.new("RGBA", (300, 200), (250, 20, 20, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 100, 200))
    options = {"icc_profile": wide_profile()}
    if mode == "P":
        picture = picture.convert("RGB").quantize(4)
        options["transparency"] = picture.getpixel((50, 50))
    elif mode == "RGB":
        picture = picture.convert("RGB")

    shown = made(files.file("PNG", picture, **options))
    red, green, _blue = shown.getpixel((200, 100))

    assert green > 200
    assert red < 100
    if mode != "RGB":
        assert min(shown.getpixel((40, 100))) > 240


def test_a_profile_for_other_colours_than_the_file_has_is_left_aside():
    grey = files.file("PNG", Image.new("LA", (300, 200), (128, 255)), icc_profile=b"\x00" * 200)

    assert made(grey).getpixel((100, 100)) == (128, 128, 128)


# --- XMP --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_xmp_is_read_in_every_encoding_that_its_standard_allows(encoding, wrapped, mark):
    text = files.xmp().decode()
    if not wrapped:
        text = text[text.index("<x:xmpmeta") : text.index("<?xpacket end")]
    packet = (mark + text).encode(encoding)

    for padded in (packet, packet + b" \n\x00\x00\x00\x00\x00\x00"):
        said = probe(files.file(xmp=padded)).read.metadata
        assert (said.creator, said.caption) == ("Zoë Ferrand", "Fog <over> the east pier & light")


def test_a_declared_encoding_that_is_none_harms_no_packet():
    text = files.xmp().decode().replace("<x:xmpmeta", '<?xml version="1.0" encoding="UTF-16"?><x:xmpmeta', 1)
    text = text[text.index("<?xml") :]

    assert probe(files.file(xmp=text.encode())).read.metadata.creator == "Zoë Ferrand"


# --- PNG --------------------------------------------------------------------------------------


def profile(kind: str, data: bytes) -> str:
    """As ImageMagick writes a block into a text of a PNG."""
    figures = data.hex()
    lines = "\n".join(figures[at : at + 72] for at in range(0, len(figures), 72))
    return f"\n{kind}\n{len(data):8}\n{lines}\n"


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("xmp", files.xmp(), "creator"),
        ("APP1", b"http://ns.adobe.com/xap/1.0/\x00" + files.xmp(), "creator"),
        ("exif", b"Exif\x00\x00" + files.exif(artist="Zoë Ferrand".encode()).tobytes()[6:], "creator"),
        (
            "exif",
            files.exif(artist="Zoë Ferrand".encode()).tobytes().removeprefix(b"Exif\x00\x00"),
            "creator",
        ),
        ("iptc", files.iim((80, "Zoë Ferrand".encode()))[14:], "creator"),
        ("8bim", files.iim((80, "Zoë Ferrand".encode()))[14:], "creator"),
        ("iptc", b"\x1c\x02\x50\x00\x0cZo\xc3\xab Ferrand", "creator"),
    ],
)
def test_blocks_that_stand_as_figures_in_a_png_are_read(name, data, field, zipped):
    info = PngInfo()
    info.add_text(f"Raw profile type {name}", profile(name, data), zip=zipped)

    assert getattr(probe(files.file("PNG", pnginfo=info)).read.metadata, field) == "Zoë Ferrand"


@pytest.mark.parametrize("figures", ["zz", "\nxmp\n      12\nnot figures\n", "\nxmp\n 9999\n3c\n", ""])
def test_damaged_figures_in_a_png_stop_no_upload(figures):
    info = PngInfo()
    info.add_text("Raw profile type xmp", figures)
    info.add_text("Raw profile type iptc", figures)

    assert probe(files.file("PNG", pnginfo=info)).read.raw == {}


# --- one bad tag ------------------------------------------------------------------------------


def exif_with(*entries: bytes) -> bytes:
    """A JPEG whose EXIF has an artist, a day and these entries besides, as they are."""
    artist = struct.pack("<HHI4s", 0x013B, 2, 4, b"Zoe\0")
    pointer_at = 8 + 2 + 12 * (len(entries) + 2) + 4
    pointer = struct.pack("<HHII", 0x8769, 4, 1, pointer_at)
    first = struct.pack("<H", len(entries) + 2) + artist + b"".join(entries) + pointer + struct.pack("<I", 0)
    day = struct.pack("<HHHII", 1, 0x9003, 2, 20, pointer_at + 18) + struct.pack("<I", 0)
    block = b"II*\x00" + struct.pack("<I", 8) + first + day + b"2026:02:05 12:00:00\0"
    return files.with_segment(files.file(), 0xE1, b"Exif\x00\x00" + block)


@pytest.mark.parametrize(
    "entry",
    [
        struct.pack("<HHII", 0x010E, 2, 400, 0x7FFFFFF0),  # a caption that lies beyond the file
        struct.pack("<HHII", 0x8298, 77, 1, 0),  # a notice of no known type
        struct.pack("<HHII", 0x010E, 5, 1, 8),  # a caption that is a fraction
        struct.pack("<HHII", 0x9C9B, 3, 2, 0xD800D800),  # a Windows title of numbers
        struct.pack("<HHII", 0x0132, 12, 0x0FFFFFFF, 8),  # a date of two thousand million bytes
        struct.pack("<HHII", 0x8825, 4, 1, 0x7FFFFFF0),  # a position that lies beyond the file
    ],
)
def test_one_damaged_tag_takes_neither_the_creator_nor_the_day_along(entry):
    said = probe(exif_with(entry)).read.metadata

    assert (said.creator, said.taken_on) == ("Zoe", "2026-02-05")


def test_a_damaged_block_of_details_leaves_the_creator():
    jpeg = exif_with().replace(
        struct.pack("<H", 0x8769) + b"\x04\x00\x01\x00\x00\x00&", b"\x69\x87\x04\x00\x01\x00\x00\x00\xff"
    )

    assert probe(jpeg).read.metadata.creator == "Zoe"


def test_one_damaged_field_of_the_older_block_leaves_those_before_it():
    block = files.iim((80, b"Zoe"), (120, b"A caption"))
    whole = probe(files.with_segment(files.file(), 0xED, block)).read.metadata
    broken = block.replace(b"\x1c\x02\x78", b"\x1d\x02\x78")

    said = probe(files.with_segment(files.file(), 0xED, broken)).read.metadata

    assert (whole.creator, whole.caption) == ("Zoe", "A caption")
    assert (said.creator, said.caption) == ("Zoe", "")


@pytest.mark.parametrize("tag", [33723, 34377])
def test_the_older_block_is_read_from_both_its_places_in_a_tiff(tag):
    block = files.iim((80, b"Zoe"))[14:]
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info.tagtype[tag] = 7
    info[tag] = block if tag == 34377 else b"\x1c\x02\x50\x00\x03Zoe"

    assert probe(files.file("TIFF", tiffinfo=info)).read.metadata.creator == "Zoe"
