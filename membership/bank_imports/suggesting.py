"""Which gift a credit without a reference may be for. A person decides; nothing is booked by likeness."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from membership import giving
from membership.bank_imports.booked import in_parts, payments_of
from membership.bank_imports.mistyping import Mistyped
from membership.models import BankCredit, Donation, Payment
from membership.money import Money
from membership.providers import PLEDGE

#: So many gifts are named for one credit; who has more of them needs the search.
MOST = 3
#: So many earlier credits and open pledges are looked through.
_LOOKED_THROUGH = 5000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suggestion:
    donation: Donation
    why: str


def suggestions(unmatched: Iterable[tuple[str, Money, str]]) -> list[list[Suggestion]]:
    """For each (payer, amount, text): open pledges whose reference is one letter off, gifts that the same
    payer has paid by transfer, then open pledges of the same name and amount."""
    asked = list(unmatched)
    names = {plain_name(payer) for payer, _amount, _text in asked} - {""}
    paid, promised = _paid_by(names), _promised_by(names, {amount for _payer, amount, _text in asked})
    mistyped = Mistyped()
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
    gifts = Donation.objects.with_summary().filter(reference__in=sorted(references))
    return {gift.reference: gift for gift in gifts}


def _paid_by(names: set[str]) -> dict[str, list[Donation]]:
    if not names:
        return {}
    # The provider named, the unique index over the three columns serves.
    booked = Payment.objects.filter(
        provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference=giving.credit_expression()
    )
    rows = BankCredit.objects.filter(Exists(booked)).exclude(payer="").order_by("-pk")[:_LOOKED_THROUGH]
    alike = {
        pk: name for pk, payer in rows.values_list("pk", "payer") if (name := plain_name(payer)) in names
    }
    lines = payments_of(BankCredit(pk=pk) for pk in alike)
    found: dict[str, list[Donation]] = defaultdict(list)
    for pk, name in alike.items():
        gifts, gift = found[name], lines[pk].donation
        if gift not in gifts:
            gifts.append(gift)
    return found


def _promised_by(names: set[str], amounts: set[Money]) -> dict[tuple[str, Money], list[Donation]]:
    if not names:
        return {}
    paid = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
    open_ones = Donation.objects.filter(~Exists(paid), provider=PLEDGE).order_by("-promised_at")
    found: dict[tuple[str, Money], list[Donation]] = defaultdict(list)
    keys: dict[int, set[tuple[str, Money]]] = {}
    rows = open_ones.filter(minor__in={amount.minor for amount in amounts})[:_LOOKED_THROUGH]
    for pk, minor, currency, *called in rows.values_list("pk", "minor", "currency", "name", "receipt_name"):
        alike = {plain_name(name) for name in called} & names
        if alike and Money(minor, currency) in amounts:
            keys[pk] = {(name, Money(minor, currency)) for name in alike}
    for some in in_parts(keys):
        for gift in Donation.objects.with_summary().filter(pk__in=some).order_by("-promised_at"):
            for key in keys[gift.pk]:
                found[key].append(gift)
    return found


def plain_name(name: str) -> str:
    """Banks write “ODUYA, HANNE” for Hanne Oduya, and é without its accent."""
    letters = name.casefold()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(sorted(_WORD.findall(letters)))
