"""MT940, the customer statement message of SWIFT, in the dialects that banks write.

The library reads one entry at a time: handed a whole file, it lets an entry without a type code be
overwritten by the next one, and takes the bank's note behind the closing balance for a donor's text.
"""

import logging
import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from membership.bank_files import amounts_and_days, values
from membership.bank_files.making import balances_of, statement, timely, too_many_entries
from membership.money import EXPONENTS
from membership.tables import Unreadable

_ENVELOPE = re.compile(r"^\{1:[^\n]*\{4:[ \t]*|^\{[1-5]:[^\n{}]*\}$|^-(?:\}[^\n]*)?$", re.MULTILINE)
_MESSAGE = re.compile(r"^(?=:20:)", re.MULTILINE)
_ENTRY = re.compile(r"^(?=:61:)", re.MULTILINE)
_TAG = re.compile(r"^:(\d\d[A-Z]?|NS):", re.MULTILINE)
_ACCOUNT = re.compile(r"^:25P?:([^\n]*)", re.MULTILINE)
_BALANCE = re.compile(r"^:6([02])[FM]?:([CD])([0-9]{6})([A-Z]{3})([0-9.,]*)", re.MULTILINE)
#: The floor limit of an interim report, MT942: it names the currency, and there are no balances.
_FLOOR = re.compile(r"^:34F:([A-Z]{3})", re.MULTILINE)
_INTERIM = re.compile(r"^:(?:34F|13D?):", re.MULTILINE)
_INTERIM_ENVELOPE = re.compile(r"\{2:[IO]942")
#: Some banks write the currency behind the account.
_ACCOUNT_CURRENCY = re.compile(r"[0-9/ ]([A-Z]{3})$")
#: The statement line up to its references (16 and 23 characters at most, which not every bank keeps to).
_REFERENCES = re.compile(
    r"(:61:[0-9]{6}(?:[0-9]{4}|[ ]{4})?R?[CD][A-Z]?[\n ]?[0-9,]{1,15}[A-Z][A-Z0-9 ]{3})([^\n]*)(.*)",
    re.DOTALL | re.IGNORECASE,
)
_SUBFIELD = re.compile(r"\?(\d\d)([^?]*)")
#: What parts the German purpose into fields (DFÜ agreement, annex 3).
_KEYWORD = re.compile(r"((?:EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE)\+)")
#: Returned items: SWIFT's own code, and those of the German banks (DFÜ agreement, annex 3): debits that came
#: back (108, 109), transfers that came back (159), debits of ours undone (181, 184).
_RETURNS = {"RTI", "108", "109", "159", "181", "184"}
#: SWIFT allows six lines of details; the most generous bank that we know of writes twenty.
_MOST_LINES = 100
#: What the library raises for an entry that is none.
_FAILURES = (RuntimeError, ArithmeticError, ValueError, LookupError, TypeError, AttributeError)


def read(text: str, *, currency: str) -> values.Statement:
    """Every entry of every message in the file; `currency` where no balance names one."""
    plain = _ENVELOPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    accounts: dict[str, None] = {}
    lines: list[values.EntryLine] = []
    days: list[date | None] = []
    balances: list[values.Balances] = []
    interim = 0
    is_interim = bool(_INTERIM_ENVELOPE.search(text))
    messages = _MESSAGE.split(plain, maxsplit=values.MOST_ENTRIES + 1)
    if len(messages) > values.MOST_ENTRIES:
        raise too_many_entries()
    for message in messages:
        head, *entries = _ENTRY.split(message)
        if len(lines) + len(entries) > values.MOST_ENTRIES:
            raise too_many_entries()
        found = _ACCOUNT.search(head)
        account = found[1].strip() if found else ""
        accounts[account] = None
        told = list(_BALANCE.finditer(message))
        floor = _FLOOR.search(message)
        named = _ACCOUNT_CURRENCY.search(account)
        # The opening balance carries the day before.
        days += [amounts_and_days.day_if_told(f"20{one[3]}") for one in told if one[1] == "2"]
        code = told[0][4] if told else floor[1] if floor else currency
        if not (told or floor) and named and named[1] in EXPONENTS:
            code = named[1]
        here = [_line_or_not(entry, account, code) for entry in entries]
        if not told and (is_interim or _INTERIM.search(message)):
            here, interim = [values.as_pending(line) for line in here], interim + 1
        lines += here
        if told:
            opening = _balance([one for one in told if one[1] == "0"][:1])
            closing = _balance([one for one in told if one[1] == "2"][-1:])
            balances.append(balances_of(account, opening, closing, here))
    if not lines and not any(accounts):
        raise Unreadable(_("This MT940 file has neither an account nor entries. Export the statement again."))
    all_accounts = ", ".join(filter(None, accounts))
    kind = "MT942" if interim and not balances else "MT940"
    return statement(kind, lines, account=all_accounts, days=days, balances=balances)


def _balance(found: list[re.Match[str]]) -> values.Balance | None:
    """Field 60 or 62, F for a final and M for an intermediate one: mark, day, currency, amount."""
    for match in found:
        try:
            money = amounts_and_days.exact(match[5], match[4])
        except Unreadable:
            continue
        return values.Balance(
            -money if match[2] == "D" else money, amounts_and_days.day_if_told(f"20{match[3]}")
        )
    return None


def _line_or_not(entry: str, account: str, currency: str) -> values.EntryLine:
    try:
        return timely(_line(entry, account, currency))
    except Unreadable as problem:
        return values.unread(entry.strip(), problem)


def _line(entry: str, account: str, currency: str) -> values.EntryLine:
    if entry.count("\n") > _MOST_LINES:
        raise _damaged(entry)
    told, details = _parts(entry)
    found = _parsed(told, details)
    mark = str(found["status"]).upper()
    day = found.get("entry_date")
    own = str(found.get("bank_reference") or "").strip()
    payer, payer_account = _payer(found, details)
    why = _returned(mark, str(found.get("id") or ""), details)
    return values.EntryLine(
        money=amounts_and_days.exact(f"{found['amount'].amount:f}", currency),
        booked_on=_plain(day if isinstance(day, date) else found["date"]),
        account=account,
        payer=payer,
        payer_account=payer_account,
        text=_text(found, details),
        own="" if own.upper() in {"NONREF", "NOTPROVIDED"} else own,
        back=bool(why),
        why=why,
    )


def _returned(mark: str, kind: str, details: str) -> str:
    """What says that it takes back an earlier entry: the mark, the kind of transaction, the German code."""
    code = details[:3] if re.match(r"\d{3}\?", details) else kind[1:]
    if mark.startswith("R"):
        return mark
    return code if code in _RETURNS else ""


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
        short, references = _with_short_references(told)
        if short == told:
            raise _damaged(told) from problem
        return _parsed(short, details) | references
    return collection.transactions[0].data


def _with_short_references(told: str) -> tuple[str, dict[str, str]]:
    """The statement line with references that the library takes, and those that stand in it."""
    found = _REFERENCES.fullmatch(told)
    if found is None:
        return told, {}
    customer, _slashes, bank = found[2].partition("//")
    short = f"{found[1]}{customer[:16]}" + (f"//{bank[:23]}" if bank else "") + found[3]
    return short, {"customer_reference": customer.strip(), "bank_reference": bank.strip()}


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
    said = _("An entry of this MT940 file cannot be read: “%(entry)s”. Export it again from the bank.")
    return Unreadable(said % {"entry": entry.strip().partition("\n")[0][:40]})
