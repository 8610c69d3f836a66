"""What a bank statement says, in our own words, and how its lines get a name that stays."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from membership.money import Money

Reason = Literal["debit", "zero", "reversal", "pending", "no entry"]

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 20_000
#: What is kept of one remittance text; SWIFT and ISO 20022 allow far less.
MOST_TEXT = 4_000
#: A bank's own reference longer than this is kept as part of the hash only.
MOST_OWN = 35


class Unreadable(ValueError):
    """This file is no statement that we can read whole. The message says what to do about it."""


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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is no money for us, and why.

    `debit`: money that went out. `zero`: no money. `reversal`: an earlier entry taken back, to be looked at:
    it may be a gift that was returned. `pending`: announced and not booked; it will be in a later statement.
    `no entry`: a line of a table without day and amount, such as a total; its text is kept.
    The text of a debit is not: whom the newsroom pays is not this importer's business.
    """

    reason: Reason
    money: Money | None
    booked_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One file. `account` is empty where the file does not say; the days are None where it has no entries."""

    format: str
    account: str
    first_day: date | None
    last_day: date | None
    credits: tuple[Credit, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Line:
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


def statement(kind: str, lines: Iterable[Line], *, account: str = "", days: Iterable[date] = ()) -> Statement:
    """The statement of these lines. Raises Unreadable if there are too many."""
    taken: list[Credit] = []
    left_out: list[LeftOut] = []
    seen: Counter[str] = Counter()
    spans = list(days)
    for count, line in enumerate(lines, start=1):
        if count > MOST_ENTRIES:
            raise too_many_entries()
        if line.booked_on:
            spans.append(line.booked_on)
        reason = line.reason or _reason(line.money)
        if reason or line.money is None or line.booked_on is None:
            text = "" if reason == "debit" else tidy(line.text)
            left_out.append(LeftOut(reason or "no entry", line.money, line.booked_on, text))
            continue
        taken.append(_credit(line, line.money, line.booked_on, seen))
    return Statement(
        format=kind,
        account=one_line(account),
        first_day=min(spans, default=None),
        last_day=max(spans, default=None),
        credits=tuple(taken),
        left_out=tuple(left_out),
    )


def too_many_entries() -> Unreadable:
    return Unreadable(
        _("This statement has more than %(most)s entries. Export a shorter span of time.")
        % {"most": f"{MOST_ENTRIES:,}"}
    )


def tidy(text: str) -> str:
    """Without control characters and runs of spaces; line breaks stay, since they part the bank's fields."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


def one_line(text: str) -> str:
    shown = (" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join("".join(shown).split())


def _reason(money: Money | None) -> Reason | None:
    if money is None:
        return "no entry"
    if money.minor == 0:
        return "zero"
    return "debit" if money.minor < 0 else None


def _credit(line: Line, money: Money, day: date, seen: Counter[str]) -> Credit:
    text, payer, account = tidy(line.text), one_line(line.payer)[:200], one_line(line.payer_account)[:64]
    own = one_line(line.own)
    # Banks use their references again (a running number per statement), so day and amount belong to the name.
    told = [own] if own else [payer, account, text]
    parts = [line.account, day.isoformat(), money.minor, money.currency, *told]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    seen[digest] += 1
    if seen[digest] > 1:
        digest = hashlib.sha256(f"{digest}/{seen[digest]}".encode()).hexdigest()
    reference = f"{own}-{digest[:12]}" if 0 < len(own) <= MOST_OWN else digest[:32]
    return Credit(reference, money, day, payer, account, text)
