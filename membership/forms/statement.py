"""A file from the bank: chosen once, carried signed from the preview to the confirmation."""

import base64
import zlib
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from membership.bank_files import MOST_BYTES
from newsroom.models import User

#: How long a preview may stay open.
MOST_AGE = 2 * 60 * 60
#: A form's fields are read up to 5 MB; what is text packs to a tenth of its size.
MOST_PACKED = 4 * 1024 * 1024


class ChooseForm(forms.Form):
    file = forms.FileField(
        label=_("Statement"),
        allow_empty_file=True,
        help_text=_(
            "CAMT.053 (XML), MT940, OFX or CSV, as the bank’s website exports it, or a ZIP of them. "
            "At most 5 MB."
        ),
        error_messages={
            "required": _("Choose the file that you saved from the bank’s website."),
            "invalid": _("Choose the file again; it did not arrive."),
        },
        widget=forms.FileInput(attrs={"accept": ".xml,.sta,.mt940,.940,.ofx,.qfx,.csv,.txt,.zip"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Export a shorter span of time."))
        return file


class CarryForm(forms.Form):
    """What was previewed: the file itself, so that nothing of the bank's lies on our disk in the meantime."""

    carried = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_carried(self) -> bytes:
        try:
            packed = _signer(self.user).unsign(self.cleaned_data["carried"], max_age=MOST_AGE)
        except signing.SignatureExpired as error:
            raise forms.ValidationError(
                _("This preview was open for more than two hours. Choose the file again.")
            ) from error
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("The file has come back to us damaged. Choose it again.")
            ) from error
        return zlib.decompress(base64.b64decode(packed))


def carried(data: bytes, user: User) -> str:
    """The file, packed for the hidden field of this person. Raises ValidationError if it is too large."""
    packed = base64.b64encode(zlib.compress(data, 9)).decode()
    if len(packed) > MOST_PACKED:
        raise forms.ValidationError(
            _("This file is too large to look at first. Export a shorter span of time.")
        )
    return _signer(user).sign(packed)


def _signer(user: User) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"membership.statement.{user.pk}")
