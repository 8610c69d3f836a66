"""Bytes of a file become text, or are refused with a sentence that says what to do."""

import codecs
import re
import unicodedata

from django.utils.translation import gettext as _

from newsroom.plain_text import plain_text

#: A long feature has about 60,000 letters. What is above this is no story.
MAX_BYTES = 1024 * 1024
#: Share of the bytes above 127 that Western text keeps to; Cyrillic or Greek in an old code page has more.
_WESTERN_SHARE = 0.35
_SURROGATE = re.compile("[\ud800-\udfff]")
#: What text never holds. The signs that frame a story on the wire (IPTC 7901) may stand in its file.
_CONTROL = re.compile(r"[\x00\x05-\x08\x0e-\x15\x17-\x1b\x7f]")
_OTHER_FORMATS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "Word (.docx), OpenDocument or ZIP",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "Word (.doc)",
}
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


class Unreadable(ValueError):
    """The input is no copy that we can read; the message says why and what to do."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with its mark, or Windows-1252."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("This is larger than 1 MB. Send one story at a time, as plain text."))
    for start, name in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise Unreadable(
                _("This is a %(format)s file. Open it, copy the text and paste that.") % {"format": name}
            )
    return check(_decoded(data))


def check(text: str) -> str:
    """The text without signs that are none, if it can be copy at all; also for what came without bytes."""
    if _SURROGATE.search(text):
        raise Unreadable(_not_text())
    if len(text.encode()) > 2 * MAX_BYTES:
        raise Unreadable(_("This is larger than 1 MB. Send one story at a time, as plain text."))
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
        raise Unreadable(_("There is no text in it. Paste or send the story's text."))
    if "\x00" in text or len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise Unreadable(_not_text())
    return plain_text(text)


def _decoded(data: bytes) -> str:
    try:
        for mark, name in _MARKS.items():
            if data.startswith(mark):
                return data.decode(name)
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data:
            raise Unreadable(_not_text()) from error
        if _is_broken_utf8(data):
            said = _("The text is damaged near byte %(number)d: it is not whole UTF-8. Copy it again.")
            raise Unreadable(said % {"number": error.start}) from error
    return _decoded_western(data)


def _decoded_western(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_text()) from error
    letters = [letter for letter in text if letter.isalpha()]
    if _CONTROL.search(text):
        raise Unreadable(_not_text())
    if sum(letter > "\x7f" for letter in letters) > max(4, _WESTERN_SHARE * len(letters)):
        raise Unreadable(
            _("The text is in an old code page that cannot be told for certain. Save it as UTF-8.")
        )
    return text


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is above 127 makes whole UTF-8 letters: text that was cut or mixed."""
    high = sum(byte > 127 for byte in data)
    whole = sum(len(letter.encode()) for letter in data.decode("utf-8", "ignore") if letter > "\x7f")
    return whole * 2 > high


def _not_text() -> str:
    return _("This is not text. Open the document, copy the story and paste it, or save it as UTF-8 text.")
