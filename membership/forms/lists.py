"""Taking in a list of donors at the desk, and what staff may change about a member."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from membership.members import consent_sentence, lists
from membership.members.lists.reading import decode
from membership.models import Member
from newsroom.code_pages import read_anew, readings

_SALT = "membership.members.lists"
#: A list that was looked at is taken in within this many seconds, or chosen again.
_HELD_FOR = 60 * 60


class ListForm(forms.Form):
    """A file to look at; or, signed by us, what has been looked at and is to be taken in as it is."""

    file = forms.FileField(
        label=_("CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("looked_at"):
            try:
                told["text"] = signing.loads(told["looked_at"], salt=_SALT, max_age=_HELD_FOR)
            except signing.BadSignature as error:
                raise forms.ValidationError(
                    _("That look was too long ago. Choose the file again.")
                ) from error
            told["take_in"] = True
            if letters := self.data.get("letters", ""):
                told["text"] = _read_anew(told["text"], self.data.get("read_by", ""), letters)
                told["take_in"] = False
        elif told.get("file"):
            data = told["file"].read(lists.MOST_BYTES + 1)
            told["letters"] = list(readings(data).items())
            try:
                told["text"] = decode(data)
            except lists.Unreadable as error:
                self.add_error("file", str(error))
            told["take_in"] = False
        elif not self.errors:
            self.add_error("file", _("Choose a CSV file."))
        return told


def _read_anew(text: str, read_by: str, letters: str) -> str:
    """The same bytes, read in another of the ways that were shown."""
    try:
        return read_anew(text.encode(read_by), letters).decode()
    except (LookupError, ValueError):
        return text


def held(text: str) -> str:
    """What was looked at, for the form that takes it in: nobody can put another list in its place."""
    return signing.dumps(text, salt=_SALT, compress=True)


class MemberDeskForm(forms.ModelForm[Member]):
    """Consent is a donor's own word: staff can write down that it was withdrawn, or given by another way."""

    may_write = forms.BooleanField(label=_("may be written to"), required=False)

    class Meta:
        model = Member
        fields = ("name", "same_as")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_write"].initial = self.instance.consented_at is not None
        self.fields["same_as"].help_text = _(
            "Another entry of the same person. Their gifts then stand on one statement of the year."
        )
        self.fields["may_write"].help_text = self.instance.consent_text or consent_sentence()

    def clean_same_as(self) -> Member | None:
        """Who that one is in the end: rows that are one person all name the same."""
        other: Member | None = self.cleaned_data["same_as"]
        if other is None:
            return None
        # Of two windows that each make the other's row the same, the second finds what the first wrote.
        both = Member.objects.select_for_update().filter(pk__in=[self.instance.pk, other.pk]).order_by("pk")
        first = {row.pk: row for row in both}[other.pk]
        step: Member | None = first
        seen = {self.instance.pk}
        while step is not None:
            if step.pk in seen:
                raise forms.ValidationError(_("These two would each be the other. Leave one of them empty."))
            seen.add(step.pk)
            first, step = step, step.same_as
        return first
