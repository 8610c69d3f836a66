from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from membership import references
from membership.models import Payment


class ReadOnly(admin.ModelAdmin[Any]):
    """A table that the desk may look into. What changes it is `giving`."""

    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def as_written(term: str) -> str:
    """What was searched for; a reference however it was typed becomes the one we wrote."""
    return references.read(term) or term


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ("at", "kind", "money", "gift", "provider", "reference", "recorded_by")
    list_filter = ("kind", "provider", ("donation__live", admin.BooleanFieldListFilter))
    list_select_related = ("donation", "recorded_by")
    search_fields = ("reference", "donation__reference", "donation__name", "donation__email")
    search_help_text = _("A reference, a name or an e-mail address.")
    fields = (
        "donation",
        "kind",
        "money",
        "provider",
        "reference",
        "at",
        "note",
        "recorded_at",
        "recorded_by",
    )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, as_written(search_term))

    @admin.display(description=_("amount"), ordering="minor")
    def money(self, payment: Payment) -> str:
        return payment.amount.exact

    @admin.display(description=_("donation"), ordering="donation__reference")
    def gift(self, payment: Payment) -> str:
        return f"{payment.donation.reference}, {payment.donation.donor}"
