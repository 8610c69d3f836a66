"""An appeal as staff write it. While two wordings are compared, neither they nor the plan may change."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from membership.appeals.wording_tests import begun
from membership.forms.amount import MinorField, currencies
from membership.forms.chosen import ChosenWords
from membership.models import Appeal, AppealAmounts, Wording

#: What the first wording consists of, and when the comparison began.
_COMPARED = ("heading", "text", "button")
_FIXED = _("Two wordings of this appeal are being compared. Start a new appeal for other words.")


class AppealForm(forms.ModelForm[Appeal]):
    goal_minor = MinorField(
        label=_("goal"), help_text=_("What the campaign is to bring in, such as 5000. Empty: no goal.")
    )

    sections = ChosenWords(
        "sections",
        door="appeal",
        label=_("only in sections"),
        help_text=_("Type part of a name. Empty: in the whole paper."),
    )
    topics = ChosenWords(
        "topics", door="appeal", label=_("only on topics"), help_text=_("Type part of a name. Empty: on any.")
    )
    partners = ChosenWords(
        "partners",
        door="appeal",
        label=_("only on copy of partners"),
        help_text=_("Type part of a name, or choose our own copy. Empty: on any."),
    )
    kinds = ChosenWords(
        "kinds",
        door="appeal",
        label=_("only on kinds of stories"),
        help_text=_("Empty: on all kinds, save obituaries and what advertisers paid for."),
    )

    class Meta:
        model = Appeal
        fields = (
            "heading", "text", "amounts", "fine_print", "asks", "button", "place", "slug", "starts_at",
            "ends_at", "sections", "topics", "partners", "kinds", "goal_minor", "goal_shown", "planned_gifts",
        )  # fmt: skip
        help_texts: ClassVar = {
            "amounts": _(
                "One on each line: the figure, then what it pays for. “8 pays for a records request”. "
                "The form opens with the second; a * before another line chooses that one."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked before the form writes what was typed into the row.
        self.begun = begun(self.instance)
        self.began = self.instance.starts_at

    def clean(self) -> dict[str, Any] | None:
        told = super().clean()
        if self.begun:
            for name in _COMPARED:
                if name in self.changed_data:
                    self.add_error(name, _FIXED)
            # The field of a form knows no seconds.
            if told and told.get("starts_at") != self.began.replace(second=0, microsecond=0):
                self.add_error("starts_at", _FIXED)
            if "planned_gifts" in self.changed_data:
                self.add_error(
                    "planned_gifts",
                    _("This number was said before the comparison began. Start a new appeal for another."),
                )
        return told


class AppealAmountsForm(forms.ModelForm[AppealAmounts]):
    currency = forms.ChoiceField(
        label=_("currency"), choices=currencies, initial=lambda: settings.MEMBERSHIP_CURRENCY
    )

    class Meta:
        model = AppealAmounts
        fields = ("interval", "currency", "amounts")


class WordingFormSet(forms.models.BaseInlineFormSet[Wording, Appeal, forms.ModelForm[Wording]]):
    def clean(self) -> None:
        super().clean()
        stored = Appeal.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored and begun(stored) and any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(_FIXED)
        staying = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        if staying and not self.instance.planned_gifts:
            raise forms.ValidationError(
                _("Say above after how many gifts the two wordings are compared, before the first has come.")
            )
