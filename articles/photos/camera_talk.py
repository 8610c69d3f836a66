"""What cameras, phones and programs write where a person would write a caption or a name: nobody's words."""

import re

_MAKERS = (
    r"ge|general.imaging(?:.co\.?)?|olympus|samsung|sony|kodak|konica(?:.?minolta)?|minolta|canon|nikon"
    r"|fuji(?:film)?|pentax|casio|hp|hewlett.packard|vivitar|panasonic|lumix|ricoh|polaroid|benq|aiptek|jvc|epson"
    r"|agfa(?:photo)?|leica|sanyo|toshiba|kyocera|sigma|kenox|digimax|praktica|rollei|medion|jenoptik|concord"
)
_PROGRAMS = (
    r"vsco|snapseed|moldiv|polarr|afterlight|photoshop|lightroom|gimp|picsart|instagram|camera\+|inkscape|canva"
    r"|procreate|krita|affinity|corel(?:draw)?|blender|imagemagick|matlab|matplotlib|microsoft|apple|google|figma"
    r"|pixlr|adobe|paint(?:\.net)?|paintshop|irfanview|acdsee|picasa"
)
_STAMP = r"[\s_\d.:,-]*(?:(?:from|at|um|à|de|am|pm)[\s_\d.:,-]*)*(?:\.?(?:png|jpe?g))?"
_TALK = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:{_MAKERS})\s+(?:[\w-]+\s+){{0,3}})?digital (?:still )?camera",
        r"\(c\) by [\w -]{1,30} user|copyright,? ?(?:\d{4})?|dcf \d\.\d",
        rf"(?:{_MAKERS})(?:\s+(?:dsc|digital|camera|pictures?))+",
        rf"<\s*(?:{_MAKERS})[^<>]*>",
        # The folder or the name that a camera gives the file: DCIM\100GOPRO\GOPR0001.JPG, IMG_0001, DSC00012.
        r".*\bdcim\b.*",
        r"(?:img|dsc[nf]?|pict?|mvi|gopr|dji|pxl|hpim|sam|p|wp|vid)[_-]?\d{3,}[\w~-]*(?:\.\w{3,4})?",
        r"exif[_ ]?jpeg(?:[_ ](?:picture|t422))?",
        r"ascii|unicode|jis|charset ?= ?\"?(?:ascii|unicode)\"?",
        rf"(?:created|made|processed|edited|taken) (?:with|in|using) (?:the )?(?:{_PROGRAMS})\b.{{0,60}}",
        r"processed with \w[\w+.]*(?: with .{1,30} preset)?",
        r"file written by adobe photoshop.*|adobe (?:photoshop|lightroom|illustrator)\b.{0,40}",
        r"lead technologies.*|applemark|intel\(r\).*jpeg.*|creator: gd-jpeg.*|optimized by jpegmini.*",
        rf"(?:screen ?shot|bildschirmfoto|captura de pantalla|capture d.écran){_STAMP}",
        r"(?:x-)?default|unknown|untitled|none|null|n/?a|picasa|google|user|owner|photographer|copyright",
        r"(?:my )?camera(?: owner| roll)?|image|picture|photo|digitalcam|scanned image|scan",
        # Modes of a phone's camera.
        r"(?:ozn?or|sdr|dav|cof|fbt|hdr|hdrpl|mde|ptr|rptcl|btf|bst|rhdr|edf|nor|burst|vsn)(?:_?[A-Z]{2,6})?",
    )
]


#: What a camera says beside its own name.
_BESIDE = frozenset({"image", "photo", "picture", "camera", "digital", "by", "with", "from", "taken"})


def is_camera_talk(text: str, device: str = "") -> bool:
    """Whether nobody wrote this. `device`: the maker and the model of the camera, as the file names them."""
    said = " ".join(text.split())
    if not any(sign.isalpha() for sign in said) or any(pattern.fullmatch(said) for pattern in _TALK):
        return True
    names = frozenset(device.casefold().split())
    words = said.casefold().split()
    return (
        bool(names)
        and any(word in names for word in words)
        and all(word in names or word in _BESIDE for word in words)
    )
