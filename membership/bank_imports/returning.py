"""Which payment an entry takes back, by the reference in its text, else by name, amount and day.

Nothing goes back by itself: a person sees which payment it would be, and presses once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving
from membership.bank_files import Returned, Statement
from membership.bank_imports.booked import in_parts, lines_of, payments_of
from membership.bank_imports.matching import MatchedCredit
from membership.bank_imports.naming import gifts_named, known_prefixes
from membership.bank_imports.suggesting import plain_name
from membership.models import BankCredit, BankReturn, Donation, Payment
from membership.money import Money, locales
from membership.providers import PLEDGE
from membership.transfers import references
from newsroom.models import User

Verdict = Literal["fits", "part", "unclear", "gone", "more", "several", "unmatched", "ours"]
#: Those that one press books back.
BOOKABLE = frozenset({"fits", "part"})
#: Banks return a transfer within days; a recall may take longer.
LATEST = timedelta(days=90)


@dataclass(frozen=True)
class Back:
    """An entry that took something back, and what it is taken for."""

    told: Returned
    verdict: Verdict
    why: str = ""
    donation: Donation | None = None
    #: None too where it takes back a credit that is only to be booked with this very file.
    payment: Payment | None = None

    @property
    def bookable(self) -> bool:
        return self.verdict in BOOKABLE and self.payment is not None


@dataclass(frozen=True)
class _Paid:
    """A payment, and what is left of it; `payment` is None for a line of the file that is to be booked."""

    donation: Donation
    day: date
    amount: Money
    left: Money
    payment: Payment | None = None
    #: What went back of it.
    went: tuple[Payment, ...] = ()


def judge(
    told: Iterable[Returned], *, coming: Iterable[MatchedCredit] = (), gift: Donation | None = None
) -> list[Back]:
    """What each entry takes back, whatever its order in the file. Nothing is written.

    `coming` are the lines of the same file; with `gift`, a person has said which one it is about.
    """
    entries = list(told)
    prefixes = known_prefixes() if entries else []
    named = [[gift.reference] if gift else references.references_in(one.text, prefixes) for one in entries]
    gifts = {gift.reference: gift} if gift else gifts_named({one for some in named for one in some})
    came_in = _credits_by_amount(entries)
    booked = payments_of(row for some in came_in.values() for row in some)
    about = {one.pk: one for one in gifts.values()}
    paid = _paid({line.donation_id: line.donation for line in booked.values()} | about, coming)
    came = {row.payment.pk: row for rows in paid.values() for row in rows if row.payment}
    found = []
    for one, names in zip(entries, named, strict=True):
        meant = list({each.pk: each for name in names if (each := gifts.get(name))}.values())
        alike = [row for row in came_in[-one.money] if timedelta() <= one.booked_on - row.booked_on <= LATEST]
        if one.money.minor > 0:
            why = _("Money of ours that came back. If it was for a donor, write to them.")
            found.append(Back(one, "ours", why))
        elif len(meant) > 1:
            why = _("It names several gifts: %(references)s.")
            told_of = {"references": ", ".join(each.reference for each in meant)}
            found.append(Back(one, "several", why % told_of))
        elif meant:
            waiting = [
                row
                for row in alike
                if row.pk not in booked and meant[0].reference in references.references_in(row.text, prefixes)
            ]
            found.append(_sure(_of_gift(one, meant[0], paid[meant[0].pk], waiting)))
        else:
            alike = [row for row in alike if _same_name(one, row)]
            rows = [came[booked[row.pk].pk] for row in alike if row.pk in booked]
            found.append(_by_name(one, rows, [row for row in alike if row.pk not in booked]))
    return found


def with_debits_of_gifts(statement: Statement) -> Statement:
    """Money that went out and bears a reference of a gift may have taken it back: many banks say no more."""
    debits = {(one.entry.account, one.entry.reference): one.entry for one in statement.left_out if one.entry}
    prefixes = known_prefixes() if debits else []
    named = {name: references.references_in(one.text, prefixes) for name, one in debits.items()}
    gifts = gifts_named({one for some in named.values() for one in some})
    found = {name: debits[name] for name, some in named.items() if any(one in gifts for one in some)}
    return replace(
        statement,
        returned=(*statement.returned, *found.values()),
        left_out=tuple(
            one
            for one in statement.left_out
            if not (one.entry and (one.entry.account, one.entry.reference) in found)
        ),
    )


def judge_rows(rows: Iterable[BankReturn], *, gift: Donation | None = None) -> list[Back]:
    """The same for entries that were taken in, as the books stand now."""
    return judge(
        [
            Returned(
                str(row.pk), row.amount, row.booked_on, row.payer, "", row.text, row.account, "", row.why
            )
            for row in rows
        ],
        gift=gift,
    )


def book_back(row: BankReturn, by: User, gift: Donation | None = None) -> Payment:
    """Book it back on the payment that it is taken for; with `gift`, on one of that gift. Twice is once.

    Raises PermissionDenied, or giving.Refused with why it is none.
    """
    giving.require_receive(by)
    if known := lines_of([row]).get(row.pk):
        if gift and known.donation_id != gift.pk:
            raise giving.Refused(
                _("It is booked back for %(other)s already.") % {"other": known.donation.reference}
            )
        return known
    (back,) = judge_rows([row], gift=gift)
    if back.payment is None or not (back.bookable or (gift and back.verdict == "unclear")):
        raise giving.Refused(back.why)
    return giving.take_back(back.payment, row, by=by)


def _credits_by_amount(entries: Sequence[Returned]) -> dict[Money, list[BankCredit]]:
    """Credits of the amounts that went back, of the time before."""
    back = [one for one in entries if one.money.minor < 0]
    found: dict[Money, list[BankCredit]] = defaultdict(list)
    for some in in_parts(-one.money.minor for one in back):
        days = [one.booked_on for one in back]
        rows = BankCredit.objects.filter(
            currency__in={one.money.currency for one in back},
            minor__in=some,
            booked_on__range=(min(days) - LATEST, max(days)),
        )
        for row in rows:
            found[row.amount].append(row)
    return found


def _same_name(told: Returned, credit: BankCredit) -> bool:
    name = plain_name(told.payer)
    return bool(name) and plain_name(credit.payer) == name


def _of_gift(told: Returned, gift: Donation, rows: Sequence[_Paid], waiting: Sequence[BankCredit]) -> Back:
    before = [row for row in rows if row.day <= told.booked_on and row.left.currency == told.money.currency]
    if before:
        return _choice(told, before)
    why = _waits(waiting) or _("No payment by transfer had come for it before that day.")
    if gift.currency != told.money.currency and not waiting:
        why = _("The gift was promised in %(currency)s.") % {"currency": gift.currency}
    return Back(told, "unmatched", why, gift)


def _sure(back: Back) -> Back:
    """What is no more than money that went out may have been sent by the newsroom itself."""
    if back.told.why or back.verdict not in BOOKABLE:
        return back
    why = _(
        "The bank calls it money that went out. If it took the transfer back, book it back for its gift; if "
        "you sent it, give it back on the page of the gift."
    )
    return replace(back, verdict="unclear", why=why)


def _by_name(told: Returned, rows: Sequence[_Paid], waiting: Sequence[BankCredit]) -> Back:
    """Without a reference: the one transfer of the same name and amount that was booked before it."""
    if sum(row.left.minor > 0 for row in rows) > 1:
        return Back(told, "several", _("Several transfers of that name and amount came before it."))
    if rows:
        found = _choice(told, rows)
        why = found.why or _("No reference is in its text; name, amount and day fit.")
        return replace(found, why=why)
    why = _waits(waiting) or _(
        "No reference of ours is in its text, and no transfer of that name and amount came before it."
    )
    return Back(told, "unmatched", why)


def _waits(rows: Sequence[BankCredit]) -> str:
    if not rows:
        return ""
    why = _("The credit of %(day)s came before it, and is booked for no gift. Book it first, or settle both.")
    return why % {"day": locales.day(max(row.booked_on for row in rows), short=True)}


def _choice(told: Returned, rows: Sequence[_Paid]) -> Back:
    """The payment that is meant: of the same amount and whole, else one that has enough left; the latest."""
    amount = -told.money
    latest = sorted(rows, key=lambda row: row.day, reverse=True)
    lately = [row for row in latest if told.booked_on - row.day <= LATEST]
    found = _first(lately, amount) or _first(latest, amount)
    alike = [line for row in latest for line in row.went if line.amount == told.money]
    near = [one for one in alike if abs(told.booked_on - timezone.localdate(one.at)) <= giving.NEAR]
    if by_hand := next((line for line in near if not line.returned), None):
        why = _("%(amount)s were given back by hand on %(day)s. Is it the same money?")
        return _ask(told, found or latest[0], why, timezone.localdate(by_hand.at))
    if found is None:
        return _too_much(told, latest[0], amount)
    if near:
        why = _("%(amount)s are booked back as returned on %(day)s already. Is it the same return?")
        return _ask(told, found, why, timezone.localdate(near[0].at))
    if found not in lately:
        return _ask(told, found, _("The payment of %(day)s came long before it. Is it that one?"), found.day)
    if found.amount == amount:
        why = "" if found.payment else _("It takes back a credit of this very file.")
        return Back(told, "fits", why, found.donation, found.payment)
    why = _("A part of %(paid)s.") % {"paid": found.amount.exact}
    return Back(told, "part", why, found.donation, found.payment)


def _ask(told: Returned, found: _Paid, why: str, day: date) -> Back:
    told_of = {"amount": (-told.money).exact, "day": locales.day(day, short=True)}
    return Back(told, "unclear", why % told_of, found.donation, found.payment)


def _too_much(told: Returned, last: _Paid, amount: Money) -> Back:
    day = locales.day(last.day, short=True)
    if last.left.minor <= 0 and last.went:
        gone = max(timezone.localdate(line.at) for line in last.went)
        why = _("The payment of %(day)s went back already, on %(gone)s.")
        return Back(told, "gone", why % {"day": day, "gone": locales.day(gone, short=True)}, last.donation)
    why = _("%(amount)s went back, but of the payment of %(day)s only %(left)s are left.")
    return Back(
        told, "more", why % {"amount": amount.exact, "day": day, "left": last.left.exact}, last.donation
    )


def _first(latest: Sequence[_Paid], amount: Money) -> _Paid | None:
    whole = (row for row in latest if row.amount == row.left == amount)
    enough = (row for row in latest if row.left.minor >= amount.minor)
    return next(whole, None) or next(enough, None)


def _paid(gifts: dict[int, Donation], coming: Iterable[MatchedCredit]) -> dict[int, list[_Paid]]:
    """Each gift's payments by transfer, and what this file is to book for it."""
    lines = [
        line
        for some in in_parts(gifts)
        for line in Payment.objects.filter(donation__in=some, provider=PLEDGE).money().order_by("pk")
    ]
    back: dict[tuple[int, str], list[Payment]] = defaultdict(list)
    for line in lines:
        if line.of:
            back[line.donation_id, line.of].append(line)
    found: dict[int, list[_Paid]] = defaultdict(list)
    for line in lines:
        if line.kind != Payment.Kind.PAYMENT:
            continue
        went = back[line.donation_id, line.reference]
        left = Money(line.minor + sum(one.minor for one in went), line.currency)
        day = timezone.localdate(line.at)
        gift = gifts[line.donation_id]
        found[gift.pk].append(_Paid(gift, day, line.amount, left, line, tuple(went)))
    for each in coming:
        if each.outcome == "books" and each.donation and each.donation.pk in gifts:
            credit = each.credit
            found[each.donation.pk].append(_Paid(each.donation, credit.booked_on, credit.money, credit.money))
    return found
