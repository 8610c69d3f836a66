"""Which kind of file it is, and what it says."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from membership.bank_files import archive, camt, ofx, swift, table
from membership.bank_files.making import too_many_entries
from membership.bank_files.values import MOST_BYTES, MOST_ENTRIES, Credit, LeftOut, Returned, Statement
from membership.tables import Shape, Unreadable
from newsroom import code_pages
from newsroom.code_pages import BROKEN

_ZIP = b"PK\x03\x04"
_OFX = re.compile(r"(?:OFXHEADER\s*:|(?:<\?[^>]*>\s*)*<OFX>)", re.IGNORECASE)
_SWIFT = re.compile(r"^(?:\{1:|:20:|:25P?:|:6[01][FM]?:)", re.MULTILINE)


def read(
    data: bytes, name: str, *, currency: str, shape: Shape | None = None, account: str = ""
) -> Statement:
    """What the file says. `currency` is the account's, for formats that do not name one.

    `shape` and `account`: what a person has shown of a table's columns, and what they call the account.

    Raises Unreadable with a sentence that says what to do. At most 5 MB and 20,000 entries.
    """
    _refuse_too_large(data)
    if data.startswith(_ZIP):
        if name.lower().endswith((".xlsx", ".ods")):
            raise archive.spreadsheet()
        return _archive(data, currency)
    text = _text(data, name)
    found = _read(data, text, currency, shape, account)
    return replace(found, broken=text.count(BROKEN))


def readings(data: bytes) -> dict[str, str]:
    """In which ways its letters may be read, as `code_pages.readings`. XML says it itself."""
    is_told = data.startswith(_ZIP) or _kind(code_pages.decode(data)[0]) == "CAMT"
    return {} if is_told else code_pages.readings(data)


def table_of(data: bytes, name: str) -> table.Table | None:
    """The table in this file, if it is one: its columns may have to be asked about. Raises Unreadable."""
    _refuse_too_large(data)
    if data.startswith(_ZIP):
        return None
    text = _text(data, name)
    return table.table_of(text) if _kind(text) == "CSV" else None


def _kind(text: str) -> str:
    head = text.lstrip()[:4000]
    if _OFX.match(head):
        return "OFX"
    if head.startswith("<"):
        return "CAMT"
    return "SWIFT" if _SWIFT.search(head) else "CSV"


def _read(data: bytes, text: str, currency: str, shape: Shape | None, account: str) -> Statement:
    kind = _kind(text)
    if kind == "OFX":
        return ofx.read(text, currency=currency)
    if kind == "CAMT":
        return camt.read(text.encode() if BROKEN in text else data)
    if kind == "SWIFT":
        return swift.read(text, currency=currency)
    return table.read(text, currency=currency, shape=shape, account=account)


def _archive(data: bytes, currency: str) -> Statement:
    """All of its files as one statement; an entry that two of them hold is one."""
    statements: list[Statement] = []
    left_out: list[LeftOut] = []
    for inner, content in archive.files_of(data):
        try:
            if content.startswith(_ZIP):
                raise Unreadable(_("An archive within the archive is not opened."))
            if table_of(content, inner) is not None:
                raise Unreadable(_("This is a table. Unpack it and choose it alone, to see its columns."))
            statements.append(read(content, inner, currency=currency))
        except Unreadable as problem:
            left_out.append(LeftOut("unreadable", None, None, inner[:200], str(problem)))
    if not statements:
        why = left_out[0].why if left_out else _("There is no file in it.")
        raise Unreadable(_("Nothing in this archive is a statement: %(why)s") % {"why": why})
    taken: dict[tuple[str, str], Credit] = {}
    returned: dict[tuple[str, str], Returned] = {}
    for one in statements:
        taken |= {(each.account, each.reference): each for each in one.credits}
        returned |= {(each.account, each.reference): each for each in one.returned}
        left_out += one.left_out
    if len(taken) + len(returned) + len(left_out) > MOST_ENTRIES:
        raise too_many_entries()
    formats = sorted({one.format for one in statements})
    days = [day for one in statements for day in (one.first_day, one.last_day) if day]
    accounts = dict.fromkeys(one.account for one in statements if one.account)
    return Statement(
        format=formats[0] if len(formats) == 1 else "ZIP",
        account=", ".join(accounts),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        credits=tuple(taken.values()),
        left_out=tuple(left_out),
        returned=tuple(returned.values()),
        balances=tuple(told for one in statements for told in one.balances),
        broken=sum(one.broken for one in statements),
    )


def _refuse_too_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 5 MB. Export a shorter span of time."))


def _text(data: bytes, name: str) -> str:
    """The text. Raises Unreadable for the files that people choose by mistake."""
    if data.startswith(b"%PDF"):
        raise Unreadable(
            _("A PDF cannot be read exactly. Export the statement as CAMT.053 (XML), MT940, OFX or CSV.")
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise archive.spreadsheet()
    text, _encoding = code_pages.decode(data)
    if "\0" in text or BROKEN in text[:2]:
        raise Unreadable(
            _(
                "This is no text file. Export the statement as CAMT.053 (XML), MT940, OFX or CSV from "
                "the bank."
            )
        )
    if not text.strip():
        raise Unreadable(_("This file is empty. Export the statement again from the bank."))
    return text
