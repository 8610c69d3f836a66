"""A story's bylines, pictures and related links, as rows of its form."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.choosing import tell
from articles.forms.rows import RowForm, RowsFormSet
from articles.models import Article, Byline, Photo, PhotoUse, RelatedLink
from articles.pictures.who_sees import pictures_for
from newsroom.models import User


class BylineForm(RowForm):
    class Meta:
        model = Byline
        fields = ["author", "role", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.author_id:
            tell(self.fields["author"], self.instance.author)


class BylineRows(RowsFormSet):
    def check_rows(self, forms_kept: list[Any]) -> None:
        seen = set()
        for form in forms_kept:
            author, role = form.cleaned_data.get("author"), form.cleaned_data.get("role")
            if author and (author, role) in seen:
                said = _("%(author)s is already credited so. Take one of the two off.")
                form.add_error("author", said % {"author": author})
            seen.add((author, role))


class PhotoUseForm(RowForm):
    photo = forms.ModelChoiceField(
        Photo.objects.select_related("credit__licence"),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Choose a picture, or take the row off."),
            "invalid_choice": gettext_lazy(
                "That picture is no longer there, or not for you to see. Choose another."
            ),
        },
    )

    class Meta:
        model = PhotoUse
        fields = ["photo", "place", "caption", "alt", "decorative", "focal_x", "focal_y", "order"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt": forms.TextInput(),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 100}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 100}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        photo = cleaned.get("photo")
        if photo and not cleaned.get("alt") and not cleaned.get("decorative"):
            # None goes out without; it may have been written on the picture while this form was open.
            cleaned["alt"] = photo.alt
        if cleaned.get("decorative") and cleaned.get("alt"):
            self.add_error(
                "alt", _("A decorative picture has no alt text. Untick Decorative, or empty the alt text.")
            )
        return cleaned


class PhotoUseRows(RowsFormSet):
    #: Who has the form open; set by the admin.
    user: User | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.user:
            form.fields["photo"].queryset = pictures_for(self.user).select_related("credit__licence")

    def check_rows(self, forms_kept: list[Any]) -> None:
        seen, leads = set(), 0
        for form in forms_kept:
            photo = form.cleaned_data.get("photo")
            if photo and photo in seen:
                form.add_error("photo", _("This picture is already on the story. Take one of the two off."))
            seen.add(photo)
            leads += form.cleaned_data.get("place") == PhotoUse.Place.LEAD
            if leads > 1 and form.cleaned_data.get("place") == PhotoUse.Place.LEAD:
                form.add_error("place", _("Only one picture leads a story. Set this one to “In text”."))


class LinkForm(RowForm):
    """A related story, a page outside, or a READ line that still looks for its story."""

    place = forms.ChoiceField(
        choices=RelatedLink.Place.choices,
        required=False,
        widget=forms.HiddenInput,
        initial=RelatedLink.Place.LIST,
    )
    wanted = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)

    class Meta:
        model = RelatedLink
        fields = ["place", "wanted", "target", "url", "title", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.target_id:
            tell(self.fields["target"], self.instance.target)

    @property
    def looks_for(self) -> str:
        """The headline that an open READ line looks for; empty on other rows."""
        value = self["wanted"].value()
        return str(value or "")

    @property
    def is_in_text(self) -> bool:
        return bool(self["place"].value() == RelatedLink.Place.TEXT)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["place"] = cleaned.get("place") or RelatedLink.Place.LIST
        target, url, title = cleaned.get("target"), cleaned.get("url"), cleaned.get("title")
        if target and target.pk == self.instance.article_id:
            self.add_error("target", _("That is this story itself. Choose another."))
        if target and url:
            self.add_error("url", _("Choose a story or a page outside, not both."))
        elif url and not title:
            self.add_error("title", _("Give the title of that page; readers see it."))
        elif not (target or url or cleaned.get("wanted")) and not self.errors:
            self.add_error("target", _("Choose a story, or give the address of a page outside."))
        if (target or url) and cleaned["place"] == RelatedLink.Place.LIST:
            cleaned["wanted"] = ""
        if not url:
            cleaned["title"] = ""
        return cleaned


class LinkRows(RowsFormSet):
    """The related list, and the READ lines that still look for a story. The others follow the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["queryset"] = kwargs.get("queryset", RelatedLink.objects.all()).filter(
            Q(place=RelatedLink.Place.LIST) | ~Q(wanted="")
        )
        super().__init__(*args, **kwargs)

    def rows_now(self) -> Any:
        return super().rows_now().filter(place=RelatedLink.Place.LIST)

    def rows(self) -> list[Any]:
        return [form.instance for form in self.kept() if not form.errors and not _in_text(form)]

    def answers(self) -> list[tuple[str, Article]]:
        """READ lines in the text for which a story was chosen: (headline looked for, the story)."""
        return [
            (form.cleaned_data["wanted"], form.cleaned_data["target"])
            for form in self.kept()
            if _in_text(form) and form.cleaned_data.get("wanted") and form.cleaned_data.get("target")
        ]

    def check_rows(self, forms_kept: list[Any]) -> None:
        seen = set()
        for form in forms_kept:
            target = form.cleaned_data.get("target")
            if target and not _in_text(form):
                if target in seen:
                    form.add_error("target", _("This story is already in the list. Take one of the two off."))
                seen.add(target)


def _in_text(form: Any) -> bool:
    return bool(form.cleaned_data.get("place") == RelatedLink.Place.TEXT)
