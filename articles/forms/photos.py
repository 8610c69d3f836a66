"""Choosing picture files, and saying once whom to credit for all of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Licence, PhotoCredit

#: Pictures in one go: each takes about two seconds, and the browser waits for all of them.
MOST = 12
#: What a browser offers to choose from.
KINDS = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,image/tiff,.heic,.heif"


class PictureInput(forms.FileInput):
    """A file input that says which kinds to show. Files can be dropped on it."""

    def __init__(self, *, several: bool) -> None:
        self.allow_multiple_selected = several
        super().__init__(attrs={"accept": KINDS, "class": "drop", **({"multiple": True} if several else {})})


class PicturesField(forms.FileField):
    """One or more files, as a list. What is in them is looked at where they are taken in."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list) and data else [data or None]
        files: list[UploadedFile] = []
        for each in given:
            # An empty file passes here: it is refused with the others, in a sentence that names it.
            file = super().clean(each, initial)
            if file is not None:
                files.append(file)
        if len(files) > MOST:
            said = gettext("These are %(count)d pictures. Add at most %(most)d at a time.")
            raise forms.ValidationError(said % {"count": len(files), "most": MOST})
        return files


class AddPicturesForm(forms.Form):
    pictures = PicturesField(
        label=_("Pictures"),
        widget=PictureInput(several=True),
        allow_empty_file=True,
        error_messages={"required": _("Choose a picture, or drop one here.")},
        help_text=_(
            "Choose files or drop them here: JPEG, PNG, HEIC, WebP, AVIF or TIFF. "
            "Caption and credit are read from the file; the place where it was taken is not kept."
        ),
    )
    creator = forms.CharField(
        label=_("Creator"),
        required=False,
        max_length=PhotoCredit._meta.get_field("creator").max_length,
        help_text=_("For all of them. Leave empty to take it from each file."),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=PhotoCredit._meta.get_field("organisation").max_length,
    )
    licence = forms.ModelChoiceField(
        label=_("Licence"), queryset=Licence.objects.all(), required=False, empty_label=_("As the file says")
    )


class GiveFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=PictureInput(several=False),
        allow_empty_file=True,
        error_messages={"required": _("Choose the picture, or drop it here.")},
        help_text=_("JPEG, PNG, HEIC, WebP, AVIF or TIFF. Caption and credit stay as they are written here."),
    )
