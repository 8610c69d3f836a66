"""What money was paid through, by the name that staff know it by, never by its code."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import providers


def name_of(slug: str) -> str:
    """A provider that takes cards says its own name."""
    return {
        providers.PLEDGE: _("Bank transfer or cheque"),
        providers.IMPORTED: _("From a list of the time before"),
        "practice": _("Practice, no money"),
    }.get(slug, slug.capitalize())


class ProviderFilter(admin.SimpleListFilter):
    """For a list whose rows have a `provider`."""

    title = gettext_lazy("paid through")
    parameter_name = "provider"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(slug, name_of(slug)) for slug in (*providers.REGISTRY, providers.IMPORTED)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(provider=self.value()) if self.value() else queryset


class Through:
    @admin.display(description=gettext_lazy("paid through"), ordering="provider")
    def through(self, row: Any) -> str:
        return name_of(row.provider)
