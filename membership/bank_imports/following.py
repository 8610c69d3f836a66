"""Whether a statement follows the last one of its account, and its entries its balances. Told before anything
is booked; who goes on all the same says so, and it is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from membership.bank_files import Statement
from membership.models import BankBalance
from membership.money import Money, locales
from membership.tables import damaged
from membership.transfers import iban


@dataclass(frozen=True)
class Oddity:
    sentence: str
    #: Nothing can be booked wrongly by it.
    harmless: bool = False


@dataclass(frozen=True)
class StatementSpan:
    """From the end of one day to the end of another, with the balances of an account then."""

    account: str
    opens_on: date
    opening: Money
    closes_on: date
    closing: Money


def spans(statement: Statement) -> list[StatementSpan]:
    """What it says of each account and currency as a whole; empty where it names no account or balance."""
    entries = (statement.credits, statement.returned, statement.left_out)
    days = {one.booked_on for some in entries for one in some}
    found = []
    for account, parts in _parts(statement):
        first, last = parts[0], parts[-1]
        # Of a day with entries it has the balance from before them, which is that of the evening before.
        opens_on = first.opens_on - timedelta(days=first.opens_on in days)
        found.append(StatementSpan(account, opens_on, first.opening, last.closes_on, last.closing))
    return found


def oddities(statement: Statement) -> list[Oddity]:
    """What is damaged or does not add up in it, and what lies between its parts, or beside it."""
    found = []
    for told in statement.balances:
        if told.off and told.opening and told.closing and told.booked:
            why = _(
                "The entries do not lead from the opening to the closing balance. It opens at %(opening)s, "
                "its entries come to %(booked)s, and it closes at %(closing)s: %(off)s is not explained. An "
                "entry may be missing, doubled or changed. Export the statement again; take this one in only "
                "if you know why."
            )
            sums = (told.opening.money, told.booked, told.closing.money, told.off)
            of = dict(zip(("opening", "booked", "closing", "off"), (one.exact for one in sums), strict=True))
            account = f"{told.account}: " if len(statement.balances) > 1 else ""
            found.append(Oddity(account + why % of))
    for _account, parts in _parts(statement):
        for one, other in pairwise(parts):
            if one.closes_on <= other.opens_on and one.closing != other.opening:
                why = _(
                    "In this file, one part ends on %(ended)s with %(closing)s, and the next begins on "
                    "%(begins)s with %(opening)s: something lies between them."
                )
                found.append(Oddity(why % _told(one, other)))
    if statement.lacks_balances:
        why = _(
            "The balance of an entry is missing or cannot be read, so that nobody can tell by the balances "
            "whether this file is whole."
        )
        found.append(Oddity(why, harmless=True))
    if statement.broken:
        found.append(Oddity(damaged(statement.broken), harmless=True))
    for span in spans(statement):
        found += _beside(span)
    return found


def _beside(span: StatementSpan) -> Iterator[Oddity]:
    rows = BankBalance.objects.filter(currency=span.opening.currency)
    # Each format of the same bank may write its account in another way.
    names = set(rows.order_by().values_list("account", flat=True).distinct())
    rows = rows.filter(account__in=[name for name in names if iban.are_one(name, span.account)])
    before = rows.filter(opens_on__lte=span.opens_on).order_by("-closes_on", "-pk").first()
    later = rows.filter(opens_on__gt=span.opens_on, opens_on__gte=span.closes_on)
    after = later.order_by("opens_on", "pk").first()
    if before and before.closes_on > span.opens_on and before.closing != span.opening:
        why = _(
            "This statement begins on %(begins)s; the last one of this account ended on %(ended)s. They "
            "overlap, which does no harm: each entry is booked once."
        )
        yield Oddity(why % _told(before, span), harmless=True)
    elif before and before.closing != span.opening:
        why = _(
            "This statement begins on %(begins)s with %(opening)s; the last one of this account ended on "
            "%(ended)s with %(closing)s: something lies between them."
        )
        yield Oddity(why % _told(before, span))
    is_within = before and before.closes_on >= span.closes_on
    if after and not is_within and after.opening != span.closing:
        why = _(
            "This statement ends on %(ended)s with %(closing)s; the next one of this account begins on "
            "%(begins)s with %(opening)s: something lies between them."
        )
        yield Oddity(why % _told(span, after))


def _told(before: StatementSpan | BankBalance, after: StatementSpan | BankBalance) -> dict[str, str]:
    return {
        "ended": locales.day(before.closes_on, short=True),
        "closing": before.closing.exact,
        "begins": locales.day(after.opens_on, short=True),
        "opening": after.opening.exact,
    }


def _parts(statement: Statement) -> Iterator[tuple[str, list[StatementSpan]]]:
    """Its statements by account and currency, each in the order of their days."""
    found: list[StatementSpan] = []
    for told in statement.balances:
        if not (told.account and told.opening and told.closing):
            continue
        opens_on = told.opening.day or statement.first_day
        closes_on = told.closing.day or statement.last_day
        if opens_on and closes_on:
            span = StatementSpan(told.account, opens_on, told.opening.money, closes_on, told.closing.money)
            # An archive may hold the same file twice.
            if span not in found:
                found.append(span)
    found.sort(key=lambda one: (one.account, one.opening.currency, one.closes_on, one.opens_on))
    for (account, _currency), parts in groupby(found, key=lambda one: (one.account, one.opening.currency)):
        yield account, list(parts)
