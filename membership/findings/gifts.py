"""Findings about promises and their letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import mail, providers
from membership.findings.finding import Finding
from membership.findings.ledger import MOST, gone_back, settled
from membership.models import Donation, Interval, Letter, Payment
from membership.models.status import RUNS
from membership.providers import PLEDGE
from membership.providers.base import Provider

#: A hosted page is closed long before this; a bank debit takes its time from then on.
STUCK_AFTER = timedelta(days=1)
ON_ITS_WAY = STUCK_AFTER + timedelta(days=Provider.debit_days)


def still_active() -> Iterator[Finding]:
    """Repeated gifts that go on though their donor's bank has taken a payment back, or all was given back."""
    disputes = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.DISPUTE).gone_for_good()
    gifts = (
        _standing()
        .annotate(disputed=Exists(disputes))
        .filter(
            Q(disputed=True, summary__state__in=["active", "past_due", ""])
            | Q(
                summary__payments__gt=0,
                summary__ledger_minor__lte=0,
                summary__state__in=["active", "past_due"],
            )
        )
        .exclude(interval=Interval.ONCE)
    )
    for gift in gifts.filter(~settled("active")).order_by("pk")[:MOST]:
        yield Finding(
            kind="active",
            about=str(gift.pk),
            title=_("Disputed, but the gift goes on") if gift.disputed else _("Given back, but it goes on"),
            text=(
                _("%(donor)s’s bank took a payment of %(gift)s back. The next one is taken all the same.")
                if gift.disputed
                else _("All that %(donor)s gave as %(gift)s went back. The next one is taken all the same.")
            )
            % {"donor": gift.donor, "gift": gift.reference},
            when=gift.promised_at,
            amount=gift.amount,
            donation=gift.pk,
        )


def erased_but_paid() -> Iterator[Finding]:
    """Gifts whose donor was forgotten, and that money came for since, or will come for."""
    late = Payment.objects.filter(late_for_the_erased(), donation=OuterRef("pk"))
    hosted = [slug for slug, through in providers.REGISTRY.items() if through.caps().hosted]
    gifts = _standing().filter(
        Exists(late.exclude(gone_back())) | (Q(summary__state__in=RUNS) & ~Q(interval=Interval.ONCE)),
        email="",
        provider__in=hosted,
    )
    for gift in gifts.order_by("pk")[:MOST]:
        yield Finding(
            kind="erased",
            # Another payment, or another state, is another finding.
            about=f"{gift.pk}:{gift.summary.payments}:{gift.summary.state}",
            title=_("Its donor was erased, but it is paid"),
            text=_("Nobody can be asked or thanked for %(gift)s any more: it was paid, or goes on.")
            % {"gift": gift.reference},
            when=gift.promised_at,
            amount=gift.amount,
            donation=gift.pk,
        )


def late_for_the_erased() -> Q:
    """Payments that came when nobody knew any more whom from."""
    since = Q(donation__member__isnull=True) | Q(recorded_at__gt=F("donation__member__erased_at"))
    return Q(since, kind=Payment.Kind.PAYMENT, donation__email="")


def stuck() -> Iterator[Finding]:
    """Gifts that were begun with a provider, and of which nothing has been heard."""
    now = timezone.now()
    heard = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
    gifts = (
        _standing()
        .filter(~Exists(heard), promised_at__gte=now - timedelta(days=90))
        .filter(
            Q(summary__state="", promised_at__lte=now - STUCK_AFTER)
            | Q(summary__state="processing", promised_at__lte=now - ON_ITS_WAY)
        )
        .exclude(Q(provider=PLEDGE) | Q(provider_reference=""))
    )
    for gift in gifts.filter(~settled("stuck")).order_by("-promised_at")[:MOST]:
        yield Finding(
            kind="stuck",
            about=str(gift.pk),
            title=_("Begun, but nothing heard since"),
            text=_("%(donor)s began %(gift)s; the provider has not said what became of it.")
            % {"donor": gift.donor, "gift": gift.reference},
            when=gift.promised_at,
            amount=gift.amount,
            donation=gift.pk,
        )


def unsent() -> Iterator[Finding]:
    """Letters that were tried as often as they are, and did not go."""
    letters = Letter.objects.filter(sent_at__isnull=True, tries__gt=len(mail.PAUSES)).exclude(
        kind=Letter.Kind.CODE
    )
    for letter in letters.select_related("donation", "member")[:MOST]:
        donor = letter.donation.donor if letter.donation else (letter.member.email if letter.member else "")
        yield Finding(
            kind="letter",
            about=f"{letter.pk}:{int(letter.written_at.timestamp())}",
            title=_("A letter could not be sent"),
            text=_("“%(letter)s” to %(donor)s: %(problem)s")
            % {"letter": letter.get_kind_display(), "donor": donor, "problem": letter.problem},
            when=letter.written_at,
            donation=letter.donation_id,
        )


def _standing() -> QuerySet[Any]:
    """Real gifts, with what `with_standing` adds to them."""
    return Donation.objects.live().with_standing()
