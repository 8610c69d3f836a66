"""A donor's own page: how to pay, thanks, or what went wrong, as the ledger has it."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from membership import giving, letters, providers, receipts
from membership.appeals import campaigns
from membership.giving import debits, pledge_instructions
from membership.models import Donation, Letter, Payment, Status, Terms
from membership.providers import PLEDGE
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther, page
from membership.views.naming_donors import names_its_donor
from newsroom.imprint import current_imprint
from newsroom.limits import take_place
from newsroom.mail import PAUSES
from newsroom.methods import takes
from newsroom.visitors import from_our_own_page

log = logging.getLogger(__name__)

TEMPLATES = {
    Status.PROMISED: "membership/waiting.html",
    Status.PROCESSING: "membership/under_way.html",
    Status.FAILED: "membership/declined.html",
    Status.RECEIVED: "membership/thanks.html",
    Status.ACTIVE: "membership/thanks.html",
    Status.PAST_DUE: "membership/thanks.html",
    Status.PAUSED: "membership/thanks.html",
    Status.ENDED: "membership/thanks.html",
    Status.GIVEN_BACK: "membership/given_back.html",
}
#: Whose truth may be newer than our rows.
UNSETTLED = {Status.PROMISED, Status.PROCESSING, Status.FAILED}
#: A page that is loaded again and again asks the provider so often at most.
QUESTIONS_A_MINUTE = 4


def gift(request: HttpRequest, public_id: UUID) -> HttpResponse:
    donation = _donation(public_id)
    if _ask_provider(donation):
        donation = _donation(public_id)
    payment = donation.payments.filter(kind=Payment.Kind.PAYMENT).order_by("-at").first()
    template = TEMPLATES[donation.status]
    if donation.status == Status.ENDED and not donation.received.minor:
        template = TEMPLATES[Status.GIVEN_BACK if payment else Status.FAILED]
    told = {"donation": donation, "known": names_its_donor(donation)}
    if donation.status == Status.PROMISED and donation.provider == PLEDGE:
        return page(request, "membership/instructions.html", {**told, **_transfer(request, donation)})
    if donation.status == Status.PROCESSING and donation.latest_report:
        told["known_by"] = debits.known_by(donation.latest_report)
    if payment and (back := payment.amount - payment.remains).minor:
        told |= {"back": back, "by_bank": donation.payments.filter(kind__in=receipts.BACK)[0].by_bank}
    return page(request, template, {**told, "payment": payment, **_thanks(donation, payment)})


# No cookie, so nothing to ride on; see give.
@csrf_exempt
@takes("POST")
def mail_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send how to pay once more, to the address of the gift and to no other, as often as that bears."""
    donation = _donation(public_id)
    told = "failed"
    waiting = donation.status == Status.PROMISED and donation.provider == PLEDGE and donation.email
    if waiting and from_our_own_page(request):
        again = donation.letters.filter(kind=Letter.Kind.INSTRUCTIONS).count()
        written = letters.write_sparingly(Letter.Kind.INSTRUCTIONS, donation=donation, again=again)
        told = "yes" if written else "later"
    return SeeOther(f"{donation.get_absolute_url()}?mailed={told}#mailed")


def _donation(public_id: UUID) -> Donation:
    return get_object_or_404(Donation.objects.with_summary(), public_id=public_id)


def _ask_provider(donation: Donation) -> bool:
    """Whether the provider knew more than our rows. What the address of the page says is never believed, and
    a provider that does not answer leaves the page as it is."""
    if donation.status not in UNSETTLED or not donation.provider_reference:
        return False
    try:
        provider = providers.by_slug(donation.provider)
        if not provider.caps().hosted or not take_place(f"fetch:{donation.pk}", QUESTIONS_A_MINUTE, 60):
            return False
        told = provider.fetch(donation.provider_reference)
        giving.apply_all(told)
    except (ProviderError, giving.Refused) as error:
        log.warning("The provider was asked about %s in vain: %s", donation.reference, error)
        return False
    return bool(told)


def _transfer(request: HttpRequest, donation: Donation) -> dict[str, Any]:
    terms, since = Terms.current(), donation.promised_at
    letter = _letter(donation, Letter.Kind.INSTRUCTIONS)
    mailed = request.GET.get("mailed", "")
    return {
        "ways": pledge_instructions.ways(current_imprint(request)),
        "code": pledge_instructions.code(donation),
        "terms": terms,
        "reminded": since + timedelta(days=terms.remind_after_days),
        "lapses": since + timedelta(days=terms.lapse_after_days),
        # Whoever made the address, a letter is on its way only where there is one.
        "mailed": "" if mailed == "yes" and not letter else mailed,
        "letter": letter,
        "card": providers.chosen().caps().hosted,
    }


def _thanks(donation: Donation, payment: Payment | None) -> dict[str, Any]:
    return {
        "terms": Terms.current(),
        "next_at": giving.next_due(donation) if donation.expected else None,
        "letter": _letter(donation, Letter.Kind.THANKS),
        "receipt_comes": payment is not None and _has_receipt(payment),
        "number": campaigns.number_of(donation.member) if donation.live else None,
    }


def _letter(donation: Donation, kind: Letter.Kind) -> str:
    """What became of the latest letter of that kind: "sent", "waits", or nothing where none goes out."""
    letter = donation.letters.filter(kind=kind).order_by("-written_at", "-pk").first()
    if letter is None or (letter.sent_at is None and letter.tries > len(PAUSES)):
        return ""
    return "sent" if letter.sent_at else "waits"


def _has_receipt(payment: Payment) -> bool:
    """Whether one is written, or nothing is in its way."""
    return payment.receipt_lines.exists() or not receipts.obstacles(payment)
