"""Files from outside, opened in the child: what is read, what is made, what is refused and how."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from articles.photos.metadata import PhotoMetadata
from articles.photos.rights import Rights
from articles.photos.sandbox import develop, probe
from tests.builders import photo_files as files
from tests.builders.photo_files import CREDITED

# --- what is read -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_read_from_every_kind_of_file(kind):
    options = {"tiffinfo": {700: files.xmp()}} if kind == "TIFF" else {"xmp": files.xmp()}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", files.xmp().decode())
        options = {"pnginfo": info}

    found = probe(files.file(kind, **options))

    assert (found.kind, found.width, found.height) == (kind, 300, 200)
    assert found.read.metadata == PhotoMetadata(
        caption="Fog <over> the east pier & light",
        headline="Fog on the pier",
        alt="A pier in fog",
        creator="Zoë Ferrand",
        credit_line="Zoë Ferrand / The Coast Wire",
        copyright_notice="© 2026 Zoë Ferrand",
        licence_url=files.CC_BY,
        usage_terms="CC BY 4.0",
        source="",
        source_url="https://photos.example/ferrand/118",
        taken_on="2026-02-06",
        place="Sorrel, Northland",
        keywords="fog; pier",
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
        data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING",
    )


def test_the_newest_block_that_speaks_is_believed():
    block = files.exif(artist=b"Exif", description=b"Exif caption", copyright=b"Exif rights")
    jpeg = files.file(exif=block)
    jpeg = files.with_segment(
        jpeg, 0xED, files.iim((80, "Iím".encode()), (120, b"IIM caption"), (25, b"one"), (25, b"two"))
    )
    one_word = files.XMP.split("<dc:creator>")[0].format(licence="", terms="")
    one_word += "<dc:creator><rdf:Seq><rdf:li>Xmp</rdf:li></rdf:Seq></dc:creator>"
    one_word += "</rdf:Description></rdf:RDF></x:xmpmeta>"
    newest = files.with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + one_word.encode())

    without = probe(jpeg).read.metadata
    found = probe(newest).read.metadata

    assert (without.creator, without.caption, without.copyright_notice) == (
        "Iím",
        "IIM caption",
        "Exif rights",
    )
    assert (without.keywords, without.taken_on) == ("one; two", "2026-02-05")
    assert (found.creator, found.caption, found.taken_on) == ("Xmp", "IIM caption", "2026-02-06")


def test_exif_text_that_an_old_program_spoilt_is_repaired():
    spoilt = "Zoë Weiß".encode().decode("latin-1").encode()

    found = probe(files.file(exif=files.exif(artist=spoilt, description="Größe".encode())))

    assert (found.read.metadata.creator, found.read.metadata.caption) == ("Zoë Weiß", "Größe")


def test_neither_position_nor_serial_number_is_kept():
    jpeg = files.file(exif=files.exif(artist=b"Zoe"), xmp=files.xmp())
    assert b"SERIAL-4711" in jpeg
    assert b"GPSLatitude" in jpeg

    found = probe(jpeg)
    kept = str(found.read.as_json())

    assert found.read.raw["exif"]["Artist"] == "Zoe"
    assert not [word for word in ("GPS", "54,31", "8,14", "SERIAL") if word in kept]


@pytest.mark.parametrize(
    "packet",
    [
        b"<not xml",
        b"\xff\xfe\x00garbage",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>",
        b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>",
        b"<a>" * 5000,
    ],
)
def test_broken_or_hostile_xmp_stops_no_upload(packet):
    found = probe(files.file(xmp=packet, exif=files.exif(artist=b"Zoe")))

    assert found.read.metadata == PhotoMetadata(creator="Zoe", taken_on="2026-02-05")
    assert "xmp" not in found.read.raw


def test_a_broken_exif_block_stops_no_upload():
    jpeg = files.with_segment(files.file(), 0xE1, b"Exif\x00\x00II*\x00\xff\xff\xff\x7f" + b"\xff" * 40)

    found, made = develop(jpeg, rights=Rights(creator="Zoe"))

    assert found.read.metadata == PhotoMetadata()
    assert sorted(made) == ["280.avif", "280.jpg", "social.jpg"]


# --- what is made -----------------------------------------------------------------------------


def test_every_rendition_carries_the_credit_and_no_position():
    jpeg = files.file(exif=files.exif(artist=b"Someone else"), xmp=files.xmp())

    _found, made = develop(jpeg, rights=CREDITED)

    assert sorted(made) == ["280.avif", "280.jpg", "social.jpg"]
    for name, data in made.items():
        said = probe(data).read.metadata
        assert said == PhotoMetadata(
            caption=CREDITED.description,
            alt=CREDITED.alt,
            creator=CREDITED.creator,
            credit_line=CREDITED.credit_line,
            copyright_notice=CREDITED.copyright_notice,
            licence_url=CREDITED.licence_url,
            usage_terms=CREDITED.usage_terms,
            source_url=CREDITED.source_url,
            digital_source_type=CREDITED.digital_source_type,
            data_mining=CREDITED.data_mining,
        ), name
        with Image.open(io.BytesIO(data)) as picture:
            block = picture.getexif()
            assert dict(block.get_ifd(0x8825)) == {}, name
            assert block[0x013B] in {"Zoë Ferrand", "Zoë Ferrand".encode().decode("latin-1")}, name
        assert b"SERIAL" not in data, name


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_a_rendition_without_a_credit_carries_nothing_of_the_original_either(kind):
    data = files.file(kind, exif=files.exif(artist=b"Zoe"), xmp=files.xmp())
    assert b"GPSLatitude" in data

    _found, made = develop(data, rights=Rights())

    assert {name: probe(each).read.raw for name, each in made.items()} == {name: {} for name in made}
    assert [name for name, each in made.items() if b"GPS" in each or b"SERIAL" in each] == []


def test_renditions_have_their_widths_and_the_card_its_size():
    _found, made = develop(files.file(picture=files.plain_picture(1000, 500)), rights=Rights())

    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in made.items()}

    widths = (280, 384, 488, 592, 608, 696, 800, 960)
    assert sizes == {"social.jpg": (1200, 630)} | {
        f"{width}.{fmt}": (width, width // 2) for width in widths for fmt in ("avif", "jpg")
    }


def test_a_picture_that_lies_on_its_side_is_put_upright():
    block = Image.Exif()
    block[0x0112] = 6
    lying = files.file(picture=files.plain_picture(400, 300), exif=block, quality=95)

    found, made = develop(lying, rights=Rights())
    upright = Image.open(io.BytesIO(made["280.jpg"]))

    assert (found.width, found.height, upright.size) == (300, 400, (280, 373))
    # The dark corner (top left as it was taken) is top right now, and no mark asks to turn it again.
    assert sum(upright.getpixel((275, 5))[:2]) < 60
    assert upright.getexif().get(0x0112, 1) == 1


def test_the_card_is_cut_around_the_focal_point():
    tall = Image.new("RGB", (600, 1600), "white")
    tall.paste((200, 0, 0), (0, 1300, 600, 1600))

    def middle(focal):
        card = Image.open(
            io.BytesIO(develop(files.file(picture=tall), rights=Rights(), focal=focal)[1]["social.jpg"])
        )
        red, green, _blue = card.getpixel((600, 500))
        return (red > 150, green > 150)

    assert middle((50, 0)) == (True, True)
    assert middle((50, 100)) == (True, False)


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("L", "JPEG", 128),
        ("CMYK", "JPEG", (0, 0, 0, 127)),
        ("RGBA", "PNG", (0, 0, 0, 127)),
        ("LA", "PNG", (0, 127)),
        ("P", "PNG", 128),
        ("1", "PNG", 1),
        ("I;16", "PNG", 128 * 256),
        ("F", "TIFF", 128.0),
        ("LAB", "TIFF", (128, 128, 128)),
    ],
)
def test_every_colour_mode_ends_as_plain_rgb(mode, kind, colour):
    picture = Image.new("L" if mode == "P" else mode, (300, 200), colour)

    _found, made = develop(
        files.file(kind, picture.convert("P") if mode == "P" else picture), rights=Rights()
    )

    red, green, blue = Image.open(io.BytesIO(made["280.jpg"])).getpixel((100, 100))

    assert max(red, green, blue) - min(red, green, blue) <= 12
    assert red == 255 if mode == "1" else 90 <= red <= 170


def test_only_the_first_frame_of_an_animation_is_made():
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    moving = files.file("WEBP", frames[0], save_all=True, append_images=frames[1:])

    _found, made = develop(moving, rights=Rights())

    assert Image.open(io.BytesIO(made["280.jpg"])).getpixel((10, 10))[0] > 200


def test_a_tiny_picture_is_made_at_its_own_width():
    _found, made = develop(files.file("PNG", Image.new("RGB", (1, 1), "red")), rights=Rights())

    assert sorted(made) == ["1.avif", "1.jpg", "social.jpg"]
