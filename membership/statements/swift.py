"""MT940, the customer statement message of SWIFT, in the dialects that banks write.

The library reads one entry at a time: handed a whole file, it lets an entry without a type code be
overwritten by the next one, and takes the bank's note behind the closing balance for a donor's text.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from membership.statements import figures
from membership.statements.values import (
    MOST_ENTRIES,
    Line,
    Statement,
    Unreadable,
    statement,
    too_many_entries,
)

_ENVELOPE = re.compile(r"^\{1:[^\n]*\{4:[ \t]*|^\{[1-5]:[^\n{}]*\}$|^-(?:\}[^\n]*)?$", re.MULTILINE)
_MESSAGE = re.compile(r"^(?=:20:)", re.MULTILINE)
_ENTRY = re.compile(r"^(?=:61:)", re.MULTILINE)
_TAG = re.compile(r"^:(\d\d[A-Z]?|NS):", re.MULTILINE)
_ACCOUNT = re.compile(r"^:25P?:([^\n]*)", re.MULTILINE)
_BALANCE = re.compile(r"^:6([02])[FM]?:[CD]([0-9]{6})([A-Z]{3})", re.MULTILINE)
_SUBFIELD = re.compile(r"\?(\d\d)([^?]*)")
#: What parts the German purpose into fields (DFÜ agreement, annex 3).
_KEYWORD = re.compile(r"((?:EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE)\+)")
#: SWIFT allows six lines of details; the most generous bank that we know of writes twenty.
_MOST_LINES = 100
#: What the library raises for an entry that is none.
_FAILURES = (RuntimeError, ArithmeticError, ValueError, LookupError, TypeError, AttributeError)


def read(text: str, *, currency: str) -> Statement:
    """Every entry of every message in the file; `currency` where no balance names one."""
    plain = _ENVELOPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    accounts: dict[str, None] = {}
    lines: list[Line] = []
    days: list[date] = []
    messages = _MESSAGE.split(plain, maxsplit=MOST_ENTRIES + 1)
    if len(messages) > MOST_ENTRIES:
        raise too_many_entries()
    for message in messages:
        head, *entries = _ENTRY.split(message)
        if len(lines) + len(entries) > MOST_ENTRIES:
            raise too_many_entries()
        named = _ACCOUNT.search(head)
        account = named[1].strip() if named else ""
        accounts[account] = None
        balances = list(_BALANCE.finditer(message))
        # The opening balance carries the day before.
        days += [figures.day(f"20{found[2]}") for found in balances if found[1] == "2"]
        code = balances[0][3] if balances else currency
        lines += [_line(entry, account, code) for entry in entries]
    if not lines and not any(accounts):
        raise Unreadable(_("This MT940 file has neither an account nor entries. Export the statement again."))
    return statement("MT940", lines, account=", ".join(filter(None, accounts)), days=days)


def _line(entry: str, account: str, currency: str) -> Line:
    if entry.count("\n") > _MOST_LINES:
        raise _damaged(entry)
    told, details = _parts(entry)
    found = _parsed(told, details)
    mark = str(found["status"]).upper()
    day = found.get("entry_date")
    own = str(found.get("bank_reference") or "").strip()
    payer, payer_account = _payer(found, details)
    return Line(
        money=figures.exact(f"{found['amount'].amount:f}", currency),
        booked_on=_plain(day if isinstance(day, date) else found["date"]),
        account=account,
        payer=payer,
        payer_account=payer_account,
        text=_text(found, details),
        own="" if own.upper() in {"NONREF", "NOTPROVIDED"} else own,
        reason="reversal" if mark.startswith("R") else None,
    )


def _parts(entry: str) -> tuple[str, str]:
    """The statement line, and all of its details; tags that belong to the statement end it."""
    told, details = "", []
    marks = list(_TAG.finditer(entry))
    for mark, end in zip(marks, [*(found.start() for found in marks[1:]), len(entry)], strict=True):
        if mark[1] == "61":
            told = entry[mark.start() : end]
        elif mark[1] == "86":
            details.append(entry[mark.end() : end].strip("\n"))
        elif mark[1] != "NS":
            break
    return told.strip(), "\n".join(details)


def _parsed(told: str, details: str) -> dict[str, Any]:
    # Late: only those who import MT940 need it.
    from mt940.models import Transactions
    from mt940.options import Options

    # It logs what it cannot read, and donors' names have no place in a log.
    logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
    collection = Transactions(options=Options.all())
    try:
        collection.parse(f"{told}\n:86:{details}" if details else told)
    except _FAILURES as problem:
        raise _damaged(told) from problem
    return collection.transactions[0].data


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def _payer(found: dict[str, Any], details: str) -> tuple[str, str]:
    """From the German subfields (?31 to ?33) or the Dutch words (/NAME/, /IBAN/, /CNTP/)."""
    name = found.get("applicant_name") or ""
    account = found.get("applicant_iban") or found.get("gvc_applicant_iban") or ""
    flat = details.replace("\n", "")
    party = re.search(r"/CNTP/([^/]*)/[^/]*/([^/]*)/", flat)
    if party:
        return party[2], party[1]
    words = dict(re.findall(r"/(NAME|IBAN)/([^/]*)", flat))
    return name or words.get("NAME", ""), account or words.get("IBAN", "")


def _text(found: dict[str, Any], details: str) -> str:
    """The donor's words as one piece: banks cut them into lines of 27 or 65 wherever the count is full."""
    if re.match(r"\d{3}\?\d\d", details):
        fields = _SUBFIELD.findall(details.replace("\n", ""))
        purpose = "".join(value for key, value in fields if key[0] == "2" or "60" <= key <= "63")
        rest = [value for key, value in fields if key in {"00", "34", "35"}]
        told = [_KEYWORD.sub(r"\n\1", purpose), *rest]
    else:
        told = [details]
    extra = [str(found.get(key) or "").strip() for key in ("customer_reference", "extra_details")]
    return "\n".join([*told, *(text for text in extra if text not in {"", "NONREF"} and text not in details)])


def _damaged(entry: str) -> Unreadable:
    return Unreadable(
        _("An entry of this MT940 file cannot be read: “%(entry)s”. Export it again from the bank.")
        % {"entry": entry.strip().partition("\n")[0][:40]}
    )
