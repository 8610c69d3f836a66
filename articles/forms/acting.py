"""What an editor says when a story goes before readers, or is taken from them."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.article import moment_field

#: A date further off than this is a slip of the finger.
YEARS_AHEAD = 5


class RescheduleForm(forms.Form):
    """The saved copy, at the moment that is scheduled already."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    override = forms.CharField(
        label=gettext_lazy("Why it goes out with these warnings"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Kept with the edition."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What the verb asks for, by its names."""
        return {name: value for name, value in self.cleaned_data.items() if name != "when"}


class PublishForm(RescheduleForm):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("At a minute I choose"))],
        widget=forms.RadioSelect,
    )
    at = moment_field(gettext_lazy("Date and time"))
    substantive = forms.BooleanField(
        label=gettext_lazy("Tell readers that this is a substantive update"),
        required=False,
        help_text=gettext_lazy("It alone moves the “Updated” date. Leave it off for spelling and style."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        at = cleaned.get("at")
        if cleaned.get("when") != self.LATER:
            cleaned["at"] = None
        elif at is None:
            if "at" not in self.errors:
                self.add_error("at", _("Choose the date and time at which readers get the story."))
        elif at < timezone.now() - timedelta(minutes=1):
            self.add_error("at", _("That moment has passed. Choose a later one, or publish now."))
        elif at > timezone.now() + timedelta(days=366 * YEARS_AHEAD):
            self.add_error("at", _("That is more than five years ahead. Choose an earlier date."))
        return cleaned


class WithdrawForm(forms.Form):
    """Why something is taken from readers. What they are told of it, and what is missing, each kind says."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    told: ClassVar[Any] = gettext_lazy("Readers who come for the story are told this.")
    missing: ClassVar[Any] = gettext_lazy("Say why the story is withdrawn. Readers who come for it are told.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.told
        self.fields["reason"].error_messages["required"] = self.missing


class RestoreForm(forms.Form):
    """Why an old version becomes the desk copy again."""

    reason = forms.CharField(
        label=gettext_lazy("Why it comes back"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept with the new version."),
        error_messages={"required": gettext_lazy("Say why this version comes back. It is kept with it.")},
    )
