"""“Same as the provider?”: the ledger of one gift held against what its provider says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving, providers
from membership.models import AccountLine, Comparison, Donation, Payment
from membership.money import Money
from membership.providers.base import Fact, Told


@dataclass(frozen=True)
class Agreement:
    agrees: bool
    #: "Agrees to the penny", or by how much it does not.
    said: str
    #: When, and how many lines are known there.
    told: str


def ask(donation: Donation) -> Agreement:
    """Ask the provider now and record what it tells. Raises ProviderError or giving.Refused."""
    through = providers.by_slug(donation.provider)
    told = through.fetch(donation.provider_reference)
    given_back = {
        line.of
        for line in donation.payments.exclude(of="")
        if (line.kind, line.reference) not in _named(told)
    }
    for payment in sorted(given_back):
        # Of a repeated gift the provider tells what went back on its newest payment only.
        told = [*told, *through.fetch(payment)]
    giving.apply_all(told)
    theirs: dict[tuple[str, str], int] = {
        (str(one.kind), one.reference): one.amount.minor for one in told if isinstance(one, Fact)
    }
    return _compared(donation, theirs, timezone.now())


def _named(told: list[Told]) -> set[tuple[str, str]]:
    return {(one.kind, one.reference) for one in told if isinstance(one, Fact)}


def latest(donation: Donation) -> Agreement | None:
    """What the newest comparison of the whole account found; None where none has been made."""
    made = (
        Comparison.objects.filter(provider=donation.provider, currency=donation.currency, live=donation.live)
        .order_by("-made_at", "-pk")
        .first()
    )
    if made is None:
        return None
    references = list(donation.payments.values_list("reference", flat=True))
    lines = AccountLine.objects.filter(provider=donation.provider, live=donation.live, of__in=references)
    theirs = dict.fromkeys([("", "")], 0) | {
        (line.kind, line.of): line.gross_minor for line in lines if line.currency == donation.currency
    }
    return _compared(donation, theirs, made.made_at)


def can_be_asked(donation: Donation) -> bool:
    """There is somebody to ask: the provider has an account or pages of its own, and knows of the gift."""
    caps = providers.by_slug(donation.provider).caps() if donation.provider in providers.REGISTRY else None
    return bool(caps and (caps.account or caps.events) and donation.provider_reference)


def _compared(donation: Donation, theirs: dict[tuple[str, str], int], at: datetime) -> Agreement:
    ours = {
        (line.kind, line.reference): line.minor
        for line in donation.payments.exclude(kind=Payment.Kind.FAILED)
    }
    known = sum(theirs.get(key) == minor for key, minor in ours.items())
    money_there = {key: minor for key, minor in theirs.items() if minor}
    difference = Money(sum(money_there.values()) - sum(ours.values()), donation.currency)
    agrees = known == len(ours) and not difference.minor
    said = _("Agrees to the penny") if agrees else _("Differs by %(amount)s") % {"amount": difference.exact}
    told = _("Asked on %(day)s at %(time)s. %(known)s of %(all)s lines known there.") % {
        "day": f"{timezone.localtime(at):%Y-%m-%d}",
        "time": f"{timezone.localtime(at):%H:%M}",
        "known": known,
        "all": len(ours),
    }
    return Agreement(agrees, said, told)
