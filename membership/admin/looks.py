"""The audit trail: who looked at donors, at what and when. Nobody changes it."""

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.admin.read_only import ReadOnly
from membership.models import BankCredit, BankStatement, Donation, Look, Member, Payment, Receipt
from membership.money import locales
from newsroom.desk.model_admin import More


class _Table(NamedTuple):
    """The rows that one of Look.what is about, and the name that people know one by; never a donor's."""

    rows: QuerySet[Any]
    said: Callable[[Any], str]


def _member(row: Member) -> str:
    return gettext("Member %(number)s") % {"number": row.pk}


WHICH = {
    "donation": _Table(Donation.objects.all(), lambda row: row.reference),
    "payment": _Table(
        Payment.objects.select_related("donation"),
        lambda row: f"{row.donation.reference}, {row.amount.exact}",
    ),
    "receipt": _Table(Receipt.objects.all(), lambda row: row.name),
    "member": _Table(Member.objects.all(), _member),
    "erasure": _Table(Member.objects.all(), _member),
    "statement": _Table(BankStatement.objects.all(), lambda row: row.name),
    "credit": _Table(
        BankCredit.objects.all(), lambda row: f"{locales.day(row.booked_on, short=True)}, {row.amount.exact}"
    ),
}


@admin.register(Look)
class LookAdmin(ReadOnly):
    list_display = ("at", "who", "what", "at_what", "how", "rows")
    list_display_links = None
    list_filter = ("what", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("which", "by__username")
    search_help_text = _("The number of a row, or a sign-in name.")
    show_full_result_count = False
    fields = ("at", "by", "what", "which", "how", "rows")

    def changelist_view(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            _say_which(list(shown["cl"].result_list))
        return response

    @admin.display(description=_("which"), ordering="which")
    def at_what(self, row: Any) -> str:
        """The number that people know it by, leading there; names of donors are not repeated here."""
        said = getattr(row, "said", "")
        if not said:
            return str(row.which)
        table = WHICH[row.what].rows.model._meta.model_name
        page = reverse(f"admin:membership_{table}_change", args=[row.which])
        return format_html('<a href="{}">{}</a>', page, said)

    @admin.display(description=_("who"), ordering="by__username")
    def who(self, row: Any) -> str:
        look = cast("Look", row)
        return look.by.get_full_name() or look.by.get_username()


def _say_which(rows: list[Look]) -> None:
    """One question for each table that the rows of a page name, however many they are."""
    for what, table in WHICH.items():
        named = [row for row in rows if row.what == what and row.which.isdecimal()]
        found = table.rows.filter(pk__in={row.which for row in named}) if named else ()
        known = {str(one.pk): table.said(one) for one in found}
        for row in named:
            row.said = known.get(row.which, "")
