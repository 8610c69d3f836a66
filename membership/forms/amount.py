"""Money that staff type as people write it, kept as whole minor units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from membership import locales, money
from membership.money import Money


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
        try:
            return money.read(text, self.currency).minor
        except money.NotAnAmount as error:
            raise forms.ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def currency_said(label: Any, currency: str = "") -> str:
    """The label with the currency behind it, for a field in which an amount is typed."""
    currency = currency or settings.MEMBERSHIP_CURRENCY
    return _("%(label)s, in %(currency)s") % {"label": label, "currency": locales.sign(currency)}
