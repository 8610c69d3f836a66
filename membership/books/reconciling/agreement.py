"""Whether the books agree: our ledger and the provider's account, line by line, as of the last comparison.

What has come since then is newer and no difference: nobody has compared it yet, and it is counted and summed
by itself. Every place that says whether the books agree asks here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership import giving, providers
from membership.books.reconciling.comparing import BATCH, MONEY, batched, foreign, pull
from membership.models import AccountLine, Comparison, Donation, Payment
from membership.money import Money, locales
from membership.providers.base import Fact, ProviderError

Key = tuple[str, str]
#: A difference, and the comparison that found it.
Differing = tuple[Comparison, dict[str, Any]]


@dataclass(frozen=True)
class Agreement:
    """Of one gift."""

    #: When the provider was asked about it, or up to when its account was compared.
    as_of: datetime
    asked: bool
    lines: int
    #: Of those, known to the provider with the same amount.
    known: int
    #: Not known there, and newer than the comparison.
    newer: int
    newer_sum: Money
    #: Theirs less ours, without what is newer.
    difference: Money

    @property
    def agrees(self) -> bool:
        """All that was compared does."""
        return self.known + self.newer == self.lines and not self.difference.minor

    @property
    def said(self) -> str:
        if not self.agrees:
            return _("Differs by %(amount)s") % {"amount": self.difference.exact}
        if self.newer:
            said = ngettext(
                "%(count)s line is newer: %(amount)s", "%(count)s lines are newer: %(amount)s", self.newer
            )
            return said % {"count": self.newer, "amount": self.newer_sum.exact}
        return _("Agrees to the penny")

    @property
    def told(self) -> str:
        told = (
            _("Asked on %(moment)s. %(known)s of %(all)s lines known there.")
            if self.asked
            else _("Compared up to %(moment)s. %(known)s of %(all)s lines known there.")
        )
        return told % {
            "moment": locales.moment(self.as_of, short=True),
            "known": self.known,
            "all": self.lines,
        }


def ask(donation: Donation) -> Agreement:
    """Ask the provider about this gift now, record what it tells, and look at the account again for what was
    not known there. Raises ProviderError or giving.Refused."""
    through = providers.by_slug(donation.provider)
    told = through.fetch(donation.provider_reference)
    known = {(one.kind, one.reference) for one in told if isinstance(one, Fact)}
    given_back = {
        line.of for line in donation.payments.exclude(of="") if (line.kind, line.reference) not in known
    }
    for payment in sorted(given_back):
        # Of a repeated gift the provider tells what went back on its newest payment only.
        told = [*told, *through.fetch(payment)]
    giving.apply_all(told)
    theirs = {(str(one.kind), one.reference): one.amount.minor for one in told if isinstance(one, Fact)}
    answered = _held(donation, theirs, timezone.now(), None)
    before = of_gift(donation)
    if before and before.known < before.lines and through.caps().account:
        lines = Payment.objects.filter(donation=donation).money()
        unknown = lines.filter(~Exists(_there(live=donation.live))).order_by("at").first()
        with suppress(ProviderError):
            pull(through, unknown.at if unknown else timezone.now())
        before = of_gift(donation)
    # What its account says otherwise stands, whatever it says of the gift itself.
    return before if answered.agrees and before and not before.agrees else answered


def of_gift(donation: Donation) -> Agreement | None:
    """As the account stands that was last asked for; None where it has never been compared."""
    made = last_compared(donation.provider, live=donation.live)
    if made is None:
        return None
    rows = AccountLine.objects.filter(
        provider=donation.provider,
        live=donation.live,
        of__in=donation.payments.values("reference"),
        kind__in=MONEY,
    )
    theirs: dict[Key, int] = defaultdict(int)
    for row in rows:
        if row.currency == donation.currency:
            theirs[row.kind, row.of] += row.gross_minor
    return _held(donation, theirs, made.until, made)


def can_be_asked(donation: Donation) -> bool:
    """There is somebody to ask: the provider has an account or pages of its own, and knows of the gift."""
    caps = providers.by_slug(donation.provider).caps() if donation.provider in providers.REGISTRY else None
    return bool(caps and (caps.account or caps.events) and donation.provider_reference)


def last_compared(provider: str, *, live: bool) -> Comparison | None:
    """The comparison that reaches furthest: each is of all currencies."""
    made: Comparison | None = (
        Comparison.objects.filter(provider=provider, live=live).order_by("-until", "-made_at", "-pk").first()
    )
    return made


def still_differing(found: Iterable[Differing]) -> Iterator[Differing]:
    """Of these differences, those that have not been mended since: the account was looked at again, and both
    books say the same of that line now. Two queries for some of them, and no more are looked at than are
    asked for."""
    for some in batched(found, BATCH):
        through = {comparison.provider for comparison, _one in some}
        names = {str(one["reference"]) for _comparison, one in some}
        # A dispute that was won goes under the number of the dispute: only with its kind is a line one line.
        lines = Payment.objects.filter(provider__in=through, kind__in=MONEY, reference__in=names).order_by()
        columns = ("provider", "donation__live", "kind", "reference", "minor")
        ours = {tuple(line): minor for *line, minor in lines.values_list(*columns)}
        rows = AccountLine.objects.filter(provider__in=through, of__in=names, kind__in=MONEY).order_by()
        totals = rows.values_list("provider", "live", "kind", "of").annotate(total=Sum("gross_minor"))
        theirs = {tuple(line): total for *line, total in totals}
        for comparison, one in some:
            line = comparison.provider, comparison.live, one["kind"], str(one["reference"])
            if line not in ours or theirs.get(line) != ours[line]:
                yield comparison, one


def sums(slugs: Iterable[str]) -> dict[str, dict[str, int]]:
    """By currency, in minor units: real money in our ledger and at these providers (`ledger_minor`,
    `provider_minor`), each up to its last comparison, lines that both know included; what is `newer`, in
    lines, and `newer_minor`; what the lines of payouts come to and what was paid out (`carried_minor`,
    `paid_out_minor`).

    Money that somebody has said is not ours is left out, and so are gifts whose money the provider keeps in
    another currency.
    """
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for slug in slugs:
        made = last_compared(slug, live=True)
        if made is None:
            continue
        for name, rows in _at_provider(slug, made).items():
            for currency, value in rows:
                found[currency][name] += value
    return {currency: dict(values) for currency, values in found.items()}


def _at_provider(slug: str, made: Comparison) -> dict[str, list[tuple[str, int]]]:
    ledger = Payment.objects.live().money().filter(provider=slug)
    account = AccountLine.objects.filter(provider=slug, live=True)
    exchanged = _there().exclude(currency=OuterRef("currency"))
    ours = ledger.filter(~Exists(exchanged))
    newer = ours.filter(_newer(made), ~Exists(_there()))
    given = Payment.objects.filter(provider=slug, kind=OuterRef("kind"), reference=OuterRef("of"))
    not_ours = foreign(slug)
    theirs = account.filter(~Exists(given.exclude(currency=OuterRef("currency"))), kind__in=MONEY)
    theirs = theirs.exclude(Q(of__in=not_ours) | Q(reference__in=not_ours))
    # Asked once and not for each line: what a payout is called stands in no index.
    later = account.filter(kind="payout", at__gte=made.until).values("payout")
    in_payouts = account.exclude(payout="").exclude(payout__in=later)
    return {
        "ledger_minor": by_currency(ours.exclude(pk__in=newer.values("pk")), "minor"),
        "newer_minor": by_currency(newer, "minor"),
        "newer": list(newer.order_by().values_list("currency").annotate(lines=Count("pk"))),
        "provider_minor": by_currency(theirs.filter(Q(at__lt=made.until) | Exists(given)), "gross_minor"),
        "carried_minor": by_currency(in_payouts.exclude(kind="payout"), "net_minor"),
        "paid_out_minor": [
            (currency, -minor)
            for currency, minor in by_currency(in_payouts.filter(kind="payout"), "net_minor")
        ],
    }


def _there(*, live: bool = True) -> QuerySet[Any]:
    """In a query of payments: what the account says of each."""
    return AccountLine.objects.filter(
        provider=OuterRef("provider"), live=live, kind=OuterRef("kind"), of=OuterRef("reference")
    )


def _newer(made: Comparison) -> Q:
    """Happened, or was written down, after what was compared then."""
    return Q(at__gte=made.until) | Q(recorded_at__gt=made.made_at)


def by_currency(rows: Any, column: str) -> list[tuple[str, int]]:
    """What a column of minor units comes to in each currency."""
    return list(rows.order_by().values_list("currency").annotate(total=Sum(column)))


def _held(donation: Donation, theirs: dict[Key, int], as_of: datetime, made: Comparison | None) -> Agreement:
    """The ledger of a gift against these lines. Without a comparison nothing is newer: they are of now."""
    ours = [line for line in donation.payments.all() if line.kind != Payment.Kind.FAILED]
    unknown = [line for line in ours if (line.kind, line.reference) not in theirs]
    newer = [line for line in unknown if made and (line.at >= made.until or line.recorded_at > made.made_at)]
    newer_minor = sum(line.minor for line in newer)
    return Agreement(
        as_of=as_of,
        asked=made is None,
        lines=len(ours),
        known=sum(theirs.get((line.kind, line.reference)) == line.minor for line in ours),
        newer=len(newer),
        newer_sum=Money(newer_minor, donation.currency),
        difference=Money(
            sum(theirs.values()) - sum(line.minor for line in ours) + newer_minor, donation.currency
        ),
    )
