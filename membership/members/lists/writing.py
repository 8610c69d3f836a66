"""Lists that go out: members with what they gave, payments in the columns that we take in again, consents."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db.models import Max, Sum
from django.utils import timezone

from membership.members.audit import look
from membership.members.lists.list_import import require_move_lists
from membership.members.lists.reading import COLUMNS
from membership.models import Member, Payment
from membership.models.payment import PaymentQuerySet
from membership.money import Money
from newsroom.iso_moments import iso_moment
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
#: So many rows are held in memory.
AT_ONCE = 500
#: What can be had, by name.
LISTS = ("members", "gifts", "consents", "withdrawn")


def export(what: str, by: User) -> Iterator[Sequence[object]]:
    """The rows of a list, its head first; that it was taken is written down before the first one leaves.

    Raises PermissionDenied. Erased members, practice and what never came are in none of them.
    """
    require_move_lists(by)
    if what not in LISTS:
        raise ValueError(what)
    count, rows = {
        "members": (Member.objects.known().count, _member_rows),
        "gifts": (_payments().count, _gift_rows),
        "consents": (Member.objects.agreed().count, _consent_rows),
        "withdrawn": (Member.objects.withdrawn().count, _withdrawn_rows),
    }[what]
    look(by, "export", how=what, rows=count())
    return rows()


def _member_rows() -> Iterator[Sequence[object]]:
    yield MEMBER_COLUMNS
    members = Member.objects.known().order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(members, AT_ONCE)):
        yield from _with_sums(some)


def _with_sums(members: list[Member]) -> Iterator[Sequence[object]]:
    """So many members at a time: what they gave is added up for these alone."""
    given: dict[int, list[str]] = {}
    last: dict[int, datetime] = {}
    lines = Payment.objects.live().money().filter(donation__member__in=members).order_by("currency")
    for pk, currency, minor, latest in lines.values_list("donation__member", "currency").annotate(
        Sum("minor"), Max("at")
    ):
        given.setdefault(pk, []).append(_money(Money(minor, currency)))
        last[pk] = max(filter(None, [last.get(pk), latest]))
    for member in members:
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
    columns = (
        "donation__member__email", "donation__member__name", "minor", "currency", "at", "donation__interval",
        "reference", "donation__member__consented_at",
    )  # fmt: skip
    lines = _payments().order_by("at", "pk").values_list(*columns).iterator(chunk_size=AT_ONCE)
    for email, name, minor, currency, at, interval, reference, agreed in lines:
        figure = Money(minor, currency).figure
        yield email, name, figure, currency, _day(at), interval, reference, _day(agreed)


def _consent_rows() -> Iterator[Sequence[object]]:
    """Who may be written to, and by what right: what another system needs to go on with it."""
    yield ("e-mail", "name", "language", "consent to", "consent since", "consent where")
    for member in Member.objects.agreed().order_by("pk").iterator(chunk_size=AT_ONCE):
        where = member.get_consented_where_display() if member.consented_where else ""
        since = iso_moment(member.consented_at) if member.consented_at else ""
        yield member.email, member.name, member.language, member.consent_text, since, where


def _withdrawn_rows() -> Iterator[Sequence[object]]:
    """Whom the other system is to take out."""
    yield ("e-mail", "withdrawn")
    gone = Member.objects.withdrawn().order_by("pk").values_list("email", "withdrawn_at")
    for email, at in gone.iterator(chunk_size=AT_ONCE):
        yield email, iso_moment(at) if at else ""


def _payments() -> PaymentQuerySet:
    return Payment.objects.live().filter(
        kind=Payment.Kind.PAYMENT, donation__member__isnull=False, donation__member__erased_at__isnull=True
    )


def _money(amount: Money) -> str:
    """A figure without groups or signs that a program can read: “120.50 EUR”."""
    return f"{'-' if amount.minor < 0 else ''}{amount.figure} {amount.currency}"


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""
