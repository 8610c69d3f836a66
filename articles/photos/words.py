"""Text as it stands in files: repaired where an old program has spoilt it, and safe to store."""

import re
import unicodedata

from newsroom.plain_text import plain_text

#: UTF-8 that was taken for Windows-1252 or Latin-1: it always shows as one of these and a second sign.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
LONGEST = 4000


def plain(value: object) -> str:
    """A value of a file as text: decoded, repaired, without control signs, composed, cut at LONGEST."""
    text = decoded(value) if isinstance(value, bytes) else repaired(str(value))
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = plain_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()[:LONGEST]


def decoded(value: bytes) -> str:
    """Bytes without a stated encoding: UTF-8 if they are, else what Windows programs write."""
    value = value.split(b"\x00", 1)[0]
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def repaired(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252 (“GroÃŸ”), once or more often, put right."""
    while _MOJIBAKE.search(text) and (better := _reread(text)):
        text = better
    return text


def _reread(text: str) -> str:
    """The text one misreading earlier, or nothing: each step is shorter, so there is an end."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return ""
