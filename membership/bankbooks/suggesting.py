"""Which gift a credit without a reference may be for. A person decides; nothing is booked by likeness."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from membership import giving
from membership.bankbooks.mistyping import Mistyped
from membership.models import BankCredit, Donation, Payment
from membership.money import Money
from membership.providers import PLEDGE

#: So many gifts are named for one credit; who has more of them needs the search.
MOST = 3
#: So many earlier credits and open pledges are looked through.
_LOOKED_THROUGH = 5000


@dataclass(frozen=True)
class Suggestion:
    donation: Donation
    why: str


def suggestions(unmatched: Iterable[tuple[str, Money, str]]) -> list[list[Suggestion]]:
    """For each (payer, amount, text): open pledges whose reference is one letter off, gifts that the same
    payer has paid by transfer, then open pledges of the same name and amount."""
    asked = list(unmatched)
    paid, promised, mistyped = _paid_by(), _promised_by(), Mistyped()
    near = [mistyped.near(text) for _payer, _amount, text in asked]
    meant = _named({reference for some in near for reference in some})
    found = []
    for (payer, amount, _text), references in zip(asked, near, strict=True):
        name = plain_name(payer)
        rows: dict[int, Suggestion] = {}
        for reference in references:
            gift = meant[reference]
            if gift.currency == amount.currency:
                rows.setdefault(gift.pk, Suggestion(gift, _("The reference is one letter off.")))
        for gift in paid.get(name, []) if name else []:
            if gift.currency == amount.currency and gift.repeats:
                rows.setdefault(gift.pk, Suggestion(gift, _("The same payer has paid for it before.")))
        for gift in promised.get((name, amount), []) if name else []:
            rows.setdefault(gift.pk, Suggestion(gift, _("The name and the amount are the same.")))
        found.append(list(rows.values())[:MOST])
    return found


def _named(references: set[str]) -> dict[str, Donation]:
    gifts = Donation.objects.with_standing().filter(reference__in=sorted(references))
    return {gift.reference: gift for gift in gifts}


def _paid_by() -> dict[str, list[Donation]]:
    booked = Payment.objects.filter(kind=Payment.Kind.PAYMENT, reference=giving.credit_expression())
    rows = BankCredit.objects.filter(Exists(booked)).exclude(payer="").order_by("-pk")[:_LOOKED_THROUGH]
    payers = {giving.credit_reference(credit): credit.payer for credit in rows.only("pk", "payer")}
    found: dict[str, list[Donation]] = defaultdict(list)
    names = list(payers)
    for at in range(0, len(names), 500):
        lines = Payment.objects.filter(kind=Payment.Kind.PAYMENT, reference__in=names[at : at + 500])
        for line in lines.select_related("donation"):
            gifts = found[plain_name(payers[line.reference])]
            if line.donation not in gifts:
                gifts.append(line.donation)
    return found


def _promised_by() -> dict[tuple[str, Money], list[Donation]]:
    paid = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
    gifts = Donation.objects.with_standing().filter(~Exists(paid), provider=PLEDGE)
    found: dict[tuple[str, Money], list[Donation]] = defaultdict(list)
    for gift in gifts.order_by("-promised_at")[:_LOOKED_THROUGH]:
        for name in {plain_name(gift.name), plain_name(gift.receipt_name)} - {""}:
            found[name, gift.amount].append(gift)
    return found


def plain_name(name: str) -> str:
    """Banks write “ODUYA, HANNE” for Hanne Oduya, and é without its accent."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(char if char.isalnum() else " " for char in letters if not unicodedata.combining(char))
    return " ".join(sorted(words.split()))
