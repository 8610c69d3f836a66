"""A promise: written down first, then begun with the provider."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import partial
from typing import Any, cast

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import letters, providers
from membership.giving import gate
from membership.giving.applying import apply_all
from membership.giving.new_reference import under_new_reference
from membership.giving.refusals import Refused, TooMany
from membership.giving.summing_up import sum_up
from membership.giving.verdict import Evidence, Facts
from membership.models import Appeal, Donation, Interval, Letter, Status, StatusReport
from membership.models.appeal import named
from membership.models.ledger import GIVING
from membership.money import Money
from membership.providers import base
from membership.providers.base import Gift, Misconfigured, Provider, Start
from newsroom.models import Imprint

#: What the donor told us that goes into the row as it is.
_TOLD = (
    "interval", "name", "email", "language", "receipt_name", "street", "postcode", "town", "country",
    "tribute", "tribute_name", "message", "anonymous", "consent_text", "declaration", "source", "back",
)  # fmt: skip


#: A hosted page lives half an hour at least; one that is older than this is not handed out again.
PAGE_LASTS = timedelta(minutes=25)


@dataclass(frozen=True)
class Wish:
    """What the form understood. `token` belongs to one showing of the form."""

    amount: Money
    interval: Interval
    email: str
    token: str
    #: The part of `amount` that covers the provider's charge.
    cover: Money | None = None
    name: str = ""
    language: str = ""
    receipt_name: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    tribute: str = ""
    tribute_name: str = ""
    message: str = ""
    anonymous: bool = True
    consent_text: str = ""
    declaration: str = ""
    source: str = ""
    #: As the link named it: "7", "7a" or "7b".
    appeal: str = ""
    back: str = ""


def start(wish: Wish, *, provider: Provider | None = None, evidence: Evidence | None = None) -> Donation:
    """Write the promise down, then begin with the provider. `next_url` says where the donor goes.

    `evidence` says from which network address the wish came, if it came from outside, and what proves it.

    The same wish told twice is one Donation with the same next page; the same form with other contents
    is another. Raises Refused (TooMany, NeedsProof) or the provider's ProviderError; then the promise stays,
    so that a later try goes on.
    """
    through = provider or providers.chosen()
    if through.check():
        raise Misconfigured(
            _("Gifts cannot be taken this way just now. Please tell us, or give another way.")
        )
    donation = _promise(wish, through, evidence or Evidence())
    before, latest = donation.next_url, donation.latest_report
    if before and latest and latest.state == StatusReport.State.PROCESSING:
        donation.next_url = donation.get_absolute_url()
        return donation
    if before and (donation.provider != through.slug or not _is_over(donation, through)):
        return donation
    if before and _has_come(donation, through):
        donation.next_url = donation.get_absolute_url()
        return donation
    gate.again(donation).enforce()
    begun = _begin(donation, through)
    if _write_page(donation, begun, before):
        cache.set(_page(donation), timezone.now(), int(PAGE_LASTS.total_seconds()))
    donation.refresh_from_db(fields=["next_url", "provider_reference"])
    return donation


def _is_over(donation: Donation, through: Provider) -> bool:
    """Whether the page that the donor would go to has closed, or is about to."""
    if not through.caps().hosted:
        return False
    begun_at = cache.get(_page(donation)) or donation.promised_at
    told = donation.latest_report
    expired = told is not None and told.state == StatusReport.State.EXPIRED and told.asked_at >= begun_at
    return expired or begun_at <= timezone.now() - PAGE_LASTS


def _has_come(donation: Donation, through: Provider) -> bool:
    """Whether that page was paid, as the provider knows now: then no other is made."""
    apply_all(through.fetch(donation.provider_reference))
    return Donation.objects.with_summary().get(pk=donation.pk).status not in {Status.PROMISED, Status.FAILED}


def _page(donation: Donation) -> str:
    return f"membership.page:{donation.pk}"


def _promise(wish: Wish, through: Provider, evidence: Evidence) -> Donation:
    key = _key(wish)
    if known := Donation.objects.filter(form_token=key).first():
        return known
    caps = through.caps()
    if wish.interval not in caps.intervals:
        raise Refused(_("Gifts cannot be repeated here. Choose “Once”."))
    if caps.currencies is not None and wish.amount.currency not in caps.currencies:
        raise Refused(_("Gifts in %(currency)s cannot be taken here.") % {"currency": wish.amount.currency})
    facts = Facts(
        wish.token, wish.email, wish.amount, through.slug != providers.PLEDGE, evidence, timezone.now()
    )
    verdict = gate.ask(facts)
    try:
        verdict.enforce()
        donation = under_new_reference(partial(_write_promise, wish, through, key), form_token=key)
    except BaseException as error:
        verdict.withdraw()
        # The other of two clicks was faster.
        faster = isinstance(error, IntegrityError | TooMany)
        if faster and (known := Donation.objects.filter(form_token=key).first()):
            return known
        raise
    gate.begun(donation, evidence)
    return donation


# Durable: the promise is committed before the provider is asked, and no caller holds a transaction open.
@transaction.atomic(durable=True)
@GIVING.writes
def _write_promise(wish: Wish, through: Provider, key: str, reference: str) -> Donation:
    donation = Donation.objects.create(
        reference=reference,
        provider=through.slug,
        minor=wish.amount.minor,
        currency=wish.amount.currency,
        cover_minor=wish.cover.minor if wish.cover else 0,
        form_token=key,
        live=through.caps().live,
        **_asked_by(wish),
        **{name: getattr(wish, name) for name in _TOLD},
    )
    sum_up(donation)
    if not through.caps().hosted:
        letters.write_sparingly(Letter.Kind.INSTRUCTIONS, donation=donation)
    return donation


def _asked_by(wish: Wish) -> dict[str, Any]:
    """The appeal that asked, if there is or was one of that number, and its wording."""
    number, wording = named(wish.appeal) or (0, "")
    asked = Appeal.objects.filter(pk=number).first()
    return {"appeal": asked, "wording": wording if asked else ""}


@GIVING.writes
def _write_page(donation: Donation, begun: Start, before: str) -> bool:
    """Only the first of two clicks writes; the other goes where the first went."""
    rows = Donation.objects.filter(pk=donation.pk, next_url=before)
    return bool(rows.update(next_url=begun.url, provider_reference=begun.reference))


def _begin(donation: Donation, through: Provider) -> Start:
    """A page in place of one that has closed is another attempt; the same attempt again is the same page."""
    instead = f":{donation.provider_reference}" if donation.next_url else ""
    return through.start(
        Gift(
            id=donation.public_id,
            reference=donation.reference,
            amount=donation.amount,
            interval=cast("base.Interval", donation.interval),
            email=donation.email,
            title=_("Gift to %(paper)s") % {"paper": Imprint.current().name},
            language=donation.language,
        ),
        key=f"gift:{donation.public_id}:start{instead}",
        return_url=donation.get_absolute_url(),
        cancel_url=f"{reverse('membership:give')}?again={donation.public_id}",
    )


def _key(wish: Wish) -> str:
    """Going back, changing the amount and sending again is another gift: contents are part of the key."""
    told = "\x1f".join(str(part) for part in (*astuple(wish)[1:], wish.amount.minor, wish.amount.currency))
    return hashlib.sha256(told.encode()).hexdigest()
