"""XMP: the newest block, and the only one that can name a licence (IPTC Photo Metadata Standard 2025.1).

Read with namespaces by an XML parser that takes no document type, so no entity can grow or reach out.
"""

import re
from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

from defusedxml import ElementTree
from PIL import Image

from articles.photos.profiles import raw_profile
from articles.photos.words import plain

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
#: Programs keep in it the names of all files that a picture was made from; beyond this it is not read.
LARGEST = 8_000_000
_PREFIX = {uri: prefix for prefix, uri in NAMESPACES.items()}
_RDF = "{" + NAMESPACES["rdf"] + "}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Drafts of other programs, previews and positions: not ours to keep.
_LEFT_OUT = {"xmp:Thumbnails", "photoshop:DocumentAncestors", "photoshop:History"}
_MEANING = {
    "caption": ("dc:description",),
    "headline": ("photoshop:Headline", "dc:title"),
    "alt": ("Iptc4xmpCore:AltTextAccessibility",),
    "creator": ("dc:creator",),
    "credit_line": ("photoshop:Credit",),
    "copyright_notice": ("dc:rights",),
    "licence_url": ("cc:license", "xmpRights:WebStatement"),
    "usage_terms": ("xmpRights:UsageTerms",),
    "source": ("photoshop:Source",),
    "source_url": ("dc:source", "cc:attributionURL"),
    "taken_on": ("photoshop:DateCreated", "xmp:CreateDate"),
    "keywords": ("dc:subject",),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType",),
    "data_mining": ("plus:DataMining",),
}
_JPEG_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"
#: Where a document ends; what a second program has put behind it is not read.
_ENDS = re.compile(r"</(?:\w+:)?xmpmeta\s*>|</(?:\w+:)?xapmeta\s*>")
_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>\s*")
_PLACE = ("photoshop:City", "photoshop:State", "photoshop:Country")


def read(picture: Image.Image) -> dict[str, str]:
    packet = _packet(picture)
    if not packet or len(packet) > LARGEST:
        return {}
    root = ElementTree.fromstring(_text_of(packet), forbid_dtd=True)
    said: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            _note(said, name, plain(value))
        for child in description:
            _note(said, child.tag, _value(child))
    return said


def meaning(said: dict[str, str]) -> dict[str, str]:
    place = ", ".join(said[name] for name in _PLACE if name in said)
    found = {
        field: next((said[name] for name in names if name in said), "") for field, names in _MEANING.items()
    }
    return {"place": place, **found}


def _packet(picture: Image.Image) -> bytes:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if not found and hasattr(picture, "tag_v2"):
        found = picture.tag_v2.get(700, b"")
    if not found:
        found = raw_profile(picture, "xmp", "APP1").removeprefix(_JPEG_HEAD)
    return found.encode() if isinstance(found, str) else bytes(found)


def _text_of(packet: bytes) -> str:
    """The packet as text, from its first mark to its last: UTF-8, -16 or -32, in either order of bytes.

    XMP names no encoding (Part 1, 7.1): it is told by where the zeros stand beside the first mark.
    """
    first = packet.find(b"<")
    encoding = "utf-8"
    if packet[first + 1 : first + 4] == b"\0\0\0" or packet[max(first - 3, 0) : first] == b"\0\0\0":
        encoding = "utf-32-be" if first % 4 == 3 else "utf-32-le"
    elif packet[first + 1 : first + 2] == b"\0":
        encoding = "utf-16-be" if first % 2 else "utf-16-le"
    text = packet.decode(encoding, "replace")
    ends = _ENDS.search(text)
    text = text[text.find("<") : ends.end() if ends else text.rfind(">") + 1]
    # A declaration would name the encoding that the bytes had, and we have decoded them.
    return _DECLARATION.sub("", text, count=1)


def _note(said: dict[str, str], tag: str, text: str) -> None:
    uri, _, local = tag.removeprefix("{").partition("}")
    name = f"{_PREFIX.get(uri, '')}:{local}"
    if (
        text
        and uri in _PREFIX
        and not tag.startswith(_RDF)
        and "gps" not in local.lower()
        and name not in _LEFT_OUT
    ):
        said.setdefault(name, text)


def _value(element: Element) -> str:
    """The text of a property: plain, one of several languages, a list, or the address of a resource."""
    items = element.findall(f"./*/{_RDF}li")
    if items and element.find(f"./{_RDF}Alt") is not None:
        chosen = next((item for item in items if item.get(_LANG) == "x-default"), items[0])
        return plain(_text(chosen))
    if items:
        return plain("; ".join(text for item in items if (text := plain(_text(item)))))
    return plain(element.get(f"{_RDF}resource") or _text(element))


def _text(element: Element) -> str:
    """All text below an element, but for positions."""
    parts = [element.text or ""]
    parts += [_text(child) for child in element if "gps" not in child.tag.lower()]
    return " ".join(part.strip() for part in parts if part.strip())
