"""Lists of donors at the desk: out as CSV, in from other systems after a look at every row."""

from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving
from membership.bank_imports import shown_columns
from membership.forms.columns import ColumnsForm
from membership.forms.lists import ListForm, held
from membership.members import lists
from membership.models import Member, ShownColumns
from membership.tables import Sheet, damaged
from newsroom import code_pages
from newsroom.desk import pages
from newsroom.desk.model_admin import DeskAdmin
from newsroom.models import User
from newsroom.staff import staff

#: More rows than this are counted on the page, not drawn.
SHOWN = 200


class ListPages(DeskAdmin[Member]):
    """What a table of members has beside its rows. Every address asks for `export_member`."""

    def list_urls(self) -> list[URLPattern]:
        return [
            self.own_page("lists/", ListPages.lists_view, "lists"),
            self.own_page("lists/<slug:what>.csv", ListPages.export_view, "export", post=True),
        ]

    def export_view(self, request: HttpRequest, what: str) -> HttpResponseBase:
        """A POST, as it leaves a line in the audit trail."""
        user = staff(request)
        lists.require_move_lists(user)
        if what not in lists.LISTS:
            raise Http404
        response = StreamingHttpResponse(
            lists.as_csv(lists.export(what, user)), content_type="text/csv; charset=utf-8"
        )
        name = f"{what}-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def lists_view(self, request: HttpRequest) -> HttpResponse:
        """The page of both ways. A file is looked at first; nothing is written until asked for."""
        user = staff(request)
        lists.require_move_lists(user)
        if request.method != "POST":
            return self._lists_page(request, ListForm())
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._lists_page(request, form)
        try:
            return self._list_read(request, form, user)
        except (lists.Unreadable, giving.Refused, DatabaseError) as error:
            form.add_error("file", str(error) if not isinstance(error, DatabaseError) else _failed())
            return self._lists_page(request, form)

    def _list_read(self, request: HttpRequest, form: ListForm, user: User) -> HttpResponse:
        """The list that was chosen or looked at: its columns, what would happen, or taken in."""
        text, step = form.cleaned_data["text"], request.POST.get("step", "")
        letters = form.cleaned_data.get("letters")
        sheet = lists.table(text)
        shown = _shown(sheet, request.POST.get("columns", ""), chosen=form.cleaned_data["take_in"])
        if step in {"look", "use"}:
            answer = self._columns_answered(request, text, sheet, shown)
            if isinstance(answer, HttpResponse):
                return answer
            shown = answer
        elif step == "columns" or (shown is None and not lists.is_understood(sheet)):
            asked = _columns_form(None, sheet, shown)
            return self._columns_page(request, text, asked, shown, letters=letters)
        listed = lists.read(text, shown.shape if shown else None)
        if step or not form.cleaned_data["take_in"]:
            told = {
                "shown": shown,
                "unknown": [] if shown else lists.unknown(sheet),
                "letters": letters,
                "damaged": damaged(broken) if (broken := text.count(code_pages.BROKEN)) else "",
            }
            return self._lists_page(request, form, plan=lists.look_at(listed, user), held=held(text), **told)
        done = lists.take_in(listed, user)
        messages.success(
            request,
            _("Taken in: %(members)s new members, %(gifts)s gifts. Left out: %(faults)s.")
            % {"members": done.members, "gifts": done.gifts, "faults": len(done.faults)},
        )
        return HttpResponseRedirect(reverse("admin:membership_member_lists"))

    def _columns_answered(
        self, request: HttpRequest, text: str, sheet: Sheet, shown: ShownColumns | None
    ) -> HttpResponse | ShownColumns:
        user = staff(request)
        form = _columns_form(request.POST, sheet, shown)
        if not form.is_valid():
            return self._columns_page(request, text, form, shown)
        if request.POST["step"] == "use":
            return shown_columns.show(lists.LAYOUT, sheet, form.shape, user)
        plan = lists.look_at(lists.read(text, form.shape), user)
        return self._columns_page(
            request, text, form, shown, plan=plan, gives=plan.steps[:12], faults=plan.faults[:12]
        )

    def _columns_page(
        self, request: HttpRequest, text: str, form: ColumnsForm, shown: ShownColumns | None, **told: Any
    ) -> HttpResponse:
        return pages.answer(
            request,
            "membership/member/columns",
            opts=self.opts,
            title=_("Which column is what?"),
            form=form,
            columns=shown,
            held=held(text),
            **told,
        )

    def _lists_page(self, request: HttpRequest, form: ListForm, **told: Any) -> HttpResponse:
        plan = told.get("plan")
        return pages.answer(
            request,
            "membership/member/lists",
            opts=self.opts,
            title=_("Lists of donors"),
            form=form,
            names=lists.COLUMNS,
            steps=plan.steps[:SHOWN] if plan else [],
            more=max(len(plan.steps) - SHOWN, 0) if plan else 0,
            faults=plan.faults[:SHOWN] if plan else [],
            more_faults=max(len(plan.faults) - SHOWN, 0) if plan else 0,
            left_out=len({fault.row for fault in plan.faults}) if plan else 0,
            **told,
        )


def _shown(sheet: Sheet, number: str, *, chosen: bool) -> ShownColumns | None:
    """The columns that a list was looked at with; for one that is new, those that were shown last."""
    if number:
        return shown_columns.one_shown(lists.LAYOUT, sheet, number)
    rows = [] if chosen else shown_columns.shown(lists.LAYOUT, sheet)
    return rows[0] if rows else None


def _columns_form(sent: Any, sheet: Sheet, shown: ShownColumns | None) -> ColumnsForm:
    shape = shown.shape if shown else lists.guessed(sheet)
    return ColumnsForm(sent, layout=lists.LAYOUT, sheet=sheet, shape=shape, ask_days=True)


def _failed() -> str:
    return _(
        "The list was not taken in to its end. What is in stays; choose the same list again in a minute, and "
        "the rest of it follows."
    )
