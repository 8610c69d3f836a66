"""What an editor says when a correction is made, or taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.acting import WithdrawForm
from articles.models import Correction

#: How far the clocks of the desk and of the server may be apart.
CLOCKS_APART = timedelta(minutes=1)


class CorrectionForm(forms.ModelForm[Correction]):
    def clean_made_at(self) -> datetime:
        """Readers see a correction as soon as it is saved, so its date cannot be one to come."""
        made_at: datetime = self.cleaned_data["made_at"]
        if made_at > timezone.now() + CLOCKS_APART:
            raise ValidationError(
                _("A correction cannot be dated in the future. Give the moment it was made."), code="future"
            )
        return made_at


class WithdrawCorrectionForm(WithdrawForm):
    told = _("For the desk. Readers are told of what was wrong by corrections alone.")
    missing = _("Say why the correction is withdrawn. The desk keeps the reason.")
