"""A bank statement is taken in: chosen, looked at line by line, confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership import bank_files, bank_imports, giving
from membership.admin import statement_columns
from membership.admin.read_only import ReadOnly
from membership.admin.statement_columns import Held
from membership.admin.statement_lines import SHOWN, other_than, proposed
from membership.bank_files import Unreadable
from membership.bank_imports import Preview
from membership.forms.statement import CarryForm, ChooseForm, carried
from membership.members import audit
from membership.models import ShownColumns
from newsroom.code_pages import read_anew
from newsroom.desk import pages
from newsroom.models import User
from newsroom.staff import staff

#: Why entries are listed that nothing is done with; what went out and what holds no money are counted alone.
_NOT_BOOKED = {"pending", "failed", "status", "unreadable"}


class TakingIn(ReadOnly):
    def take_in_view(self, request: HttpRequest) -> HttpResponse:
        """Choose a file, look at what will happen, confirm. Only the confirmation writes anything."""
        user = staff(request)
        giving.require_receive(user)
        if request.method != "POST":
            return self._choose(request, ChooseForm())
        if "carried" in request.POST:
            return self._carried(request, user)
        form = ChooseForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._choose(request, form)
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            return self._looked_at(request, _held(data, str(file.name)[:200], user))
        except (Unreadable, ValidationError) as error:
            form.add_error("file", error if isinstance(error, ValidationError) else str(error))
            return self._choose(request, form)

    def _looked_at(self, request: HttpRequest, held: Held) -> HttpResponse:
        """What will happen; or first which column is what, if nobody knows or it cannot be read so."""
        table = bank_files.table_of(held.data, held.name)
        if table is None:
            return self._preview(request, held, None)
        before = statement_columns.known(table)
        if statement_columns.must_ask(table):
            return statement_columns.page(request, held, table, before)
        try:
            return self._preview(request, held, table, before)
        except Unreadable as error:
            return statement_columns.page(request, held, table, before, problem=str(error))

    def _carried(self, request: HttpRequest, user: User) -> HttpResponse:
        """The file that has been looked at: its columns, or what will happen, or taken in."""
        form = CarryForm(request.POST, user=user)
        if not form.is_valid():
            problem = " ".join(str(one) for one in form.errors.get("carried", []))
            return self._choose(request, ChooseForm(), problem=problem)
        held = Held(form.cleaned_data["carried"], form.cleaned_data["name"], request.POST["carried"], user)
        try:
            if letters := request.POST.get("letters", ""):
                return self._looked_at(request, _held(read_anew(held.data, letters), held.name, user))
            table = bank_files.table_of(held.data, held.name)
            shown, number = None, request.POST.get("columns", "")
            if table is not None and number:
                shown = statement_columns.chosen(table, number)
                if shown is None:
                    raise Unreadable(_("The columns have changed meanwhile. Choose the file again."))
            step = request.POST.get("step", "")
            if table is not None and step == "columns":
                return statement_columns.page(request, held, table, shown)
            if table is not None and step in {"look", "use"}:
                answer = statement_columns.answered(request, held, table, shown)
                if isinstance(answer, HttpResponse):
                    return answer
                return self._preview(request, held, table, answer)
            if table is not None and shown is None and statement_columns.must_ask(table):
                return statement_columns.page(request, held, table, statement_columns.known(table))
            return self._confirmed(request, held, table, shown)
        except (giving.Refused, Unreadable, ValidationError) as error:
            told = error.messages if isinstance(error, ValidationError) else [str(error)]
            return self._choose(request, ChooseForm(), problem=" ".join(told))

    def _preview(
        self,
        request: HttpRequest,
        held: Held,
        table: bank_files.Table | None,
        columns: ShownColumns | None = None,
        problem: str = "",
    ) -> HttpResponse:
        seen = bank_imports.preview(held.data, held.name, columns)
        audit.look(held.user, "statement", rows=len(seen.lines))
        return pages.answer(
            request,
            "membership/statement/preview",
            opts=self.opts,
            title=_("What will happen"),
            held=held.packed,
            name=held.name,
            letters=held.letters,
            is_table=table is not None,
            columns=columns,
            problem=problem,
            **self._previewed(seen),
        )

    def _confirmed(
        self, request: HttpRequest, held: Held, table: bank_files.Table | None, columns: ShownColumns | None
    ) -> HttpResponse:
        accepted = request.POST.get("accepted") == "on"
        try:
            report = bank_imports.take_in(held.data, held.name, held.user, columns, accepted=accepted)
        except bank_imports.NotAccepted as error:
            return self._preview(request, held, table, columns, problem=str(error))
        number = len(report.booked)
        told = ngettext("%(number)s gift was booked.", "%(number)s gifts were booked.", number)
        told %= {"number": number}
        if back := report.statement.returns.filter(minor__lt=0).count():
            waits = ngettext(
                "%(number)s entry that the bank took back is to be looked at below.",
                "%(number)s entries that the bank took back are to be looked at below.",
                back,
            )
            told = f"{told} {waits % {'number': back}}"
        messages.success(request, told)
        return self.lead_to(report.statement)

    def _previewed(self, seen: Preview) -> dict[str, Any]:
        paid = {line.donation.pk for line in seen.lines if line.outcome == "books" and line.donation}
        found = {
            reference: [one for one in some if one.donation.repeats or one.donation.pk not in paid]
            for reference, some in proposed(seen.lines).items()
        }
        lines = [(line, found.get(line.credit.reference, [])) for line in seen.lines[:SHOWN]]
        return {
            "seen": seen,
            "lines": lines,
            "more": len(seen.lines) - len(lines),
            "debits": sum(line.reason == "debit" for line in seen.left_out),
            "without_money": sum(line.reason in {"zero", "no entry"} for line in seen.left_out),
            "not_booked": [one for one in seen.left_out if one.reason in _NOT_BOOKED][:SHOWN],
            "own_account": other_than(seen.statement.account),
            "corrections": [one for one in seen.left_out if one.reason == "reversal"],
        }

    def _choose(self, request: HttpRequest, form: ChooseForm, *, problem: str = "") -> HttpResponse:
        return pages.answer(
            request,
            "membership/statement/choose",
            opts=self.opts,
            title=_("Take in a bank statement"),
            form=form,
            problem=problem,
        )


def _held(data: bytes, name: str, user: User) -> Held:
    return Held(data, name, carried(data, user), user)
