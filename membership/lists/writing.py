"""Lists that go out: members with what they gave, and each payment in the columns that we take in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Max, Sum
from django.utils import timezone

from membership.lists.reading import COLUMNS
from membership.lists.taking_in import may_move_lists
from membership.looking import look
from membership.models import Member, Payment
from membership.money import Money
from newsroom.models import User

MEMBER_COLUMNS = (
    "e-mail",
    "name",
    "language",
    "member since",
    "consent since",
    "consent to",
    "given",
    "last gift",
)
#: What can be had, by name.
LISTS = ("members", "gifts")


def export(what: str, by: User) -> Iterator[Sequence[object]]:
    """The rows of a list, its head first; that it was taken is written down before the first one leaves.

    Raises PermissionDenied. Erased members, practice and what never came are in none of them.
    """
    may_move_lists(by)
    if what not in LISTS:
        raise ValueError(what)
    rows = Member.objects.known().count() if what == "members" else _payments().count()
    look(by, "export", how=what, rows=rows)
    return _member_rows() if what == "members" else _gift_rows()


def _member_rows() -> Iterator[Sequence[object]]:
    yield MEMBER_COLUMNS
    given: dict[int, list[str]] = {}
    last: dict[int, object] = {}
    lines = Payment.objects.live().money().filter(donation__member__isnull=False).order_by("currency")
    for pk, currency, minor, latest in lines.values_list("donation__member", "currency").annotate(
        Sum("minor"), Max("at")
    ):
        given.setdefault(pk, []).append(_money(Money(minor, currency)))
        last[pk] = max(filter(None, [last.get(pk), latest]))  # type: ignore[type-var]
    for member in Member.objects.known().order_by("pk").iterator(chunk_size=500):
        yield (
            member.email,
            member.name,
            member.language,
            _day(member.since),
            _day(member.consented_at),
            member.consent_text,
            "; ".join(given.get(member.pk, [])),
            _day(last.get(member.pk)),
        )


def _gift_rows() -> Iterator[Sequence[object]]:
    yield COLUMNS
    for line in _payments().select_related("donation__member").order_by("at", "pk").iterator(chunk_size=500):
        member = line.donation.member
        yield (
            member.email,
            member.name,
            line.amount.figure,
            line.currency,
            _day(line.at),
            line.donation.interval,
            line.reference,
            _day(member.consented_at),
        )


def _payments():  # type: ignore[no-untyped-def]
    return Payment.objects.live().filter(
        kind=Payment.Kind.PAYMENT, donation__member__isnull=False, donation__member__erased_at__isnull=True
    )


def _money(amount: Money) -> str:
    """A figure without groups or signs that a program can read: “120.50 EUR”."""
    return f"{'-' if amount.minor < 0 else ''}{amount.figure} {amount.currency}"


def _day(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""  # type: ignore[arg-type]
