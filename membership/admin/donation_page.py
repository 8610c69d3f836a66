"""What the page of one gift shows: the promise, its ledger, receipts, mail, notes, and what can be done."""

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import giving
from membership.admin.acts import ACTS
from membership.admin.acts.act import STEER
from membership.admin.paid_through import name_of
from membership.books.reconciling import agreement
from membership.forms.receive import ReceiveForm
from membership.mail import ENCLOSES
from membership.models import Donation, Letter, Payment, Receipt, StatusReport, Terms
from membership.money import Money, locales
from membership.providers import PLEDGE
from newsroom.models import User

#: Receipts on the page; the rest is one link away.
RECEIPTS = 12


def page(donation: Donation, user: User, form: ReceiveForm) -> dict[str, Any]:
    """A fixed number of queries, however long the ledger is."""
    prefetch_related_objects(
        [donation],
        Prefetch("payments", Payment.objects.select_related("recorded_by")),
        Prefetch("status_reports", StatusReport.objects.select_related("by")),
        Prefetch("letters", Letter.objects.select_related("payment", "receipt")),
    )
    receipts = _receipts(donation) if user.has_perm("membership.view_receipt") else []
    latest = donation.latest_report
    due = giving.next_due(donation) if donation.repeats else donation.promised_at
    imported = donation.provider == giving.IMPORTED
    goes_on = donation.expected and not imported
    may_receive = donation.provider == PLEDGE and user.has_perm("membership.receive_donation")
    may_ask = user.has_perm(STEER) and agreement.can_be_asked(donation)
    return {
        "donation": donation,
        "publish_from": Terms.current().publish_from,
        "title": donation.reference,
        "subtitle": None,
        "latest_report": latest,
        "every": every(donation, due),
        "paid_with": name_of(donation.provider),
        "next_at": due if goes_on else None,
        "member_url": _member_url(donation, user),
        "lines": _lines(donation, _of_lines(receipts)),
        "receipts": receipts[:RECEIPTS],
        "receipts_in_all": len(receipts),
        "status_reports": donation.status_reports.all()[:20],
        "letters": donation.letters.all()[:20],
        "notes": list(donation.notes.select_related("by")) if user.has_perm("membership.view_note") else None,
        "acts": [
            act for act in ACTS if act.slug != "note" and user.has_perm(act.permission) and act.fits(donation)
        ],
        "may_note": user.has_perm("membership.add_note"),
        "may_resend": user.has_perm(STEER),
        "agreement": agreement.of_gift(donation),
        "may_ask": may_ask,
        "form_receive": form,
        "may_receive": may_receive,
    }


def _lines(donation: Donation, receipts: dict[int, Receipt]) -> list[tuple[Payment, str, Receipt | None]]:
    """The ledger, newest first, each line with the sum until then and its receipt."""
    lines = list(donation.payments.all())[::-1]
    sums = [Money(total, donation.currency).exact for total in accumulate(line.minor for line in lines)]
    return [(line, total, receipts.get(line.pk)) for line, total in zip(lines[::-1], sums[::-1], strict=True)]


@dataclass(frozen=True)
class ShownReceipt:
    """A receipt with the letter that it went with, the moment of the money, and whether it is void."""

    receipt: Receipt
    letter: Letter | None
    came: datetime | None
    void: bool


def _receipts(donation: Donation) -> list[ShownReceipt]:
    """Newest first."""
    found = list(donation.receipts.prefetch_related("lines", "answers"))
    letters = [letter for letter in donation.letters.all() if letter.kind in ENCLOSES]
    came = {line.pk: line.at for line in donation.payments.all()}
    return [
        ShownReceipt(
            receipt,
            _letter(receipt, letters),
            came=min((came[line.payment_id] for line in receipt.lines.all()), default=None),
            void=any(answer.kind == Receipt.Kind.VOID for answer in receipt.answers.all()),
        )
        for receipt in found
    ]


def _letter(receipt: Receipt, letters: list[Letter]) -> Letter | None:
    """Its own mail; else the thanks, or the word that money went back, unless those left before it was
    written."""
    own = next((letter for letter in letters if letter.receipt_id == receipt.pk), None)
    kind = {Receipt.Kind.GIFT: Letter.Kind.THANKS, Receipt.Kind.BACK: Letter.Kind.GIVEN_BACK}.get(
        Receipt.Kind(receipt.kind)
    )
    if own or kind is None:
        return own
    lines = {line.payment_id for line in receipt.lines.all()}
    for letter in letters:
        in_time = letter.sent_at is None or letter.sent_at >= receipt.issued_at
        if letter.kind == kind and letter.payment_id in lines and in_time:
            return letter
    return None


def _of_lines(receipts: list[ShownReceipt]) -> dict[int, Receipt]:
    """By line of the ledger the newest receipt that is about it alone, not about a year."""
    return {
        line.payment_id: each.receipt
        for each in reversed(receipts)
        if each.receipt.kind in {Receipt.Kind.GIFT, Receipt.Kind.BACK}
        for line in each.receipt.lines.all()
    }


def _member_url(donation: Donation, user: User) -> str:
    if not donation.member_id or not user.has_perm("membership.view_member"):
        return ""
    return reverse("admin:membership_member_change", args=[donation.member_id])


def every(donation: Donation, day: datetime) -> str:
    """Month, on the 12th; Year, on 12 October; Once."""
    return {
        "monthly": _("Month, on day %(day)s") % {"day": day.day},
        "yearly": _("Year, in %(month)s") % {"month": locales.month_name(day)},
    }.get(donation.interval, _("Once"))
