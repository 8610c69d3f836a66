"""Signs that are no text: taken off at the doors, and once more where XML is written.

Wire systems, word processors and people with bad intentions send control signs, marks that turn the reading
direction of everything after them, and codes that no standard lets stand. None of them says anything.
"""

import re

#: Old and rare ways to end a line or page; a line break says the same everywhere.
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
#: Controls (C0, C1), embeddings and overrides of direction, marks of byte order and of annotation, halves of
#: letters, and codes that are no characters (Unicode, chapter 23). Joiners and single direction marks stay:
#: Persian, Arabic, Hindi and emoji are written with them.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
#: What XML 1.0 cannot hold however it is written (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(text: str) -> str:
    """The text without signs that are none. What is left is the same, letter for letter."""
    # Nothing that would go is printable, and most texts are.
    return text if text.isprintable() else _NO_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def for_xml(text: str) -> str:
    """The text as far as XML can hold it, for what came in before the doors were kept."""
    return _NO_XML.sub("", text)
