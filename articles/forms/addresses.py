"""The field for an address: it takes words as a person types them and spells them in plain letters."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models

from articles.transliteration import LONGEST_SLUG, slug_of


class AddressField(forms.SlugField):
    """“Größe in Łódź” is taken as grosse-in-lodz; what has no letter is taken as nothing."""

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value) or ""
        return slug_of(typed, longest=self.max_length or LONGEST_SLUG)


#: For `formfield_overrides` of a table whose rows have addresses.
ADDRESSES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.SlugField: {"form_class": AddressField, "widget": AdminTextInputWidget}
}
