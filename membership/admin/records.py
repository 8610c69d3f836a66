"""Records that nobody changes: events, comparisons, closed months, bank credits, what was decided."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.admin.money_column import money_column
from membership.admin.paid_through import ProviderFilter, Through
from membership.admin.read_only import ReadOnly
from membership.books import discrepancies
from membership.models import BankCredit, Comparison, Event, MonthClose, Resolution
from membership.money import locales
from membership.transfers import remittance
from newsroom.desk.list_filters import Questions


@admin.register(Event)
class EventAdmin(Through, ReadOnly):
    """What an event said is for the provider's own pages: here stands what became of it."""

    more_until_used = True
    list_display = ("received_at", "through", "kind", "about", "outcome", "tries", "pushed")
    list_filter = ("outcome", ProviderFilter, "pushed")
    search_fields = ("event_id", "about", "kind")
    search_help_text = _("A number of the provider’s, or a kind of event.")
    fields = (
        "through", "event_id", "kind", "about", "created", "received_at", "pushed", "api_version",
        "outcome", "tries", "next_try_at", "problem",
    )  # fmt: skip
    show_full_result_count = False


@admin.register(Comparison)
class ComparisonAdmin(Through, ReadOnly):
    more_until_used = True
    list_display = ("made_at", "through", "currency", "since", "until", "lines", "ours", "theirs", "differs")
    list_filter = (ProviderFilter, "currency")
    fields = (
        "through", "currency", "since", "until", "lines", "ours", "theirs", "differs", "charges",
        "paid_out", "differences", "made_at",
    )  # fmt: skip

    ours = money_column("ours_minor", _("our books"))
    theirs = money_column("theirs_minor", _("the provider’s"))
    charges = money_column("fees_minor", _("charges"))
    paid_out = money_column("paid_out_minor", _("paid out"))

    @admin.display(description=_("difference"))
    def differs(self, comparison: Comparison) -> str:
        return comparison.difference.exact


@admin.register(MonthClose)
class MonthCloseAdmin(ReadOnly):
    list_display = ("in_words", "closed_at", "closed_by", "sealed")
    list_select_related = ("closed_by",)
    fields = ("in_words", "totals", "seal", "closed_at", "closed_by")

    @admin.display(description=_("month"), ordering="month")
    def in_words(self, made: MonthClose) -> str:
        return locales.month(made.month)

    @admin.display(description=_("sealed"), ordering="seal")
    def sealed(self, made: MonthClose) -> str:
        """Its beginning; the whole stands on the page of the month."""
        return made.seal[:12]


@admin.register(BankCredit)
class BankCreditAdmin(ReadOnly):
    list_display = ("booked_on", "money", "payer", "words", "statement")
    list_select_related = ("statement",)
    list_looked_at, row_looked_at = "credits", "credit"
    search_fields = ("payer", "text", "reference")
    search_help_text = _("A payer, or words of the transfer.")
    fields = ("booked_on", "money", "payer", "words", "account", "reference", "statement")
    money = money_column("minor", _("amount"))

    @admin.display(description=_("text"), ordering="text")
    def words(self, credit: BankCredit) -> str:
        return remittance.in_words(credit.text)


class KindFilter(Questions):
    title, parameter_name = _("what"), "finding"
    questions = {kind: (title, Q(kind=kind)) for kind, title in discrepancies.KINDS.items()}


@admin.register(Resolution)
class ResolutionAdmin(ReadOnly):
    more_until_used = True
    list_display = ("at", "what", "about", "decided", "note", "by")
    list_filter = (KindFilter,)
    list_select_related = ("by",)
    fields = list_display

    @admin.display(description=_("what"), ordering="kind")
    def what(self, row: Resolution) -> Any:
        return discrepancies.decided(row)[0]

    @admin.display(description=_("how"), ordering="how")
    def decided(self, row: Resolution) -> Any:
        return discrepancies.decided(row)[1]
