"""The form of one of the paper's own pages: the same editor and the same cleaning as a story's."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.acting import WithdrawForm
from articles.forms.addresses import AddressField
from articles.forms.written import WrittenForm, body_field
from articles.models import Page
from articles.own_pages import Stale, claim


class PageForm(WrittenForm):
    body = body_field(gettext_lazy("Text"))

    class Meta:
        model = Page
        fields = ["name", "kind", "body", "description", "slug", "in_footer", "label", "order"]
        field_classes = {"slug": AddressField}
        widgets = {"description": forms.Textarea(attrs={"rows": 2, "class": "vTextField"})}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._claim(cleaned.get("revision"))
        return cleaned

    def _claim(self, revision: int | None) -> None:
        """Lock the page for this save; if somebody saved meanwhile, keep what was typed and say so."""
        try:
            self.instance.revision = claim(self.instance.pk, -1 if revision is None else revision).revision
        except Stale as stale:
            # Saving once more is a decision then, and their text stays in the versions.
            self.data = {**self.data.dict(), "revision": str(stale.current.revision)}  # type: ignore[attr-defined]
            said = _(
                "%(who)s saved this page while you were writing. What you typed is still here. Save "
                "again to put it in the place of theirs, or open the page anew to see theirs."
            )
            self.add_error(None, said % {"who": stale.current.saved_by or _("Somebody")})


class WithdrawPageForm(WithdrawForm):
    told = gettext_lazy("Readers who come for the page are told this.")
    missing = gettext_lazy("Say why the page is withdrawn. Readers who come for it are told.")


class PublishPageForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
