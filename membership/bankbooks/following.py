"""Whether a statement follows the last one of its account, and its entries its balances. Told before anything
is booked; who goes on all the same says so, and it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.bankbooks.matching import MOST_ACCOUNT
from membership.models import BankBalance
from membership.money import Money
from membership.statements import Statement


@dataclass(frozen=True)
class Oddity:
    sentence: str
    #: Nothing can be booked wrongly by it.
    harmless: bool = False
    #: It lies between statements, not within one.
    between: bool = True


@dataclass(frozen=True)
class Span:
    """From one balance of an account to another."""

    account: str
    opens_on: date
    opening: Money
    closes_on: date
    closing: Money


def spans(statement: Statement) -> list[Span]:
    """What it says of each account and currency as a whole; empty where it names no account or balance."""
    return [
        Span(account, parts[0].opens_on, parts[0].opening, parts[-1].closes_on, parts[-1].closing)
        for account, parts in _parts(statement)
    ]


def oddities(statement: Statement) -> list[Oddity]:
    """What lies between it and the last one of each account, between its parts, and what does not add up."""
    found = []
    for told in statement.balances:
        if told.off and told.opening and told.closing:
            why = _("The entries do not lead from %(opening)s to %(closing)s: %(off)s is not explained.")
            of = {"opening": told.opening.money, "closing": told.closing.money, "off": told.off}
            found.append(Oddity(why % {name: one.exact for name, one in of.items()}, between=False))
    for _account, parts in _parts(statement):
        for one, other in pairwise(parts):
            if one.closing != other.opening:
                why = _(
                    "In this file, one part ends on %(ended)s with %(closing)s, and the next begins on "
                    "%(begins)s with %(opening)s: something lies between them."
                )
                found.append(Oddity(why % _told(one, other)))
    for span in spans(statement):
        if before := _before(span):
            found += _between(before, span)
    return found


def _between(before: Span, span: Span) -> Iterator[Oddity]:
    if before.closes_on > span.opens_on:
        why = _(
            "This statement begins on %(begins)s; the last one of this account ended on %(ended)s. They "
            "overlap, which does no harm: each entry is booked once."
        )
        yield Oddity(why % _told(before, span), harmless=True)
    elif before.closing != span.opening:
        why = _(
            "This statement begins on %(begins)s with %(opening)s; the last one of this account ended on "
            "%(ended)s with %(closing)s: something lies between them."
        )
        yield Oddity(why % _told(before, span))


def _told(before: Span, span: Span) -> dict[str, str]:
    return {
        "ended": date_format(before.closes_on, "j F"),
        "closing": before.closing.exact,
        "begins": date_format(span.opens_on, "j F"),
        "opening": span.opening.exact,
    }


def _before(span: Span) -> Span | None:
    """The last one of the account that begins no later."""
    rows = BankBalance.objects.filter(
        account=span.account, currency=span.opening.currency, opens_on__lte=span.opens_on
    )
    row = rows.order_by("-closes_on", "-pk").first()
    return Span(row.account, row.opens_on, row.opening, row.closes_on, row.closing) if row else None


def _parts(statement: Statement) -> Iterator[tuple[str, list[Span]]]:
    """Its statements by account and currency, each in the order of their days."""
    found = []
    for told in statement.balances:
        if not (told.account and told.opening and told.closing):
            continue
        opens_on = told.opening.day or statement.first_day
        closes_on = told.closing.day or statement.last_day
        if opens_on and closes_on:
            account = told.account[:MOST_ACCOUNT]
            found.append(Span(account, opens_on, told.opening.money, closes_on, told.closing.money))
    found.sort(key=lambda one: (one.account, one.opening.currency, one.closes_on, one.opens_on))
    for (account, _currency), parts in groupby(found, key=lambda one: (one.account, one.opening.currency)):
        yield account, list(parts)
