"""Small pictures made for tests: with every kind of metadata, and broken in every way that mattered."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from articles.photos.rights import Rights

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">
<rdf:Description rdf:about="" photoshop:City="Sorrel" photoshop:Country="Northland" photoshop:Headline="Fog on the pier"
 photoshop:DateCreated="2026-02-06T07:10:00" exif:GPSLatitude="54,31.2N" xmpRights:WebStatement="{licence}">
<dc:creator><rdf:Seq><rdf:li>Zoë Ferrand</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="de">Nebel</rdf:li><rdf:li xml:lang="x-default">Fog &lt;over&gt; the east pier &amp; light</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Zoë Ferrand</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>fog</rdf:li><rdf:li>pier</rdf:li></rdf:Bag></dc:subject>
<photoshop:Credit>Zoë Ferrand / The Coast Wire</photoshop:Credit>
<dc:source>https://photos.example/ferrand/118</dc:source>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">{terms}</rdf:li></rdf:Alt></xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A pier in fog</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Sorrel</Iptc4xmpExt:City><exif:GPSLongitude>8,14.5E</exif:GPSLongitude></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING</plus:DataMining>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
CREDITED = Rights(
    creator="Zoë Ferrand",
    credit_line="Zoë Ferrand / The Coast Wire / CC BY 4.0",
    copyright_notice="© 2026 Zoë Ferrand",
    licence_url=CC_BY,
    usage_terms="CC BY 4.0",
    source_url="https://photos.example/ferrand/118?a=1&b=2",
    description='Fog <over> the "pier" & light',
    alt="A pier in fog",
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
)


def xmp(*, licence: str = CC_BY, terms: str = "CC BY 4.0") -> bytes:
    return XMP.format(licence=licence, terms=terms).encode()


def plain_picture(width: int = 300, height: int = 200) -> Image.Image:
    """A gradient, dark in the top left corner, so that a turned picture can be told."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


def file(kind: str = "JPEG", picture: Image.Image | None = None, **options: object) -> bytes:
    buffer = io.BytesIO()
    (picture or plain_picture()).save(buffer, kind, **options)
    return buffer.getvalue()


def exif(**texts: bytes) -> Image.Exif:
    """Artist, ImageDescription, Copyright …, always with a position and a camera's serial number."""
    names = {"artist": 0x013B, "description": 0x010E, "copyright": 0x8298, "orientation": 0x0112}
    block = Image.Exif()
    for name, value in texts.items():
        block[names[name]] = value
    details = block.get_ifd(0x8769)
    details[0x9003] = "2026:02:05 12:00:00"
    details[0xA431] = "SERIAL-4711"
    position = block.get_ifd(0x8825)
    position[1], position[2] = "N", (54.0, 31.0, 12.0)
    position[3], position[4] = "E", (8.0, 14.0, 30.0)
    return block


def iim(*fields: tuple[int, bytes]) -> bytes:
    """A Photoshop block with IPTC-IIM fields of record 2, as agencies write it."""
    block = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, value in fields:
        block += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value
    padded = block + b"\x00" * (len(block) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + padded


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment after its start."""
    return jpeg[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size, in a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 200_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
