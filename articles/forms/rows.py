"""Rows that belong to a story and are one list: checked and written as a whole, in the editor's order."""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet


class RowForm(forms.ModelForm):
    """One row of such a list. What must hold between rows is checked by the list."""

    order = forms.IntegerField(required=False, min_value=0, max_value=9999)

    def has_changed(self) -> bool:
        # The page numbers empty rows too; a number alone is no row.
        return bool(set(self.changed_data) - {"order"})

    def validate_unique(self) -> None:
        """Left to the list: the rows in the database are about to be replaced."""

    def _post_clean(self) -> None:
        # Constraints between rows are the list's business; those within a row are sentences in `clean`.
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()  # type: ignore[misc]


class RowsFormSet(BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # Another editor may have removed this very row. What was typed into it is here and is kept.
        form.fields["id"] = forms.IntegerField(
            required=False,
            widget=forms.HiddenInput,
            initial=getattr(form, "instance", None) and form.instance.pk,
        )

    def clean(self) -> None:
        self.check_rows(self.kept())

    def check_rows(self, forms_kept: list[Any]) -> None:
        """Say at the row what does not go together with the other rows."""

    def kept(self) -> list[Any]:
        """The forms whose rows stay, in order."""
        filled = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not self._should_delete_form(form)  # type: ignore[attr-defined]
        ]
        return sorted(filled, key=lambda form: _order(form.cleaned_data.get("order")))

    def rows_now(self) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(  # type: ignore[union-attr]
            **{self.fk.name: self.instance}
        ).order_by("order", "pk")

    def rows(self) -> list[Any]:
        return [form.instance for form in self.kept() if not form.errors]

    def save(self, commit: bool = True) -> list[Any]:
        """Write the list. Rows that are the same as before are left alone."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        rows, before = self.rows(), self.rows_now()
        for order, row in enumerate(rows):
            row.order = order
            setattr(row, self.fk.attname, self.instance.pk)
        if [self._values(row) for row in rows] != [self._values(row) for row in before]:
            before.delete()
            for row in rows:
                row.pk, row._state.adding = None, True
                row.save()
        return rows

    def _values(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(
            getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
        )


def _order(typed: int | None) -> int:
    return 10_000 if typed is None else typed
