"""The two forms of pasted copy: the copy itself, and the answers to what it leaves open."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.copydesk.planning import Plan
from articles.copydesk.preparing import Answers, ReadAnswer
from articles.forms.article import moment_field
from articles.importers import decoding, pasted_copy
from articles.importers.decoding import Unreadable
from articles.importers.draft import Draft, Name
from articles.importers.pasted_copy.credits import byline
from articles.importers.pasted_copy.front import LONGEST_HEADLINE, LONGEST_STANDFIRST
from articles.models import Licence

#: What a radio button says when the editor leaves the licence open.
UNKNOWN = ""


class CopyForm(forms.Form):
    copy = forms.CharField(
        label=_("The story as it came"), required=False, strip=False, widget=forms.Textarea
    )
    #: The same with markup, put there by paste.js when the clipboard has it.
    rich = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("Plain text or HTML, up to 1 MB."),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    draft: Draft

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        try:
            self.draft = self._of_file(file, given) if file else self._of_text(given)
        except Unreadable as refusal:
            self.add_error("file" if file else "copy", str(refusal))
        return given

    def _of_file(self, file: UploadedFile, given: dict[str, Any]) -> Draft:
        text = decoding.decode(file.read(decoding.MAX_BYTES + 1))
        given["name"] = file.name or ""
        is_rich = given["name"].lower().endswith((".html", ".htm"))
        given["copy"], given["rich"] = ("", text) if is_rich else (text, "")
        return self._of_text(given)

    def _of_text(self, given: dict[str, Any]) -> Draft:
        if given.get("rich"):
            return pasted_copy.read_rich(given["rich"])
        return pasted_copy.read(given.get("copy") or "")


class AnswersForm(forms.Form):
    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=LONGEST_HEADLINE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    standfirst = forms.CharField(
        label=_("Standfirst"),
        required=False,
        max_length=LONGEST_STANDFIRST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_appeal = forms.BooleanField(label=_("Keep as text"), required=False)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        initial: dict[str, Any] = {"headline": plan.draft.headline, "standfirst": plan.draft.standfirst}
        super().__init__(data, initial=initial)
        self.plan = plan
        self._ask_around()
        for number, picture in enumerate(plan.pictures):
            if picture.licence is None:
                self._ask_licence(number)
        for number, line in enumerate(plan.reads):
            if line.match.story is None and not (line.said.url and not line.match.close):
                self._ask_story(number)

    def _ask_around(self) -> None:
        """What the lines around the story leave open."""
        draft, plan = self.plan.draft, self.plan
        if draft.unsigned:
            self.fields["names"] = forms.CharField(
                label=_("Names"),
                required=False,
                max_length=200,
                help_text=_("As in “Ana Ruiz and Lee Park”; empty if nobody is named."),
            )
        if plan.outlet_name and plan.outlet is None:
            self.fields["new_outlet"] = forms.ChoiceField(
                choices=[("yes", _("Add it")), ("no", _("Leave it off"))], required=False
            )
            self.initial["new_outlet"] = "yes"
        if draft.embargoes:
            self.fields["embargo"] = moment_field(_("Embargo until"))
            self.fields["no_embargo"] = forms.BooleanField(label=_("There is no embargo"), required=False)
            self.initial["embargo"] = plan.embargo
        if draft.original and plan.outlet_name:
            self.fields["original_url"] = forms.URLField(
                label=_("Link to the partner's original"),
                required=False,
                max_length=500,
                assume_scheme="https",
            )
            self.initial["original_url"] = draft.original.url

    def clean_names(self) -> tuple[Name, ...]:
        said = " ".join(self.cleaned_data["names"].split())
        if not said:
            return ()
        found = byline.find(f"By {said}")
        if found is None or not found.value.names:
            raise forms.ValidationError(_("Write names only, as in “Ana Ruiz and Lee Park”."))
        names: tuple[Name, ...] = found.value.names
        return names

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_open = "embargo" in self.fields and not said.get("embargo") and not said.get("no_embargo")
        if is_open and "embargo" not in self.errors:
            self.add_error("embargo", _("Say until when, or that there is no embargo."))
        return said

    def _ask_licence(self, number: int) -> None:
        picture = self.plan.pictures[number]
        choices = [(str(one.pk), one.name) for one in picture.candidates]
        self.fields[f"licence-{number}"] = forms.ChoiceField(
            choices=[*choices, (UNKNOWN, _("I do not know yet"))], required=False
        )
        self.initial[f"licence-{number}"] = str(picture.likely.pk) if picture.likely else UNKNOWN
        self.fields[f"link-{number}"] = forms.URLField(
            label=_("Link to the original"), required=False, max_length=500, assume_scheme="https"
        )
        self.initial[f"link-{number}"] = picture.said.source_url

    def _ask_story(self, number: int) -> None:
        close = self.plan.reads[number].match.close
        choices = [(str(story.pk), str(story)) for story in close]
        self.fields[f"read-{number}"] = forms.ChoiceField(
            choices=[*choices, ("open", _("None of these yet")), ("text", _("Leave the line as text"))],
            required=False,
        )
        self.initial[f"read-{number}"] = choices[0][0] if choices else "open"

    def answers(self) -> Answers:
        """What was said. Call on a valid form."""
        said = self.cleaned_data
        licences: dict[int, Licence | None] = {}
        links, reads = {}, {}
        for number, picture in enumerate(self.plan.pictures):
            chosen = said.get(f"licence-{number}", UNKNOWN)
            licences[number] = next((one for one in picture.candidates if str(one.pk) == chosen), None)
            links[number] = said.get(f"link-{number}", "")
        for number in range(len(self.plan.reads)):
            if answer := said.get(f"read-{number}"):
                reads[number] = _read_answer(answer)
        return Answers(
            headline=" ".join(said["headline"].split()),
            standfirst=" ".join(said["standfirst"].split()),
            licences=licences,
            links=links,
            reads=reads,
            keep_appeal=said["keep_appeal"],
            names=said.get("names", ()),
            new_outlet=said.get("new_outlet") != "no",
            embargo=None if said.get("no_embargo") else said.get("embargo") or "said",
            original_url=said.get("original_url"),
        )


def _read_answer(answer: str) -> ReadAnswer:
    if answer == "text":
        return "text"
    return int(answer) if answer.isdecimal() else "open"
