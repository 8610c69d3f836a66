"""What an editor says when a correction is made, or taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.acting import WithdrawForm
from articles.models import Correction
from articles.publishing.correcting import CorrectionRefused, require_correctable


class CorrectionForm(forms.ModelForm[Correction]):
    def _post_clean(self) -> None:
        """What the verb would refuse is said here, where all that was typed still stands."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                require_correctable(self.instance)
            except CorrectionRefused as refused:
                self.add_error(refused.field, str(refused))


class WithdrawCorrectionForm(WithdrawForm):
    told = _("For the desk. Readers are told of what was wrong by corrections alone.")
    missing = _("Say why the correction is withdrawn. The desk keeps the reason.")
