"""Our ledger held against the provider's own account, line by line and in sum."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Min, QuerySet, Sum

from membership import giving
from membership.models import AccountLine, Comparison, Payment, Resolution
from membership.providers.base import Payout, Provider, ProviderError, ReportedLine

#: Lines stand for a while before a payout carries them; so far back we ask again which one did.
WAITS = timedelta(days=45)
#: So many payments that we have never heard of are asked after at a time.
MENDED = 500
BATCH = 500
MONEY = ("payment", "refund", "dispute", "reinstated")
Key = tuple[str, str]
One = TypeVar("One")
Told = Callable[[int], object]


@dataclass
class Side:
    ours: int = 0
    theirs: int = 0
    fees: int = 0
    paid_out: int = 0
    lines: int = 0
    differences: list[dict[str, object]] = field(default_factory=list)

    def differ(self, reference: str, kind: str, ours: int | None, theirs: int | None, at: datetime) -> None:
        told: dict[str, object] = {
            "reference": reference,
            "kind": kind,
            "ours": ours,
            "theirs": theirs,
            "at": at.isoformat(),
        }
        self.differences.append(told)


def pull(provider: Provider, since: datetime, *, told: Told = lambda _count: None) -> int:
    """Write down every line of the account since then, once, and its payout; how many are new."""
    waiting = account_of(provider).filter(payout="", at__gte=since - WAITS)
    oldest = waiting.exclude(kind__in=["payout", "fee"]).aggregate(at=Min("at"))["at"]
    new = 0
    for some in batched(provider.account(min(since, oldest or since)), BATCH):
        new += _write_down(provider, some)
        told(len(some))
    return new


def compare(
    provider: Provider,
    since: datetime,
    until: datetime,
    *,
    keep: bool = True,
    told: Told = lambda _count: None,
) -> list[Comparison]:
    """What our books and the account say of this span of time: one Comparison for each currency,
    an empty one where nothing moved.

    A payment that the account has and we never heard of is asked after first. Lines in another currency than
    the gift was given in are looked for, but not added up. Without `keep` nothing is applied and no
    comparison is written down; the account is pulled all the same. Raises ProviderError.
    """
    pull(provider, since, told=told)
    if keep:
        _ask_after_unknown(provider, since, until)
    sides: dict[str, Side] = defaultdict(Side)
    _hold_lines(provider, since, until, sides)
    _hold_payouts(provider, list(provider.payouts(since)), sides)
    if not sides:
        # That nothing moved on either side is something to know: the month can be closed.
        sides[settings.MEMBERSHIP_CURRENCY] = Side()
    made = [
        Comparison(
            provider=provider.slug,
            live=provider.caps().live,
            since=since,
            until=until,
            currency=currency,
            ours_minor=side.ours,
            theirs_minor=side.theirs,
            fees_minor=side.fees,
            paid_out_minor=side.paid_out,
            lines=side.lines,
            differences=side.differences,
        )
        for currency, side in sorted(sides.items())
    ]
    if keep:
        for comparison in made:
            comparison.save()
    return made


def account_of(provider: Provider) -> QuerySet[AccountLine]:
    """What stands of the account, in the mode in use: a test key opens another account than a real one."""
    return AccountLine.objects.filter(provider=provider.slug, live=provider.caps().live)


def _write_down(provider: Provider, lines: list[ReportedLine]) -> int:
    names = [line.reference for line in lines]
    known = {row.reference: row for row in account_of(provider).filter(reference__in=names)}
    fresh = [_row(provider, line) for line in lines if line.reference not in known]
    AccountLine.objects.bulk_create(fresh, ignore_conflicts=True)
    for line in lines:
        row = known.get(line.reference)
        if row and line.payout and not row.payout:
            AccountLine.objects.filter(pk=row.pk, payout="").update(payout=line.payout)
    return len(fresh)


def _row(provider: Provider, line: ReportedLine) -> AccountLine:
    return AccountLine(
        provider=provider.slug,
        live=provider.caps().live,
        reference=line.reference,
        kind=line.kind,
        gross_minor=line.gross.minor,
        fee_minor=line.fee.minor,
        net_minor=line.net.minor,
        currency=line.gross.currency,
        at=line.at,
        of=line.of,
        payout=line.payout,
    )


def batched(lines: Iterable[One], size: int) -> Iterator[list[One]]:
    rest = iter(lines)
    while some := list(islice(rest, size)):
        yield some


def foreign(provider: str) -> set[str]:
    """References of money of which somebody has said that it is not ours."""
    said = Resolution.objects.filter(kind="difference", how="not-ours").values_list("about", flat=True)
    return {about.split(":", 2)[-1] for about in said if about.startswith(f"{provider}:")}


def _hold_lines(provider: Provider, since: datetime, until: datetime, sides: dict[str, Side]) -> None:
    # A provider in its test mode has test gifts in its account.
    ledger = Payment.objects.filter(provider=provider.slug, donation__live=provider.caps().live).money()
    account = account_of(provider)
    not_ours = foreign(provider.slug)
    ours = list(ledger.filter(at__gte=since, at__lt=until))
    theirs = list(account.filter(at__gte=since, at__lt=until))
    # A line near the edge of the span may stand on its other side there: it is looked for at any time.
    wide = account.filter(at__gte=since - timedelta(days=7), at__lt=until + timedelta(days=7), kind__in=MONEY)
    lines_of: dict[Key, list[AccountLine]] = defaultdict(list)
    for line in wide:
        lines_of[line.kind, line.of].append(line)
    for payment in ours:
        _hold_one(payment, lines_of.get((payment.kind, payment.reference), []), sides)
    booked = {(payment.kind, payment.reference) for payment in ours}
    asked = [line.of for line in theirs if line.kind in MONEY and (line.kind, line.of) not in booked]
    elsewhere = set(ledger.filter(reference__in=asked).values_list("kind", "reference"))
    for line in theirs:
        side = sides[line.currency]
        side.fees += line.fee_minor - (line.gross_minor if line.kind == "fee" else 0)
        side.paid_out -= line.net_minor if line.kind == "payout" else 0
        if line.kind in {"fee", "payout"} or {line.of, line.reference} & not_ours:
            continue
        if (line.kind, line.of) not in booked | elsewhere:
            side.theirs += line.gross_minor
            side.lines += 1
            side.differ(line.of or line.reference, line.kind, None, line.gross_minor, line.at)


def _hold_one(payment: Payment, found: list[AccountLine], sides: dict[str, Side]) -> None:
    side = sides[payment.currency]
    side.lines += 1
    if found and any(line.currency != payment.currency for line in found):
        return
    side.ours += payment.minor
    theirs = sum(line.gross_minor for line in found)
    side.theirs += theirs
    if not found:
        side.differ(payment.reference, payment.kind, payment.minor, None, payment.at)
    elif theirs != payment.minor:
        side.differ(payment.reference, payment.kind, payment.minor, theirs, payment.at)


def _hold_payouts(provider: Provider, payouts: list[Payout], sides: dict[str, Side]) -> None:
    """The lines of a payout make up its amount; one whose lines the provider does not name is passed over."""
    sums = dict(
        account_of(provider)
        .filter(payout__in=[payout.reference for payout in payouts])
        .exclude(kind="payout")
        .values_list("payout")
        .annotate(total=Sum("net_minor"))
        .order_by()
    )
    for payout in payouts:
        total = sums.get(payout.reference)
        if total is not None and total != payout.amount.minor:
            side = sides[payout.amount.currency]
            side.differ(payout.reference, "payout", total, payout.amount.minor, payout.arrives_on)


def _ask_after_unknown(provider: Provider, since: datetime, until: datetime) -> None:
    """Payments that the account has and our ledger has not: the provider is asked what they are for."""
    lines = account_of(provider).filter(kind__in=MONEY, at__gte=since, at__lt=until).order_by("-at", "-pk")
    asked = {line.of: line.kind for line in lines if line.of}
    known = set(
        Payment.objects.filter(provider=provider.slug, reference__in=asked).values_list("kind", "reference")
    )
    known |= {("payment", of) for of in foreign(provider.slug)}
    missing = [of for of, kind in asked.items() if (kind, of) not in known and kind == "payment"]
    # The newest first: those of which nothing came before, as they are a shop's, keep none from its turn.
    for of in missing[:MENDED]:
        try:
            giving.apply_all(provider.fetch(of))
        except (ProviderError, giving.Refused):
            # It stays a difference, and a person looks at it.
            continue
