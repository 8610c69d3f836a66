"""Findings about promises and their letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import mail
from membership.findings.finding import Finding
from membership.findings.ledger import MOST, settled
from membership.models import Donation, Interval, Letter, Payment

#: A hosted page is closed long before this; a bank debit takes its time.
STUCK_AFTER = timedelta(days=1)
ON_ITS_WAY = timedelta(days=14)


def still_active() -> Iterator[Finding]:
    """Repeated gifts that go on though their donor's bank has taken a payment back."""
    disputes = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.DISPUTE)
    won = Payment.objects.filter(
        of=OuterRef("of"), kind=Payment.Kind.REINSTATED, provider=OuterRef("provider")
    )
    gifts = (
        _standing()
        .filter(Exists(disputes.filter(~Exists(won))), latest_state__in=["active", "past_due", ""])
        .exclude(interval=Interval.ONCE)
    )
    for gift in gifts.filter(~settled("active")).order_by("pk")[:MOST]:
        yield Finding(
            kind="active",
            about=str(gift.pk),
            title=_("Disputed, but the gift goes on"),
            text=_(
                "%(donor)s’s bank took a payment of %(gift)s back. The next one will be taken all the same."
            )
            % {"donor": gift.donor, "gift": gift.reference},
            when=gift.promised_at,
            amount=gift.amount,
            donation=gift.pk,
        )


def stuck() -> Iterator[Finding]:
    """Gifts that were begun with a provider, and of which nothing has been heard."""
    now = timezone.now()
    heard = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
    gifts = (
        _standing()
        .filter(~Exists(heard), promised_at__gte=now - timedelta(days=90))
        .filter(
            Q(latest_state="", promised_at__lte=now - STUCK_AFTER)
            | Q(latest_state="processing", promised_at__lte=now - ON_ITS_WAY)
        )
        .exclude(Q(provider="pledge") | Q(provider_reference=""))
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
