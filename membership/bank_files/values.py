"""What a bank statement says, in our own words."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from membership.money import Money
from membership.tables import Unreadable

Reason = Literal["debit", "zero", "reversal", "pending", "failed", "status", "unreadable", "no entry"]
#: Reasons of lines that do not count in the account's balance.
NOT_BOOKED = frozenset({"pending", "failed", "status", "unreadable", "no entry"})

#: Formats of which nothing is booked yet.
INTERIM = ("MT942", "CAMT.052")
MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 20_000
#: What is kept of one remittance text; SWIFT and ISO 20022 allow far less.
MOST_TEXT = 4_000
#: What is kept of the account's name.
MOST_ACCOUNT = 60


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that came into the account.

    `reference` names the entry for ever, in at most 48 characters: the same entry in the same file, or in an
    overlapping export of the same format, has the same one; two entries never share one.
    """

    reference: str
    money: Money
    booked_on: date
    payer: str
    payer_account: str
    #: All that the bank passed on about it, one line each.
    text: str
    #: The newsroom's account that it came to, as the entry's part of the file names it; else empty.
    account: str = ""
    #: The format that it is told in, and for a table which one: two exports in one layout call it the same.
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A booked entry that takes back an earlier one. It is no credit, and it counts in the balance.

    `money` is below zero where a credit was taken back (a gift that was returned), above zero where a debit
    came back. `reference` names the entry for ever, as a Credit's does.
    """

    reference: str
    money: Money
    booked_on: date
    payer: str
    payer_account: str
    text: str
    account: str
    #: The bank's own reference of this entry.
    own: str
    #: Why, as the bank codes it (ISO 20022: “AC04”, “MD06”; MT940: “RC”, “RD”) or says it. Empty: it says no
    #: more than that money went out.
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is no money for us, and why.

    `debit`: money that went out. `zero`: no money. `reversal`: a correction of an earlier entry, to be looked
    at. `pending`: announced and not booked; it will be in a later statement. `failed`: declined, or undone
    before it was booked. `status`: its status is a word that we do not know. `unreadable`: `why` says what is
    wrong. `no entry`: a line of a table without day and amount, such as a total; its text is kept.
    The text of a debit is not: whom the newsroom pays is not this importer's business. `entry` is the debit
    as it is if it took a gift back, which only a reference in its text can tell.
    """

    reason: Reason
    money: Money | None
    booked_on: date | None
    text: str
    #: The status as the bank words it; or the sentence that says why it cannot be read.
    why: str = ""
    entry: Returned | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    money: Money
    #: The day at whose end it was so; for an opening balance often the day before. None where it is not told.
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Balances:
    """What one statement of one account says of its balance. A file may hold several of the same account."""

    account: str
    opening: Balance | None
    closing: Balance | None
    #: The sum of its booked entries, money that went out and came back too; None where they cannot be added.
    booked: Money | None

    @property
    def off(self) -> Money | None:
        """By how much the entries miss the closing balance; None where they meet it, or none is told."""
        if not (self.opening and self.closing and self.booked):
            return None
        missing = self.closing.money.minor - self.opening.money.minor - self.booked.minor
        return Money(missing, self.booked.currency) if missing else None


@dataclass(frozen=True, slots=True)
class Statement:
    """One file. `account` is empty where the file does not say; the days are None where it has no entries."""

    format: str
    account: str
    first_day: date | None
    last_day: date | None
    credits: tuple[Credit, ...]
    left_out: tuple[LeftOut, ...]
    returned: tuple[Returned, ...] = ()
    #: In the order of the file; empty where it tells of no balance.
    balances: tuple[Balances, ...] = ()
    #: It tells of balances, and of some entries none that can be read: then all of them say nothing.
    lacks_balances: bool = False
    #: So many of its letters are damaged; “�” stands for each.
    broken: int = 0

    @property
    def is_interim(self) -> bool:
        """A report within the day (MT942, CAMT.052): what it tells of comes again in the statement."""
        return self.format in INTERIM


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as a reader found it; `money` is below zero where it went out."""

    money: Money | None
    booked_on: date | None
    account: str = ""
    payer: str = ""
    payer_account: str = ""
    text: str = ""
    #: The bank's own reference of this entry, if it gives one.
    own: str = ""
    reason: Reason | None = None
    #: It takes back an earlier entry.
    back: bool = False
    why: str = ""


def unread(entry: str, why: Unreadable) -> EntryLine:
    """An entry that cannot be read: it is listed, and refuses none of the others."""
    return EntryLine(None, None, text=entry[:MOST_TEXT], reason="unreadable", why=str(why))


def as_pending(line: EntryLine) -> EntryLine:
    """An entry of an interim report: it comes again in the statement, once it is booked."""
    return line if line.reason else replace(line, reason="pending", back=False)


def tidy(text: str) -> str:
    """Without control characters and runs of spaces; line breaks stay, since they part the bank's fields."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


def one_line(text: str) -> str:
    shown = (" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join("".join(shown).split())


def told_by(line: EntryLine) -> tuple[str, str, str]:
    """Its text, its payer and the payer's account, as they are kept."""
    return tidy(line.text), one_line(line.payer)[:200], one_line(line.payer_account)[:64]
