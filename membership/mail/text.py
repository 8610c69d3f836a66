"""The words of a letter: its template, in the language of whoever gets it, and what is enclosed."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from membership import receipt_documents
from membership.letters.wording import filled
from membership.models import Donation, Issuer, Letter, Member, Pair, Receipt, Status
from membership.models.instalments import next_due
from membership.money import Money
from membership.receipt_documents import Paper
from membership.receipts.years import statement, year_as_paper
from membership.tokens import challenges, codes
from membership.tokens.supporter_token import token
from newsroom.models import Imprint

#: Letters that a paper goes with.
ENCLOSES = {Letter.Kind.RECEIPT, Letter.Kind.THANKS, Letter.Kind.GIVEN_BACK}


@dataclass(frozen=True)
class Parts:
    """A mail in the pieces that it is put together from; between `before` and `after` stand its own words."""

    subject: str
    before: str
    ours: str
    after: str
    values: dict[str, str]


def words(letter: Letter, imprint: Imprint) -> tuple[str, str]:
    """Subject and body. The subject holds no amount, name or story: it stands on locked screens."""
    with translation.override(letter.language):
        found = parts(letter, _told(letter, imprint))
    subject, said, own = found.subject, found.ours, letter.words
    if own is not None and found.after:
        subject, said = filled(own.subject, found.values), filled(own.body, found.values)
    body = re.sub(r"\n{3,}", "\n\n", f"{found.before}{said}{found.after}".strip())
    return " ".join(subject.split()), body + "\n"


def parts(letter: Letter, told: dict[str, Any]) -> Parts:
    """`after` is empty for a mail whose words are fixed."""
    cut = secrets.token_hex(16)
    text = render_to_string(f"membership/mail/{letter.kind}.txt", {**told, "cut": cut})
    subject, _blank, body = text.strip().partition("\n")
    before, _cut, rest = body.partition(cut)
    ours, _cut, after = rest.partition(cut)
    values: dict[str, str] = {}
    if after and letter.donation:
        lines = render_to_string("membership/mail/_values.txt", {**told, "cut": cut}).strip().split(cut)
        values = dict(line.split("=", 1) for line in lines)
    return Parts(subject, before, ours, after, values)


def enclosed(letter: Letter) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and type of what goes with it: a receipt's PDF. One that cannot be set is on the page."""
    if letter.kind == Letter.Kind.STATEMENT and letter.day and letter.member:
        yield from _statement(letter.member, letter.day.year, letter.language)
        return
    receipt = _receipt(letter) if letter.kind in ENCLOSES else None
    if receipt is not None:
        try:
            pdf = receipt_documents.as_pdf(Paper.from_json(receipt.paper), void=receipt.voided)
        except receipt_documents.CannotSet:
            return
        yield f"{receipt.name}.pdf", pdf, "application/pdf"


def _statement(member: Member, year: int, language: str) -> Iterator[tuple[str, bytes, str]]:
    """The year's list in each currency; what cannot be set is on the member's page."""
    with translation.override(language):
        for total in statement(member, year).sums:
            paper = year_as_paper(member, year, total.currency)
            try:
                pdf = receipt_documents.as_pdf(paper) if paper else b""
            except receipt_documents.CannotSet:
                continue
            if pdf:
                yield f"{year}-{total.currency}.pdf", pdf, "application/pdf"


def too_late(letter: Letter) -> bool:
    """A code that has run out by now is of no use to anybody."""
    if letter.kind != Letter.Kind.CODE:
        return False
    row = letter.code
    return row is None or row.used_at is not None or row.expires_at <= timezone.now()


def _told(letter: Letter, imprint: Imprint) -> dict[str, Any]:
    donation, receipt = letter.donation, _receipt(letter)
    payment = letter.payment
    member = letter.member or (donation.member if donation else None)
    return {
        "donation": donation,
        "member": member,
        "payment": payment,
        "back": Money(-payment.minor, payment.currency) if payment and payment.minor < 0 else None,
        "latest_report": donation.latest_report if donation else None,
        "status_report": letter.status_report,
        "due": letter.day,
        "next_at": next_due(donation) if donation and donation.expected else None,
        "year": statement(member, letter.day.year)
        if letter.kind == Letter.Kind.STATEMENT and member and letter.day
        else None,
        "gift_page": _own_page(donation),
        "receipt": receipt,
        "imprint": imprint,
        "issuer": Issuer.current(),
        "dear": (donation.name if donation else "") or (member.name if member else ""),
        "page": settings.SITE_URL + donation.get_absolute_url() if donation else "",
        "me": settings.SITE_URL + reverse("membership:me"),
        # The provider's own page for this payment where it has one; else the gift on the member's page.
        "mend": (payment.mend_url if payment else "") or _own_page(donation),
        "give": settings.SITE_URL + reverse("membership:give"),
        "supporter": settings.SITE_URL + reverse("membership:supporter", args=[token()]),
        "code": codes.grouped(_code(letter)),
        **(_pair(letter.pair) if letter.pair else {}),
    }


def _pair(pair: Pair) -> dict[str, Any]:
    """Which two gifts, and a link for each answer. Of two that run, the one is offered to be stopped whose
    payment is missing; if none is, the newer."""
    older = pair.first.status == Status.PAST_DUE
    stop = Pair.Answer.FIRST_STOPPED if older else Pair.Answer.SECOND_STOPPED
    undo = stop if pair.runs else Pair.Answer.GIVEN_BACK
    links = {
        name: settings.SITE_URL + reverse("membership:pair", args=[pair.token(what)])
        for name, what in (("keep_link", Pair.Answer.KEPT), ("undo_link", undo))
    }
    return {"pair": pair, "older": older, **links}


def _code(letter: Letter) -> str:
    if letter.kind == Letter.Kind.CHECK:
        return challenges.code_for(letter.form)
    return codes.derive(letter.code.named) if letter.code else ""


def _own_page(donation: Donation | None) -> str:
    return settings.SITE_URL + reverse("membership:my_gift", args=[donation.public_id]) if donation else ""


def _receipt(letter: Letter) -> Receipt | None:
    """The letter's own; with thanks and money on its way back the paper of that line, so that one event is
    one mail."""
    if letter.receipt_id:
        return Receipt.objects.select_related("of").get(pk=letter.receipt_id)
    kind = {Letter.Kind.THANKS: Receipt.Kind.GIFT, Letter.Kind.GIVEN_BACK: Receipt.Kind.BACK}.get(
        Letter.Kind(letter.kind)
    )
    if kind is None or not letter.payment_id:
        return None
    papers_of_it = Receipt.objects.filter(kind=kind, lines__payment=letter.payment_id).select_related("of")
    return papers_of_it.exclude(answers__kind=Receipt.Kind.VOID).order_by("-pk").first()
