"""What the gift form is opened with: a link's choice, an unfinished gift, or what was typed a moment ago."""

from typing import Any

from django.http import QueryDict

from membership.forms.gift_form.offer import OTHER, Offer
from membership.models import Donation
from membership.money import EXPONENTS, Money, unit


def amount_of(donation: Donation) -> dict[str, Any]:
    """How much and how often, and nothing of whoever gave it."""
    net = Money(donation.minor - donation.cover_minor, donation.currency)
    return {"interval": donation.interval, "net": net.figure}


def initial_of(donation: Donation) -> dict[str, Any]:
    """A gift that was not completed, as it was filled in, save the postal address; no box is ticked."""
    same = (
        "name", "receipt_name", "email", "tribute", "tribute_name", "message", "source", "back",
    )  # fmt: skip
    told = {name: getattr(donation, name) for name in same}
    return {**told, "appeal": donation.asked_by, **amount_of(donation)}


def with_amount(initial: dict[str, Any], figure: str, offer: Offer) -> dict[str, Any]:
    """The initial values with this figure chosen: among the amounts if it is offered, else as the own one.
    Without one, the amount is chosen that the appeal marks."""
    chosen = str(initial.get("interval", ""))
    for each in offer.intervals:
        if figure and any(row.preset.amount.figure == figure for row in offer.rows(each)):
            initial[f"amount_{each}"] = figure
        elif figure and each == chosen:
            initial[f"amount_{each}"], initial[f"own_{each}"] = OTHER, figure
        else:
            initial[f"amount_{each}"] = offer.marked(each)
    return initial


def as_typed(told: QueryDict, offer: Offer) -> dict[str, Any]:
    """All that was typed, for the same form in another currency or by another way. Twelve euros may become
    twelve pounds; they do not become twelve yen or forints."""
    before = told.get("currency", "")
    alike = before in EXPONENTS and _written_as(before) == _written_as(offer.currency)
    initial: dict[str, Any] = {name: text for name, text in told.items() if not name.startswith("amount_")}
    initial |= {"currency": offer.currency, "shown": ""}
    for each in offer.intervals:
        own = told.get(f"own_{each}", "").strip() if alike else ""
        picked = told.get(f"amount_{each}", "") if before == offer.currency else ""
        if own or picked == OTHER:
            picked = OTHER
        initial[f"own_{each}"] = own
        initial[f"amount_{each}"] = picked or offer.marked(each)
    return initial


def _written_as(currency: str) -> tuple[int, int]:
    """Currencies in which a figure of the one may be meant in the other."""
    return EXPONENTS[currency], unit(currency)
