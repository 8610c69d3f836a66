"""Bank statements, read: CAMT.053, MT940, OFX and any bank's CSV, to plain values.

`read` looks at the content, not at the name of the file. It reads a file whole or refuses it with a sentence;
what is not money for us is listed in `left_out` with the reason.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from membership.statements import camt, ofx, swift, table
from membership.statements.values import (
    MOST_BYTES,
    MOST_ENTRIES,
    Balance,
    Balances,
    Credit,
    LeftOut,
    Returned,
    Statement,
    Unreadable,
)

__all__ = [
    "MOST_BYTES",
    "MOST_ENTRIES",
    "Balance",
    "Balances",
    "Credit",
    "LeftOut",
    "Returned",
    "Statement",
    "Unreadable",
    "read",
]

_OFX = re.compile(r"(?:OFXHEADER\s*:|(?:<\?[^>]*>\s*)*<OFX>)", re.IGNORECASE)
_SWIFT = re.compile(r"^(?:\{1:|:20:|:25:|:6[01][FM]?:)", re.MULTILINE)


def read(data: bytes, name: str, *, currency: str) -> Statement:
    """What the file says. `currency` is the account's, for formats that do not name one.

    Raises Unreadable with a sentence that says what to do. At most 5 MB and 20,000 entries.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 5 MB. Export a shorter span of time."))
    _refuse_other_files(data, name)
    text = decoded(data)
    if not text.strip():
        raise Unreadable(_("This file is empty. Export the statement again from the bank."))
    head = text.lstrip()[:4000]
    if _OFX.match(head):
        return ofx.read(text, currency=currency)
    if head.startswith("<"):
        return camt.read(data)
    if _SWIFT.search(head):
        return swift.read(text, currency=currency)
    return table.read(text, currency=currency)


def decoded(data: bytes) -> str:
    """The text of the file: UTF-16 by its mark, UTF-8 if it is valid, else Windows-1252, as banks write."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        _("This is no text file. Export the statement as CAMT.053 (XML), MT940, OFX or CSV from the bank.")
    )


def _refuse_other_files(data: bytes, name: str) -> None:
    """The files that people choose by mistake, each with the way out."""
    if data.startswith(b"%PDF"):
        raise Unreadable(
            _("A PDF cannot be read exactly. Export the statement as CAMT.053 (XML), MT940, OFX or CSV.")
        )
    if data.startswith(b"PK\x03\x04"):
        if name.lower().endswith((".xlsx", ".ods")):
            raise Unreadable(_("This is a spreadsheet. Save it as CSV and choose that file."))
        raise Unreadable(_("This is a ZIP archive. Unpack it and choose the files in it one by one."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is a spreadsheet. Save it as CSV and choose that file."))
