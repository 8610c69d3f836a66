"""Money as people type it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from membership import money
from membership.money import Money, locales


class AmountField(forms.CharField):
    """An amount of a gift: comes out as Money. The form says in which `currency`, and between which bounds;
    without a currency it comes out as it was typed."""

    currency, least, most = "", None, None

    def __init__(self, *, css: str = "", **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", **({"class": css} if css else {})}
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return read(typed, self.currency, least=self.least, most=self.most) if self.currency else typed


def in_currency(field: forms.Field, currency: str) -> None:
    """Say to an AmountField of a form in which currency amounts are typed."""
    assert isinstance(field, AmountField)
    field.currency = currency


def currencies() -> list[tuple[str, str]]:
    """The choices of a field that asks for a currency; the newsroom's own is the first."""
    known = dict.fromkeys([settings.MEMBERSHIP_CURRENCY, *settings.MEMBERSHIP_CURRENCIES])
    return [(code, code) for code in known]


def read(typed: str, currency: str, **bounds: Money | None) -> Money:
    """As `money.read`. Raises ValidationError."""
    try:
        return money.read(typed, currency, **bounds)
    except money.NotAnAmount as error:
        raise forms.ValidationError(str(error)) from error


class MinorField(forms.CharField):
    """An amount in the newsroom's currency, or nothing: "500" or "12.50" comes out as 50000 or 1250."""

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        self._currency = currency
        super().__init__(required=kwargs.pop("required", False), **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    @property
    def currency(self) -> str:
        return self._currency or settings.MEMBERSHIP_CURRENCY

    def prepare_value(self, value: Any) -> Any:
        return Money(value, self.currency).figure if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        if text.strip("0.,") == "":
            return 0
        return read(text, self.currency).minor

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def currency_said(label: Any, currency: str = "") -> str:
    """The label with the currency behind it, for a field in which an amount is typed."""
    currency = currency or settings.MEMBERSHIP_CURRENCY
    return _("%(label)s, in %(currency)s") % {"label": label, "currency": locales.sign(currency)}
