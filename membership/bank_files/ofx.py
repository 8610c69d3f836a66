"""OFX, Open Financial Exchange, by one small reader: 1.x is SGML whose leaves are never closed, 2.x is XML.

It reads tags and text and nothing else: there is no document type, no entity beyond the five of XML, and
nothing that could grow.
"""

import html
import re
from datetime import date

from django.utils.translation import gettext as _

from membership.bank_files import amounts_and_days
from membership.bank_files.making import balances_of, statement, timely, too_many_entries
from membership.bank_files.values import MOST_ENTRIES, Balance, Balances, EntryLine, Statement, unread
from membership.tables import Unreadable

_TAG = re.compile(r"<(/?)([A-Za-z0-9.]{1,32})>([^<]*)")
#: Aggregates inside an entry whose leaves would be taken for the entry's own.
_NESTED = {"BANKACCTTO", "CCACCTTO", "PAYEE", "CURRENCY", "ORIGCURRENCY"}


def read(text: str, *, currency: str) -> Statement:
    """Every entry of every account in the file; `currency` where CURDEF names none."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Unreadable(_("This OFX file is unsafe: it declares entities. Export it again from the bank."))
    reader = _Reader(currency)
    for closing, name, value in _TAG.findall(text):
        reader.take(name.upper(), html.unescape(value).strip(), closing=bool(closing))
    if not reader.is_statement:
        raise Unreadable(_("This OFX file holds no bank statement. Choose the account's entries for export."))
    if reader.entry is not None:
        raise Unreadable(_("This OFX file ends in the middle of an entry. Export it again from the bank."))
    reader.end_statement()
    return statement(
        "OFX", reader.lines, account=", ".join(reader.accounts), days=reader.days, balances=reader.balances
    )


class _Reader:
    """Takes tag after tag and keeps what a statement is made of."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.account = ""
        self.accounts: dict[str, None] = {}
        self.lines: list[EntryLine] = []
        self.days: list[date | None] = []
        self.is_statement = False
        #: The leaves of the entry at hand, those of an aggregate with its name before them.
        self.entry: dict[str, str] | None = None
        self.inside = ""
        self.balances: list[Balances] = []
        self.ledger: dict[str, str] = {}
        self.in_ledger = False
        self.begun_at = 0

    def take(self, name: str, value: str, *, closing: bool) -> None:
        if name == "STMTTRN":
            self._end_entry() if closing else self._begin_entry()
        elif self.entry is not None:
            self._take_leaf(self.entry, name, value, closing=closing)
        elif name == "BANKTRANLIST":
            self.is_statement = True
        elif name in {"STMTRS", "CCSTMTRS"}:
            self.end_statement()
        elif name == "LEDGERBAL":
            self.in_ledger = not closing
        elif name == "AVAILBAL":
            self.in_ledger = False
        elif self.in_ledger and name in {"BALAMT", "DTASOF"} and value:
            self.ledger.setdefault(name, value)
        elif name == "CURDEF" and value:
            self.currency = value
        elif name == "ACCTID" and value:
            self.account = value
            self.accounts[value] = None
        elif name in {"DTSTART", "DTEND"} and value:
            self.days.append(amounts_and_days.day_if_told(value))

    def _begin_entry(self) -> None:
        # SGML lets the end of an entry be left out.
        self._end_entry()
        if len(self.lines) >= MOST_ENTRIES:
            raise too_many_entries()
        self.entry, self.inside = {}, ""

    def _take_leaf(self, entry: dict[str, str], name: str, value: str, *, closing: bool) -> None:
        if name == "BANKTRANLIST":
            self._end_entry()
        elif name in _NESTED:
            self.inside = "" if closing else f"{name}."
        elif not closing and value:
            entry.setdefault(self.inside + name, value)

    def _end_entry(self) -> None:
        if self.entry is None:
            return
        told, self.entry = self.entry, None
        try:
            self.lines.append(timely(self._line(told)))
        except Unreadable as problem:
            self.lines.append(unread(" · ".join(told.values()), problem))

    def end_statement(self) -> None:
        """What the bank says of the balance at its end: OFX has no opening one."""
        told, self.ledger, self.in_ledger = self.ledger, {}, False
        lines, self.begun_at = self.lines[self.begun_at :], len(self.lines)
        if "BALAMT" not in told:
            return
        try:
            money = amounts_and_days.exact(told["BALAMT"], self.currency)
        except Unreadable:
            return
        closing = Balance(money, amounts_and_days.day_if_told(told.get("DTASOF", "")))
        self.balances.append(balances_of(self.account, None, closing, lines))

    def _line(self, told: dict[str, str]) -> EntryLine:
        if "TRNAMT" not in told or "DTPOSTED" not in told:
            raise Unreadable(_("An entry of this OFX file has no amount or no day. Export it again."))
        code = told.get("CURRENCY.CURSYM", self.currency)
        parts = [told.get("MEMO", ""), told.get("CHECKNUM", ""), told.get("REFNUM", "")]
        name = told.get("NAME") or told.get("PAYEE.NAME", "")
        return EntryLine(
            money=amounts_and_days.exact(told["TRNAMT"], code),
            booked_on=amounts_and_days.day(told["DTPOSTED"]),
            account=self.account,
            payer=name,
            payer_account=told.get("BANKACCTTO.ACCTID") or told.get("CCACCTTO.ACCTID", ""),
            # Many banks put the donor's words into NAME, or cut them there.
            text="\n".join(filter(None, [name, *parts])),
            own=told.get("FITID", ""),
            reason="reversal" if "CORRECTFITID" in told else None,
        )
