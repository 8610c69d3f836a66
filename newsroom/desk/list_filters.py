"""Filters beside the desk's lists."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest


class Questions(admin.SimpleListFilter):
    """A list is narrowed by one of a few questions."""

    #: By what stands in the address: what each is called, and which rows it asks for.
    questions: ClassVar[dict[str, tuple[Any, Q]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, name) for key, (name, _rows) in self.questions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.questions.get(self.value() or "")
        return queryset.filter(asked[1]) if asked else queryset
