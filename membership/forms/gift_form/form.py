"""The gift form. It reads what people type; what becomes of it is `giving`'s to decide."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from membership import money
from membership.forms.gift_form.fields import GiftFields
from membership.forms.gift_form.offer import OTHER, Offer, Row
from membership.forms.gift_form.token import nonce
from membership.giving import Wish
from membership.models import Interval
from membership.models.appeal import named
from membership.money import Money, locales
from membership.money.limits import limits_for
from membership.paths import same_site_path

ADDRESS = ("street", "postcode", "town", "country")
LEGENDS = {
    Interval.ONCE: _("How much, once"),
    Interval.MONTHLY: _("How much each month"),
    Interval.YEARLY: _("How much each year"),
}


@dataclass(frozen=True)
class Group:
    interval: Interval
    legend: str
    rows: list[Row]
    own: forms.BoundField
    chosen: str


class GiftForm(GiftFields):
    """Each frequency has a group of amounts of its own; only that of the chosen one is read."""

    interval = forms.ChoiceField(
        label=_("How often"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often: once, monthly or yearly."),
            "invalid_choice": _("Choose how often: once, monthly or yearly."),
        },
    )

    def __init__(self, data: Any = None, *, offer: Offer, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer = offer
        interval = self.fields["interval"]
        assert isinstance(interval, forms.ChoiceField)
        interval.choices = [(each.value, each.label) for each in offer.intervals]
        for ticked in ("cover", "show_name"):
            self.fields[ticked].widget.attrs["aria-describedby"] = f"id_{ticked}_hint"
        for each in offer.intervals:
            self.fields[f"amount_{each}"] = forms.CharField(required=False)
            self.fields[f"own_{each}"] = forms.CharField(
                label=_("Other amount"),
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "class": "inp",
                        "inputmode": "decimal",
                        "autocomplete": "transaction-amount",
                        "data-own": "",
                    }
                ),
            )
        self.order_fields(["interval", *(f"own_{each}" for each in offer.intervals)])

    # --- what the page shows --------------------------------------------------------------------

    @property
    def groups(self) -> list[Group]:
        found = []
        for each in self.offer.intervals:
            rows, own = self.offer.rows(each), self[f"own_{each}"]
            chosen = self[f"amount_{each}"].value() or ""
            if own.value():
                chosen = OTHER
            elif chosen not in {OTHER, *(row.preset.amount.figure for row in rows)}:
                chosen = ""
            found.append(Group(each, str(LEGENDS[each]), rows, own, chosen))
        return found

    @property
    def sign(self) -> str:
        return locales.sign(self.offer.currency)

    @property
    def total(self) -> Money | None:
        """What is charged at each time, as far as the form says so by now."""
        told = self.cleaned_data if self.is_bound and not self.errors.get("interval") else {}
        net, added = told.get("net"), told.get("added")
        return net + added if net and added else net

    @property
    def said(self) -> str:
        """That sum and how often, as the page hands it back: "monthly 1318 EUR"."""
        total = self.total
        return f"{self.cleaned_data['interval']} {total.minor} {total.currency}" if total else ""

    @property
    def sum_was_shown(self) -> bool:
        """Whether the donor's page had the sum that would be charged: no other is ever charged.

        A typed amount was read by whoever typed it, those to choose from stand there with what is added. What
        is added to a typed one stands there only if the page was asked (`shown`).
        """
        told = self.cleaned_data
        if told["shown"]:
            return bool(told["shown"] == self.said)
        interval = told["interval"]
        picked, own = self._picked(told[f"amount_{interval}"]), told[f"own_{interval}"]
        if picked and own and picked != told["net"]:
            return False
        if not told["cover"]:
            return True
        return told["rate"] == self.offer.rate and bool(picked or not told["added"])

    def forget_other_errors(self) -> None:
        """Keep what is wrong with the amount: of the rest, nobody has been asked yet."""
        for name in list(self.errors):
            if name != "interval" and not name.startswith("own_"):
                del self.errors[name]

    @property
    def name_optional(self) -> bool:
        return not any(ask.key == "name" and ask.required and not ask.when for ask in self.offer.asked())

    @property
    def address(self) -> list[forms.BoundField]:
        """The fields of an address that the rule asks for; those of a large gift only once it is known."""
        if self.offer.asks_later and not any(self.errors.get(key) or self[key].value() for key in ADDRESS):
            return []
        return [self[ask.key] for ask in self.offer.asked() if ask.key in ADDRESS]

    @property
    def more_open(self) -> bool:
        return any(
            self[key].value() or self.errors.get(key) for key in ("tribute", "tribute_name", "message")
        )

    # --- what was typed -------------------------------------------------------------------------

    def clean_token(self) -> str:
        return nonce(self.cleaned_data["token"])

    def clean_reason(self) -> str:
        if self.cleaned_data["reason"]:
            raise forms.ValidationError(_("Empty the field that people do not see, and send the form again."))
        return ""

    def clean_source(self) -> str:
        return str(self.cleaned_data["source"])[:40]

    def clean_back(self) -> str:
        return same_site_path(self.cleaned_data["back"])

    def clean_appeal(self) -> str:
        return self.cleaned_data["appeal"] if named(self.cleaned_data["appeal"]) else ""

    def clean_currency(self) -> str:
        asked = self.cleaned_data["currency"]
        if asked and asked != self.offer.currency:
            raise forms.ValidationError(
                _("Gifts in that currency cannot be taken here. Look at the amounts and send the form again.")
            )
        return self.offer.currency

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        interval = told.get("interval")
        if not interval:
            return told
        try:
            net = self._money(told.get(f"amount_{interval}", ""), told.get(f"own_{interval}", ""))
        except money.NotAnAmount as error:
            self.add_error(f"own_{interval}", str(error))
        else:
            told["net"] = net
            told["added"] = self.offer.cover_for(net) if told.get("cover") else None
            self._ask_what_the_rule_needs(net)
        if told.get("tribute") and not told.get("tribute_name") and not self.has_error("tribute_name"):
            self.add_error("tribute_name", _("Enter the name of the person for whom the gift is."))
        return told

    def wish(self) -> Wish:
        told = self.cleaned_data
        net, added, declared = told["net"], told["added"], self._declared()
        needed = {ask.key for ask in self.offer.asked(net) if not ask.when or declared}
        terms = self.offer.terms
        return Wish(
            amount=net + added if added else net,
            cover=added,
            interval=Interval(told["interval"]),
            email=told["email"],
            # The same form by another way is another gift.
            token=told["token"] + (f"/{self.offer.through}" if self.offer.through else ""),
            language=get_language() or "",
            anonymous=not told["show_name"],
            consent_text=terms.consent_sentence if told["consent"] else "",
            declaration=self.offer.declaration if declared else "",
            tribute=told["tribute"] if terms.offer_tribute else "",
            tribute_name=told["tribute_name"] if terms.offer_tribute and told["tribute"] else "",
            **{key: told[key] for key in ADDRESS if key in needed},
            **{key: told[key] for key in ("name", "receipt_name", "message", "source", "appeal", "back")},
        )

    def _declared(self) -> bool:
        return bool(self.offer.declaration and self.cleaned_data.get("declared"))

    def _ask_what_the_rule_needs(self, net: Money) -> None:
        for ask in self.offer.asked(net):
            missing = ask.key in self.fields and not self.cleaned_data.get(ask.key)
            if not ask.required or not missing or self.has_error(ask.key):
                continue
            if ask.when == "declared" and not self._declared():
                continue
            self.add_error(ask.key, _missing(ask.key))

    def _picked(self, chosen: str) -> Money | None:
        rows = self.offer.rows(self.cleaned_data["interval"])
        return next((row.preset.amount for row in rows if row.preset.amount.figure == chosen), None)

    def _money(self, chosen: str, own: str) -> Money:
        """A typed amount is meant, whatever is chosen beside it: one is chosen from the beginning."""
        picked = self._picked(chosen)
        if picked and not own:
            return picked
        least, most = limits_for(self.offer.currency)
        return money.read(own, self.offer.currency, least=least, most=most)


def _missing(key: str) -> str:
    return {
        "name": gettext("Enter your name. Your receipt is worth nothing without it."),
        "street": gettext("Enter your street and number. The receipt for this gift needs your address."),
        "postcode": gettext("Enter your postcode. The receipt for this gift needs your address."),
        "town": gettext("Enter your town. The receipt for this gift needs your address."),
        "country": gettext("Choose your country. The receipt for this gift needs your address."),
    }[key]
