"""The ledger at the desk. Amounts are not names: who gave is for those who may see donors."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from membership.admin.money_column import money_column
from membership.admin.paid_through import ProviderFilter, Through
from membership.admin.read_only import ReadOnly, as_written, gifts_of
from membership.models import Payment
from newsroom.staff import staff


def may_see_donors(request: HttpRequest) -> bool:
    return staff(request).has_perm("membership.view_donation")


@admin.register(Payment)
class PaymentAdmin(Through, ReadOnly):
    list_filter = ("kind", ProviderFilter, ("donation__live", admin.BooleanFieldListFilter))
    list_select_related = ("donation", "recorded_by")
    list_looked_at, row_looked_at = "payments", "payment"
    money = money_column("minor", _("amount"))
    fields = ("donation", "kind", "money", "through", "reference", "at", "note", "recorded_at", "recorded_by")

    def get_list_display(self, request: HttpRequest) -> Any:
        gift = "gift" if may_see_donors(request) else "gift_alone"
        return ("at", "kind", "money", gift, "through", "reference", "recorded_by")

    def get_search_fields(self, request: HttpRequest) -> Any:
        names = ("donation__name", "donation__email") if may_see_donors(request) else ()
        return ("reference", "donation__reference", *names)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What staff noted beside a payment may name the donor."""
        return [name for name in self.fields or () if name != "note" or may_see_donors(request)]

    def names_donors(self, request: HttpRequest) -> bool:
        return may_see_donors(request)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Those of a gift whose whole reference or address was typed are found by its index."""
        term = as_written(search_term.strip())
        if gifts := gifts_of(term, by_mail=may_see_donors(request)):
            return queryset.filter(donation__in=gifts), False
        return super().get_search_results(request, queryset, term)

    @admin.display(description=_("donation"), ordering="donation__reference")
    def gift(self, payment: Payment) -> str:
        return f"{payment.donation.reference}, {payment.donation.donor}"

    @admin.display(description=_("donation"), ordering="donation__reference")
    def gift_alone(self, payment: Payment) -> str:
        return payment.donation.reference
