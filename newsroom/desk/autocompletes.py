"""Fields that choose a row by typing part of its name take whatever was sent, and show it without an error.

Django looks up what was sent before it says that it is no choice; what is no number, or too long a one, is an
error there, and the whole form would be lost.
"""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models

from newsroom.row_numbers import may_be_a_row


class SentSelect(AutocompleteSelect):
    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        return super().optgroups(name, [each for each in value if may_be_a_row(each)], attr)


class Names(AutocompleteJsonView):
    """Django's own answer, with a second line that tells one row from another."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if hasattr(self.model_admin, "with_notes"):
            keys = [row.pk for row in context["object_list"]]
            told = self.model_admin.with_notes(self.model_admin.get_queryset(self.request)).in_bulk(keys)
            context["object_list"] = [told[key] for key in keys if key in told]
        return context

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        told: dict[str, str] = super().serialize_result(obj, to_field_name)
        return (
            {**told, "note": self.model_admin.note_of(obj)} if hasattr(self.model_admin, "note_of") else told
        )
