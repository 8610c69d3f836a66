"""Choosing what belongs to the stories by typing part of a name. What is stored are plain words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, get_select2_language
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.choosing import named


class _Typed(forms.widgets.ChoiceWidget):
    """A select that the desk's own script fills as one types: of its options only what is chosen is sent."""

    media = AutocompleteMixin.media

    def __init__(self, what: str, door: str) -> None:
        self.what, self.door = what, door
        super().__init__()

    @property
    def i18n_name(self) -> str | None:
        """Which of the script's languages is loaded; asked when the page is made."""
        return get_select2_language()

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {
            **attrs,
            "class": "admin-autocomplete",
            "lang": self.i18n_name,
            "data-ajax--url": reverse(f"admin:membership_{self.door}_choices", args=[self.what]),
            "data-ajax--delay": 250,
            "data-ajax--type": "GET",
            "data-theme": "admin-autocomplete",
            "data-allow-clear": "false" if self.allow_multiple_selected else "true",
            "data-placeholder": "",
        }

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        keys = [key for key in value if key]
        words = named(self.what, keys)
        options = [
            self.create_option(name, key, words.get(key, key), True, index) for index, key in enumerate(keys)
        ]
        if not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", not keys, len(keys)))
        return [(None, options, 0)]


class TypedSelect(_Typed, forms.Select):
    pass


class TypedSelectMultiple(_Typed, forms.SelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """As it is stored: “harbour, climate”."""
        return ", ".join(data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""])

    def format_value(self, value: Any) -> list[str]:
        return keys_of(value or "")


class ChosenWords(forms.CharField):
    """The addresses of several, with commas between."""

    def __init__(self, what: str, *, door: str, **kwargs: Any) -> None:
        self.what = what
        super().__init__(required=False, widget=TypedSelectMultiple(what, door), **kwargs)

    def clean(self, value: Any) -> str:
        keys = list(dict.fromkeys(keys_of(super().clean(value))))
        _refuse_missing(self.what, keys)
        return ", ".join(keys)


class ChosenPicture(forms.CharField):
    """The identity of a picture; nobody ever sees or types it."""

    def __init__(self, *, door: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=TypedSelect("pictures", door), **kwargs)

    def clean(self, value: Any) -> str:
        key = super().clean(value)
        _refuse_missing("pictures", [key] if key else [])
        return key


def keys_of(stored: str) -> list[str]:
    # A zero byte is refused with a sentence; until then PostgreSQL must not be asked for it.
    return [key for part in stored.split(",") if (key := part.replace("\x00", "").strip())]


def _refuse_missing(what: str, keys: Iterable[str]) -> None:
    known = named(what, keys)
    if missing := [key for key in keys if key not in known]:
        raise forms.ValidationError(
            _("“%(key)s” is not there any more. Take it out, or choose another.") % {"key": missing[0]}
        )
