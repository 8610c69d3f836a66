"""Bank statements at the desk, and what became of each credit."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern
from django.utils.translation import gettext as _

from membership import bank_imports, giving
from membership.admin.read_only import numbered
from membership.admin.statement_lines import asked_beside, parts_of
from membership.admin.statement_taking_in import TakingIn
from membership.books.discrepancies.returns import still_open
from membership.members import audit
from membership.models import BankStatement
from newsroom.desk import pages
from newsroom.models import User
from newsroom.row_numbers import row_number
from newsroom.staff import staff


@admin.register(BankStatement)
class BankStatementAdmin(TakingIn):
    list_display = ("name", "format", "account", "first_day", "last_day", "taken_at", "taken_by")
    list_select_related = ("taken_by",)
    list_looked_at = "statements"
    change_list_template = "admin/membership/statement/change_list.html"
    change_form_template = "admin/membership/statement/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        entry = BankStatementAdmin.entry_view
        return [
            self.own_page("take-in/", TakingIn.take_in_view, "take_in"),
            self.own_page("<int:pk>/book/", entry, "book", do=_book),
            self.own_page("<int:pk>/back/", entry, "back", do=_book_back),
            *super().get_urls(),
        ]

    def entry_view(
        self, request: HttpRequest, pk: int, do: Callable[[BankStatement, QueryDict, User], str]
    ) -> HttpResponse:
        user = staff(request)
        giving.require_receive(user)
        statement = self.row(request, pk)
        if request.method == "POST":
            try:
                messages.success(request, do(statement, request.POST, user))
            except giving.Refused as error:
                messages.error(request, str(error))
                return self._refused(request, statement, str(error))
        # The address of the form names its row, where a browser lands again.
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(self.lead_to(statement).url + asked)

    def _refused(self, request: HttpRequest, statement: BankStatement, problem: str) -> HttpResponse:
        """The same page and row, with what was typed."""
        rows = {name: row_number(request.POST.get(name, "")) for name in ("credit", "returned")}
        return pages.answer(
            request,
            "membership/statement/change_form",
            opts=self.opts,
            original=statement,
            problem=problem,
            typed={"reference": request.POST.get("reference", ""), **rows},
            **self.shown(request, statement),
        )

    def shown(self, request: HttpRequest, row: BankStatement) -> dict[str, Any]:
        user, found = staff(request), parts_of(row, request.GET)
        audit.look(user, "statement", str(row.pk), rows=sum(len(part) for part in found.values()))
        return {
            **found,
            "returned_open": row.returns.filter(still_open()).count() if found["returned"] else 0,
            "asked": asked_beside(found),
            "may_book": user.has_perm("membership.receive_donation"),
            "title": row.name,
            "subtitle": None,
        }


def _book(statement: BankStatement, sent: QueryDict, user: User) -> str:
    """Book one credit for the gift that a person names."""
    credit = numbered(statement.credits, sent.get("credit", ""))
    if credit is None:
        raise giving.Refused(_("This credit is not on the statement. Load the page again."))
    payment = bank_imports.book(credit, bank_imports.gift_typed(sent.get("reference", "")), user)
    told = {"amount": payment.amount.exact, "gift": payment.donation.reference}
    return _("%(amount)s was booked for %(gift)s.") % told


def _book_back(statement: BankStatement, sent: QueryDict, user: User) -> str:
    """Book back what the bank took back: on the payment that was found, or on one of the gift named."""
    row = numbered(statement.returns, sent.get("returned", ""))
    if row is None:
        raise giving.Refused(_("This entry is not on the statement. Load the page again."))
    typed = sent.get("reference", "")
    line = bank_imports.book_back(row, user, bank_imports.gift_typed(typed) if typed.strip() else None)
    told = {"amount": (-line.amount).exact, "gift": line.donation.reference}
    return _("%(amount)s of %(gift)s are booked back. The donor is told by mail.") % told
