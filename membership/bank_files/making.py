"""A statement from its lines: what is money for us and what is left out, and the name of each that stays."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from membership.bank_files import values
from membership.money import Money
from membership.tables import Unreadable

#: What a file of today tells of is not older.
EARLIEST = date(2000, 1, 1)
#: A bank's own reference longer than this is kept as part of the hash only.
MOST_OWN = 35


def timely(line: values.EntryLine) -> values.EntryLine:
    """The line, unless no bank can have booked it on its day, which is then mistyped or in the wrong order.

    Raises Unreadable.
    """
    if line.booked_on and not line.reason and not _is_timely(line.booked_on):
        said = _("Nothing is booked on %(day)s: it is before 2000 or after tomorrow. Look at it in the file.")
        raise Unreadable(said % {"day": line.booked_on.isoformat()})
    return line


def _is_timely(day: date) -> bool:
    """A bank east of here may have tomorrow already."""
    return EARLIEST <= day <= timezone.localdate() + timedelta(days=1)


def statement(
    kind: str,
    lines: Iterable[values.EntryLine],
    *,
    account: str = "",
    days: Iterable[date | None] = (),
    balances: Iterable[values.Balances] = (),
    layout: str = "",
) -> values.Statement:
    """The statement of these lines; `layout` is that of a table. Raises Unreadable if there are too many, or
    none of them can be read."""
    taken: list[values.Credit] = []
    left_out: list[values.LeftOut] = []
    returned: list[values.Returned] = []
    seen: Counter[tuple[str, str]] = Counter()
    spans = [day for day in days if day and _is_timely(day)]
    for count, line in enumerate(lines, start=1):
        if count > values.MOST_ENTRIES:
            raise too_many_entries()
        if line.booked_on and _is_timely(line.booked_on):
            spans.append(line.booked_on)
        reason = line.reason or _reason(line)
        if reason or line.money is None or line.booked_on is None:
            text = "" if _is_not_ours(reason, line.money) else values.tidy(line.text)
            entry = None
            if reason == "debit" and line.money and line.booked_on:
                entry = _returned(line, line.money, line.booked_on, seen)
            left_out.append(
                values.LeftOut(reason or "no entry", line.money, line.booked_on, text, line.why, entry)
            )
        elif line.back:
            returned.append(_returned(line, line.money, line.booked_on, seen))
        else:
            taken.append(_credit(line, line.money, line.booked_on, seen, layout or kind))
    if left_out and not (taken or returned) and all(one.reason == "unreadable" for one in left_out):
        raise Unreadable(left_out[0].why)
    return values.Statement(
        format=kind,
        account=values.one_line(account),
        first_day=min(spans, default=None),
        last_day=max(spans, default=None),
        credits=tuple(taken),
        left_out=tuple(left_out),
        returned=tuple(returned),
        balances=tuple(balances),
    )


def balances_of(
    account: str,
    opening: values.Balance | None,
    closing: values.Balance | None,
    lines: Iterable[values.EntryLine],
) -> values.Balances:
    """The balances of one statement, with the sum of its entries in their currency."""
    counted = [line.money for line in lines if line.money and line.reason not in values.NOT_BOOKED]
    named = next((one.money.currency for one in (opening, closing) if one), "")
    currencies = {money.currency for money in counted} | ({named} if named else set())
    code = currencies.pop() if len(currencies) == 1 else None
    booked = Money(sum(money.minor for money in counted), code) if code else None
    return values.Balances(_account(account), _dated(opening), _dated(closing), booked)


def _dated(balance: values.Balance | None) -> values.Balance | None:
    """Its day counts only where it can be one: by it the next statement is held against this one."""
    return replace(balance, day=None) if balance and balance.day and not _is_timely(balance.day) else balance


def too_many_entries() -> Unreadable:
    said = _("This statement has more than %(most)s entries. Export a shorter span of time.")
    return Unreadable(said % {"most": f"{values.MOST_ENTRIES:,}"})


def _reason(line: values.EntryLine) -> values.Reason | None:
    if line.money is None:
        return "no entry"
    if line.money.minor == 0:
        return "zero"
    return "debit" if line.money.minor < 0 and not line.back else None


def _is_not_ours(reason: values.Reason | None, money: Money | None) -> bool:
    """Whom the newsroom pays, or is about to."""
    return reason in {"debit", "pending", "failed", "status"} and money is not None and money.minor < 0


def _credit(
    line: values.EntryLine, money: Money, day: date, seen: Counter[tuple[str, str]], layout: str
) -> values.Credit:
    text, payer, account = values.told_by(line)
    name = _reference(line, money, day, seen)
    return values.Credit(name, money, day, payer, account, text, _account(line.account), layout)


def _returned(
    line: values.EntryLine, money: Money, day: date, seen: Counter[tuple[str, str]]
) -> values.Returned:
    text, payer, account = values.told_by(line)
    name, own = _reference(line, money, day, seen), values.one_line(line.own)
    return values.Returned(
        name, money, day, payer, account, text, _account(line.account), own, values.one_line(line.why)
    )


def _account(name: str) -> str:
    return values.one_line(name)[: values.MOST_ACCOUNT]


def _reference(line: values.EntryLine, money: Money, day: date, seen: Counter[tuple[str, str]]) -> str:
    """Its name for ever: the bank's own reference, shown if there is one, and the rest.

    The account is no part of it, as one account may be called by several names; nor is which of its words
    stand in which column, as a person may say that anew.
    """
    own = values.one_line(line.own)
    words = [own] if own else sorted({word for told in values.told_by(line) for word in told.split()})
    # Banks use their references again (a running number per statement), so day and amount belong to it.
    parts = (day.isoformat(), money.minor, money.currency, *words)
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    seen[line.account, digest] += 1
    if (count := seen[line.account, digest]) > 1:
        digest = hashlib.sha256(f"{digest}/{count}".encode()).hexdigest()
    return f"{own}-{digest[:12]}" if 0 < len(own) <= MOST_OWN else digest[:32]
