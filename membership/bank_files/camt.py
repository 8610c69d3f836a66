"""CAMT.053, the bank-to-customer statement of ISO 20022, in any version of its namespace; and CAMT.052."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError  # the types alone; defusedxml does the parsing

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from membership.bank_files import amounts_and_days, values
from membership.bank_files.making import balances_of, statement, timely, too_many_entries
from membership.money import Money
from membership.tables import Unreadable

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

#: The statement, and the report within the day, each with what it calls its parts.
_MESSAGES = {"BkToCstmrStmt": "Stmt", "BkToCstmrAcctRpt": "Rpt"}
#: Kinds of bank transactions that are returns (ISO 20022 external code set, sub-families): a transfer or a
#: debit that came back, unpaid or reversed.
_RETURNS = {"RRTN", "UPDD", "PRDD", "RCDD", "RPCR"}


def read(data: bytes) -> values.Statement:
    """Every booked entry; one with several details becomes one credit each, if their amounts add up."""
    root = _root(data)
    found = [each for each in root.iter() if _name(each) in _MESSAGES]
    if not found:
        raise _wrong_message(root)
    parts = [part for message in found for part in _all(message, _MESSAGES[_name(message)])]
    if any(sum(len(_all(part, name)) for part in parts) > values.MOST_ENTRIES for name in ("Ntry", "Bal")):
        raise too_many_entries()
    interim = any(_name(each) == "BkToCstmrAcctRpt" for each in found)
    lines: list[values.EntryLine] = []
    accounts: dict[str, None] = {}
    days: list[date | None] = []
    balances: list[values.Balances] = []
    for each in parts:
        account = _text(each, "Acct/Id/IBAN") or _text(each, "Acct/Id/Othr/Id")
        accounts[account] = None
        days += [amounts_and_days.day_if_told(_text(each, f"FrToDt/{end}DtTm")) for end in ("Fr", "To")]
        opening, closing = _balance(each, "OPBD", "PRCD"), _balance(each, "CLBD")
        told = (
            closing.day if closing and closing.day else amounts_and_days.day_if_told(_text(each, "CreDtTm"))
        )
        here = [line for entry in _all(each, "Ntry") for line in _lines(entry, account, told)]
        lines += here
        if opening or closing:
            balances.append(balances_of(account, opening, closing, here))
    named = ", ".join(filter(None, accounts))
    if interim:
        return statement("CAMT.052", map(values.as_pending, lines), account=named, days=days)
    return statement("CAMT.053", lines, account=named, days=days, balances=balances)


def _balance(stmt: Element, *kinds: str) -> values.Balance | None:
    """The booked balance of one of these kinds, the first that the bank gives."""
    found = {_text(each, "Tp/CdOrPrtry/Cd"): each for each in reversed(_all(stmt, "Bal"))}
    each = next((found[kind] for kind in kinds if kind in found), None)
    if each is None:
        return None
    try:
        money = _amount(each)
    except Unreadable:
        return None
    told = _text(each, "Dt/Dt") or _text(each, "Dt/DtTm")
    return values.Balance(money, amounts_and_days.day_if_told(told)) if money else None


def _lines(entry: Element, account: str, told: date | None) -> list[values.EntryLine]:
    """What an entry comes to; one that cannot be read is a line that says so. `told`: the statement's day."""
    try:
        return [timely(line) for line in _entry(entry, account, told)]
    except Unreadable as problem:
        return [values.unread(" ".join("".join(entry.itertext()).split()), problem)]


def _root(data: bytes) -> Element:
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as problem:  # defusedxml's refusals are ValueErrors
        raise Unreadable(
            _("This XML is damaged or unsafe. Export the statement again from the bank, and do not edit it.")
        ) from problem


def _wrong_message(root: Element) -> Unreadable:
    if re.search(r"camt\.054", root.tag):
        return Unreadable(
            _(
                "This is a CAMT.054 notice. Its credits come again in the statement, often added up, and "
                "would be booked twice. Export CAMT.053 instead."
            )
        )
    return Unreadable(_("This XML is no bank statement. Export the statement as CAMT.053 from the bank."))


def _entry(entry: Element, account: str, told: date | None) -> Iterator[values.EntryLine]:
    booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")
    valued = booked or _text(entry, "ValDt/Dt") or _text(entry, "ValDt/DtTm")
    day = told if told and not valued else amounts_and_days.day(valued)
    money = _amount(entry)
    if money is None:
        raise Unreadable(_("An entry of this statement has no amount. Export it again from the bank."))
    # INFO is for information only; FUTR is booked on a later day.
    reason: values.Reason | None = None if _status(entry) == "BOOK" else "pending"
    note = _text(entry, "AddtlNtryInf")
    details = [each for group in _all(entry, "NtryDtls") for each in _all(group, "TxDtls")]
    parts = _parts(details, money)
    if parts is None:
        text = "\n".join(filter(None, [*(_remittance(each) for each in details), note]))
        one = details[0] if len(details) == 1 else None
        payer, payer_account = ("", "") if one is None else _payer(one)
        inner = "" if one is None else _text(one, "Refs/AcctSvcrRef")
        own = _text(entry, "AcctSvcrRef") or inner or _text(entry, "NtryRef")
        why = next(filter(None, map(_returned, [entry, *details])), "")
        yield values.EntryLine(money, day, account, payer, payer_account, text, own, reason, bool(why), why)
        return
    # The booking's reference is that of all its parts: each is named by what it says instead.
    for each, part in zip(details, parts, strict=True):
        payer, payer_account = _payer(each)
        text = "\n".join(filter(None, [_remittance(each), note]))
        why = _returned(each) or _returned(entry)
        yield values.EntryLine(
            part, day, account, payer, payer_account, text, reason=reason, back=bool(why), why=why
        )


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
    money = amounts_and_days.exact(found.text or "", found.get("Ccy", ""))
    mark = _text(each, "CdtDbtInd")
    if mark not in {"CRDT", "DBIT"}:
        if sign is None:
            raise Unreadable(_("An entry does not say whether it is a credit. Export the statement again."))
        return Money(sign * money.minor, money.currency)
    return money if mark == "CRDT" else -money


def _status(entry: Element) -> str:
    return _text(entry, "Sts/Cd") or _text(entry, "Sts/Prtry") or _text(entry, "Sts") or "BOOK"


def _returned(each: Element) -> str:
    """Why an entry or a detail takes back an earlier one, as the bank codes it; empty if it does not."""
    found = _first(each, "RtrInf")
    code = _text(each, "BkTxCd/Domn/Fmly/SubFmlyCd")
    if found is not None:
        why = _text(found, "Rsn/Cd") or _text(found, "Rsn/Prtry") or _text(found, "AddtlInf")
        return why or code or "RtrInf"
    if _text(each, "RvslInd") in {"true", "1"}:
        return code or "RvslInd"
    return code if code in _RETURNS else ""


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
