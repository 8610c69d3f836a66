"""Which payment an entry takes back, by the reference in its text, else by name, amount and day.

Nothing goes back by itself: a person sees which payment it would be, and presses once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership import giving, references
from membership.bankbooks.matching import NEAR, Line, gifts_named, known_prefixes
from membership.bankbooks.suggesting import plain_name
from membership.models import BankCredit, BankReturn, Donation, Payment
from membership.money import Money
from membership.providers import PLEDGE
from membership.statements import Returned
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
    #: When of it how much went back by hand, and the last day on which anything did.
    by_hand: tuple[tuple[date, int], ...] = ()
    gone_on: date | None = None


def judge(
    told: Iterable[Returned], *, coming: Iterable[Line] = (), gift: Donation | None = None
) -> list[Back]:
    """What each entry takes back, whatever its order in the file. Nothing is written.

    `coming` are the lines of the same file; with `gift`, a person has said which one it is about.
    """
    entries = list(told)
    prefixes = known_prefixes() if entries else []
    named = {one.reference: references.references_in(one.text, prefixes) for one in entries}
    gifts = gifts_named({reference for some in named.values() for reference in some})
    if gift:
        gifts = {gift.reference: gift}
        named = {one.reference: [gift.reference] for one in entries}
    paid = _paid(gifts.values(), coming)
    found = []
    for one in entries:
        meant = {each.pk: each for name in named[one.reference] if (each := gifts.get(name))}
        found.append(_judged(one, [row for pk in meant for row in paid[pk]], list(meant.values())))
    return found


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
    giving.may_receive(by)
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


def lines_of(rows: Iterable[BankReturn]) -> dict[int, Payment]:
    """Which of these entries are booked back, by their number, each with its line and gift."""
    names = {giving.return_reference(row): row.pk for row in rows}
    lines = Payment.objects.filter(provider=PLEDGE, kind=Payment.Kind.REFUND, reference__in=list(names))
    return {names[line.reference]: line for line in lines.select_related("donation")}


def _judged(told: Returned, rows: Sequence[_Paid], gifts: Sequence[Donation]) -> Back:
    if told.money.minor > 0:
        return Back(told, "ours", _("Money of ours that came back. If it was for a donor, write to them."))
    if not gifts:
        return _by_name(told)
    before = [row for row in rows if row.day <= told.booked_on and row.left.currency == told.money.currency]
    return _choice(told, before) or Back(
        told, "unmatched", _("No payment by transfer had come for it before that day."), gifts[0]
    )


def _by_name(told: Returned) -> Back:
    """Without a reference: the one transfer of the same name and amount that was booked before it."""
    name = plain_name(told.payer)
    came = BankCredit.objects.filter(
        minor=-told.money.minor,
        currency=told.money.currency,
        booked_on__range=(told.booked_on - LATEST, told.booked_on),
    )
    alike = {giving.credit_reference(one) for one in came if name and plain_name(one.payer) == name}
    paid = Payment.objects.filter(provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference__in=alike)
    gifts = list(Donation.objects.filter(pk__in=paid.values("donation")))
    rows = [row for some in _paid(gifts, ()).values() for row in some if row.payment in set(paid)]
    standing = [row for row in rows if row.left.minor > 0] or rows
    if len(standing) == 1:
        found = _choice(told, standing)
        assert found is not None  # there is one to choose
        why = found.why or _("No reference is in its text; name, amount and day fit.")
        return Back(told, found.verdict, why, found.donation, found.payment)
    if standing:
        return Back(told, "several", _("Several transfers of that name and amount came before it."))
    return Back(
        told,
        "unmatched",
        _("No reference of ours is in its text, and no transfer of that name and amount came before it."),
    )


def _choice(told: Returned, rows: Sequence[_Paid]) -> Back | None:
    """The payment that is meant: of the same amount and whole, else one that has enough left; the latest."""
    amount = Money(-told.money.minor, told.money.currency)
    latest = sorted(rows, key=lambda row: row.day, reverse=True)
    if not latest:
        return None
    for row in latest:
        if on := next((day for day, minor in row.by_hand if _near(told, amount, day, minor)), None):
            why = _("%(amount)s were given back by hand on %(day)s. Is it the same money?")
            told_of = {"amount": amount.exact, "day": date_format(on)}
            other = _first(latest, amount) or row
            return Back(told, "unclear", why % told_of, other.donation, other.payment)
    if found := _first(latest, amount):
        if found.amount == amount:
            why = "" if found.payment else _("It takes back a credit of this very file.")
            return Back(told, "fits", why, found.donation, found.payment)
        why = _("A part of %(paid)s.") % {"paid": found.amount.exact}
        return Back(told, "part", why, found.donation, found.payment)
    last = latest[0]
    day = date_format(last.day)
    if last.left.minor <= 0 and last.gone_on:
        why = _("The payment of %(day)s went back already, on %(gone)s.")
        return Back(told, "gone", why % {"day": day, "gone": date_format(last.gone_on)}, last.donation)
    why = _("%(amount)s went back, but of the payment of %(day)s only %(left)s are left.")
    return Back(
        told, "more", why % {"amount": amount.exact, "day": day, "left": last.left.exact}, last.donation
    )


def _first(latest: Sequence[_Paid], amount: Money) -> _Paid | None:
    whole = (row for row in latest if row.amount == row.left == amount)
    enough = (row for row in latest if row.left.minor >= amount.minor)
    return next(whole, None) or next(enough, None)


def _near(told: Returned, amount: Money, day: date, minor: int) -> bool:
    return -minor == amount.minor and abs(told.booked_on - day) <= NEAR


def _paid(gifts: Iterable[Donation], coming: Iterable[Line]) -> dict[int, list[_Paid]]:
    """Each gift's payments by transfer, and what this file is to book for it."""
    known = {gift.pk: gift for gift in gifts}
    lines = list(Payment.objects.filter(donation__in=list(known), provider=PLEDGE).money().order_by("pk"))
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
        days = [(timezone.localdate(one.at), one) for one in went]
        by_hand = tuple((day, one.minor) for day, one in days if not one.returned)
        gone_on = max((day for day, _one in days), default=None)
        paid_on = timezone.localdate(line.at)
        gift = known[line.donation_id]
        found[gift.pk].append(_Paid(gift, paid_on, line.amount, left, line, by_hand, gone_on))
    for each in coming:
        if each.outcome == "books" and each.donation and each.donation.pk in known:
            credit = each.credit
            found[each.donation.pk].append(_Paid(each.donation, credit.booked_on, credit.money, credit.money))
    return found
