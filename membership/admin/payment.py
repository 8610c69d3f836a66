"""The ledger at the desk. Amounts are not names: who gave is for those who may see donors."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from membership import references
from membership.looking import look
from membership.models import Payment
from newsroom.models import User

#: Filters that are chosen from a list. Of any other, what was typed is not kept.
CHOSEN = {"standing", "interval__exact", "kind__exact", "live__exact", "donation__live__exact"}


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


def look_at_list(request: HttpRequest, answer: HttpResponse, what: str) -> HttpResponse:
    """Write down that a list was looked at, how it was narrowed, and its rows; not the words typed."""
    told = getattr(answer, "context_data", None) or {}
    if "cl" in told:
        asked = {**request.GET.dict(), **({"searched": ""} if request.GET.get("q") else {})}
        how = ", ".join(
            f"{key}={value}" if key in CHOSEN else key
            for key, value in sorted(asked.items())
            if key not in {"q", "o", "p", "all"}
        )
        look(cast("User", request.user), what, how=how, rows=told["cl"].result_count)
    return answer


def look_at_row(request: HttpRequest, answer: HttpResponse, what: str) -> HttpResponse:
    """Write down that one row was looked at, if the answer shows it."""
    row = (getattr(answer, "context_data", None) or {}).get("original")
    if row is not None:
        look(cast("User", request.user), what, row.pk)
    return answer


def may_see_donors(request: HttpRequest) -> bool:
    return request.user.has_perm("membership.view_donation")


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_filter = ("kind", "provider", ("donation__live", admin.BooleanFieldListFilter))
    list_select_related = ("donation", "recorded_by")
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

    def get_list_display(self, request: HttpRequest) -> Any:
        gift = "gift" if may_see_donors(request) else "gift_alone"
        return ("at", "kind", "money", gift, "provider", "reference", "recorded_by")

    def get_search_fields(self, request: HttpRequest) -> Any:
        names = ("donation__name", "donation__email") if may_see_donors(request) else ()
        return ("reference", "donation__reference", *names)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What staff noted beside a payment may name the donor."""
        return [name for name in self.fields or () if name != "note" or may_see_donors(request)]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        return look_at_list(request, answer, "payments") if may_see_donors(request) else answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What was noted beside it may name the donor."""
        answer = super().change_view(request, object_id, form_url, extra_context)
        return look_at_row(request, answer, "payment") if may_see_donors(request) else answer

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, as_written(search_term))

    @admin.display(description=_("amount"), ordering="minor")
    def money(self, payment: Payment) -> str:
        return payment.amount.exact

    @admin.display(description=_("donation"), ordering="donation__reference")
    def gift(self, payment: Payment) -> str:
        return f"{payment.donation.reference}, {payment.donation.donor}"

    @admin.display(description=_("donation"), ordering="donation__reference")
    def gift_alone(self, payment: Payment) -> str:
        return payment.donation.reference
