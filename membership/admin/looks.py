"""The audit trail: who looked at donors, at what and when. Nobody changes it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.admin.read_only import ReadOnly
from membership.models import Donation, Look, Receipt


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

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
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
        return format_html(
            '<a href="{}">{}</a>', reverse(f"admin:membership_{row.what}_change", args=[row.which]), said
        )

    @admin.display(description=_("who"), ordering="by__username")
    def who(self, row: Any) -> str:
        look = cast("Look", row)
        return look.by.get_full_name() or look.by.get_username()


def _say_which(rows: list[Look]) -> None:
    """Two questions for a page of rows, however long it is."""

    def asked(what: str) -> list[str]:
        return [row.which for row in rows if row.what == what and row.which.isdecimal()]

    donations = Donation.objects.filter(pk__in=asked("donation")).values_list("pk", "reference")
    receipts = Receipt.objects.filter(pk__in=asked("receipt")).values_list("pk", "name")
    known = {("donation", str(pk)): said for pk, said in donations}
    known |= {("receipt", str(pk)): said for pk, said in receipts}
    known |= {("member", pk): gettext("Member %(number)s") % {"number": pk} for pk in asked("member")}
    for row in rows:
        row.said = known.get((row.what, row.which), "")  # type: ignore[attr-defined]
