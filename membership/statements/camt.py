"""CAMT.053, the bank-to-customer statement of ISO 20022, in any version of its namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError  # the types alone; defusedxml does the parsing

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from membership.money import Money
from membership.statements import figures
from membership.statements.values import Line, Reason, Statement, Unreadable, statement

#: Where the text of a remittance stands, from the payer's own words to the bank's.
_TEXTS = (
    "RmtInf/Ustrd",
    "RmtInf/Strd/CdtrRefInf/Ref",
    "RmtInf/Strd/AddtlRmtInf",
    "RmtInf/Strd/RfrdDocInf/Nb",
    "Refs/EndToEndId",
    "RltdPties/UltmtDbtr/Nm",
    "RltdPties/UltmtDbtr/Pty/Nm",
    "AddtlTxInf",
)


def read(data: bytes) -> Statement:
    """Every booked entry; one with several details becomes one credit each, if their amounts add up."""
    root = _root(data)
    found = [each for each in root.iter() if _name(each) == "BkToCstmrStmt"]
    if not found:
        raise _wrong_message(root)
    lines: list[Line] = []
    accounts: dict[str, None] = {}
    days: list[date] = []
    for each in [stmt for message in found for stmt in _all(message, "Stmt")]:
        account = _text(each, "Acct/Id/IBAN") or _text(each, "Acct/Id/Othr/Id")
        accounts[account] = None
        days += [figures.day(text) for end in ("Fr", "To") if (text := _text(each, f"FrToDt/{end}DtTm"))]
        for entry in _all(each, "Ntry"):
            lines += _entry(entry, account)
    return statement("CAMT.053", lines, account=", ".join(filter(None, accounts)), days=days)


def _root(data: bytes) -> Element:
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as problem:  # defusedxml's refusals are ValueErrors
        raise Unreadable(
            _("This XML is damaged or unsafe. Export the statement again from the bank, and do not edit it.")
        ) from problem


def _wrong_message(root: Element) -> Unreadable:
    kind = re.search(r"camt\.05[24]", root.tag)
    if kind:
        return Unreadable(
            _("This is a %(kind)s message, which is no statement. Export CAMT.053 instead.")
            % {"kind": kind[0].upper()}
        )
    return Unreadable(_("This XML is no bank statement. Export the statement as CAMT.053 from the bank."))


def _entry(entry: Element, account: str) -> Iterator[Line]:
    booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")
    day = figures.day(booked or _text(entry, "ValDt/Dt") or _text(entry, "ValDt/DtTm"))
    money = _amount(entry)
    if money is None:
        raise Unreadable(_("An entry of this statement has no amount. Export it again from the bank."))
    reason = _reason(entry)
    note = _text(entry, "AddtlNtryInf")
    details = [each for group in _all(entry, "NtryDtls") for each in _all(group, "TxDtls")]
    parts = _parts(details, money)
    if parts is None:
        text = "\n".join(filter(None, [*(_remittance(each) for each in details), note]))
        one = details[0] if len(details) == 1 else None
        payer, payer_account = ("", "") if one is None else _payer(one)
        inner = "" if one is None else _text(one, "Refs/AcctSvcrRef")
        own = _text(entry, "AcctSvcrRef") or inner or _text(entry, "NtryRef")
        yield Line(money, day, account, payer, payer_account, text, own, reason)
        return
    # The booking's reference is that of all its parts: each is named by what it says instead.
    for each, part in zip(details, parts, strict=True):
        payer, payer_account = _payer(each)
        text = "\n".join(filter(None, [_remittance(each), note]))
        yield Line(part, day, account, payer, payer_account, text, reason=reason)


def _parts(details: list[Element], money: Money) -> list[Money] | None:
    """What each detail is worth, or None where the bank does not say it or it does not add up (charges)."""
    if len(details) < 2:
        return None
    sign = -1 if money.minor < 0 else 1
    parts = []
    for each in details:
        part = _amount(each, sign=sign)
        if part is None or part.currency != money.currency:
            return None
        parts.append(part)
    return parts if sum(part.minor for part in parts) == money.minor else None


def _amount(each: Element, *, sign: int | None = None) -> Money | None:
    """The signed amount of an entry or a detail; `sign` is the entry's, for a detail without its own mark."""
    found = _first(each, "Amt")
    if found is None:
        found = _first(each, "AmtDtls/TxAmt/Amt")
    if found is None:
        return None
    money = figures.exact(found.text or "", found.get("Ccy", ""))
    mark = _text(each, "CdtDbtInd")
    if mark not in {"CRDT", "DBIT"}:
        if sign is None:
            raise Unreadable(_("An entry does not say whether it is a credit. Export the statement again."))
        return Money(sign * money.minor, money.currency)
    return money if mark == "CRDT" else -money


def _reason(entry: Element) -> Reason | None:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK"
    if status != "BOOK":
        return "pending"
    return "reversal" if _text(entry, "RvslInd") in {"true", "1"} else None


def _payer(each: Element) -> tuple[str, str]:
    parties = ("Dbtr/Nm", "Dbtr/Pty/Nm", "UltmtDbtr/Nm", "UltmtDbtr/Pty/Nm")
    name = next(filter(None, (_text(each, f"RltdPties/{party}") for party in parties)), "")
    account = _text(each, "RltdPties/DbtrAcct/Id/IBAN") or _text(each, "RltdPties/DbtrAcct/Id/Othr/Id")
    return name, account


def _remittance(each: Element) -> str:
    told = [(found.text or "").strip() for path in _TEXTS for found in _find(each, path)]
    return "\n".join(dict.fromkeys(text for text in told if text not in {"", "NOTPROVIDED"}))


def _name(each: Element) -> str:
    return each.tag.rpartition("}")[2]


def _all(parent: Element, name: str) -> list[Element]:
    return [each for each in parent if _name(each) == name]


def _find(parent: Element, path: str) -> list[Element]:
    found = [parent]
    for name in path.split("/"):
        found = [child for each in found for child in _all(each, name)]
    return found


def _first(parent: Element, path: str) -> Element | None:
    return next(iter(_find(parent, path)), None)


def _text(parent: Element, path: str) -> str:
    found = _first(parent, path)
    return "" if found is None else (found.text or "").strip()
