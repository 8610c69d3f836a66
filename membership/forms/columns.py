"""Which column is what: one select for each column of a table, and what the table itself leaves open."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from membership.bank_files import MOST_ACCOUNT
from membership.money import EXPONENTS, locales
from membership.tables import Layout, Shape, Sheet

#: So many cells of a column are shown, and so much of each.
SHOWN, MOST_CELL = 3, 60
_DAYS = [
    ("", _("As the file shows")),
    ("dmy", _("Day, month, year")),
    ("mdy", _("Month, day, year")),
    ("ymd", _("Year, month, day")),
]
_POINTS = [("", _("As the file shows")), (",", _("1.234,50")), (".", _("1,234.50"))]


class ColumnsForm(forms.Form):
    """`shape` is what the columns are held for until a person says otherwise."""

    def __init__(
        self,
        data: Any = None,
        *,
        layout: Layout,
        sheet: Sheet,
        shape: Shape,
        ask_days: bool = False,
        ask_point: bool = False,
        statuses: Iterable[str] = (),
        account: str | None = None,
        accounts: Iterable[str] = (),
        currency: str | None = None,
    ) -> None:
        super().__init__(data)
        self.layout, self.sheet, self.old = layout, sheet, shape
        choices = [("", _("Not used")), *((field.key, field.label) for field in layout.fields)]
        for place in range(sheet.width):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=self.heading(place), choices=choices, required=False, initial=shape.fields[place]
            )
        if ask_days or shape.days:
            self.fields["days"] = forms.ChoiceField(
                label=_("Days are written as"), choices=_DAYS, required=False, initial=shape.days
            )
        if ask_point or shape.point:
            self.fields["point"] = forms.ChoiceField(
                label=_("Amounts are written as"), choices=_POINTS, required=False, initial=shape.point
            )
        words = list(dict.fromkeys([*shape.booked, *statuses]))
        if words:
            self.fields["booked"] = forms.MultipleChoiceField(
                label=_("These words of the status mean “booked”"),
                choices=[(word, word or _("(empty)")) for word in words],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=shape.booked,
            )
        if account is not None:
            names = list(accounts)
            self.fields["account"] = forms.CharField(
                label=_("Account"),
                max_length=MOST_ACCOUNT,
                initial=account,
                help_text=_(
                    "What you call it, such as “Harbour Bank, donations”. The columns are kept under it."
                ),
                error_messages={"required": _("Give the account a name.")},
                widget=forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"} if names else {}),
            )

        if currency is not None:
            self.fields["currency"] = forms.ChoiceField(
                label=_("Currency of the account"),
                choices=[(code, f"{code} – {locales.currency_name(code)}") for code in sorted(EXPONENTS)],
                required=False,
                initial=currency,
                help_text=_("For amounts beside which the file names none, or a sign that several have."),
            )

    def heading(self, place: int) -> str:
        """What the file calls the column; where it does not, its number."""
        named = self.sheet.header[place].strip() if place < len(self.sheet.header) else ""
        return named or _t("Column %(number)s") % {"number": place + 1}

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """The field of each, with the first that stands in it."""
        return [
            (self[f"column_{place}"], [cell[:MOST_CELL] for cell in self.sheet.cells(place)[:SHOWN]])
            for place in range(self.sheet.width)
        ]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is asked beside the columns."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        shape = self._shape(told)
        twice = self.layout.twice(shape)
        if twice:
            self.add_error(
                None,
                _t("Two columns are “%(field)s”. Choose one of them.")
                % {"field": self.layout.label(twice[0])},
            )
        for group in self.layout.missing(shape):
            names = get_text_list([f"“{self.layout.label(key)}”" for key in group], _t("or"))
            self.add_error(None, _t("Say which column is %(names)s.") % {"names": names})
        return told

    @property
    def shape(self) -> Shape:
        """Of a valid form: what the person has shown."""
        return self._shape(self.cleaned_data)

    def _shape(self, told: dict[str, Any]) -> Shape:
        return Shape(
            tuple(told.get(f"column_{place}", "") for place in range(self.sheet.width)),
            told.get("days", self.old.days),
            told.get("point", self.old.point),
            tuple(told.get("booked", self.old.booked)),
            told.get("currency", self.old.currency),
        )
