"""Whom to credit and under what terms, written into a picture file as XMP and EXIF."""

import html
from dataclasses import dataclass

from PIL import Image
from PIL.ExifTags import Base

from articles.photos.xmp import NAMESPACES
from newsroom.plain_text import for_xml


@dataclass(frozen=True)
class Rights:
    """What goes along with every rendition. All texts; empty is not written."""

    creator: str = ""
    credit_line: str = ""
    copyright_notice: str = ""
    licence_url: str = ""
    usage_terms: str = ""
    source_url: str = ""
    description: str = ""
    alt: str = ""
    digital_source_type: str = ""
    data_mining: str = ""


#: field: (property, its shape)
_PROPERTIES = {
    "creator": ("dc:creator", "Seq"),
    "credit_line": ("photoshop:Credit", ""),
    "copyright_notice": ("dc:rights", "Alt"),
    "licence_url": ("xmpRights:WebStatement", ""),
    "usage_terms": ("xmpRights:UsageTerms", "Alt"),
    "source_url": ("dc:source", ""),
    "description": ("dc:description", "Alt"),
    "alt": ("Iptc4xmpCore:AltTextAccessibility", "Alt"),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType", ""),
    "data_mining": ("plus:DataMining", ""),
}


def as_xmp(rights: Rights) -> bytes:
    """An XMP packet, or nothing if there is nothing to say."""
    lines = [
        _property(name, shape, getattr(rights, field))
        for field, (name, shape) in _PROPERTIES.items()
        if getattr(rights, field)
    ]
    if not lines:
        return b""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {spaces}><rdf:Description rdf:about="">{"".join(lines)}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode()


def as_exif(rights: Rights) -> bytes:
    """Artist, Copyright and ImageDescription for programs that read nothing newer; UTF-8, as is the habit."""
    block = Image.Exif()
    for tag, text in (
        (Base.Artist, rights.creator),
        (Base.Copyright, rights.copyright_notice),
        (Base.ImageDescription, rights.description),
    ):
        if text:
            block[tag] = text.encode()
    return block.tobytes() if len(block) else b""


def _property(name: str, shape: str, text: str) -> str:
    safe = html.escape(for_xml(text), quote=False)
    if not shape:
        return f"<{name}>{safe}</{name}>"
    lang = ' xml:lang="x-default"' if shape == "Alt" else ""
    return f"<{name}><rdf:{shape}><rdf:li{lang}>{safe}</rdf:li></rdf:{shape}></{name}>"
