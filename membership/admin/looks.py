"""The audit trail: who looked at donors, at what and when. Nobody changes it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from membership.admin.payment import ReadOnly
from membership.models import Look


@admin.register(Look)
class LookAdmin(ReadOnly):
    list_display = ("at", "who", "what", "which", "how", "rows")
    list_display_links = None
    list_filter = ("what", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("which", "by__username")
    search_help_text = _("The number of a row, or a sign-in name.")
    show_full_result_count = False
    fields = ("at", "by", "what", "which", "how", "rows")

    @admin.display(description=_("who"), ordering="by__username")
    def who(self, row: Any) -> str:
        look = cast("Look", row)
        return look.by.get_full_name() or look.by.get_username()
