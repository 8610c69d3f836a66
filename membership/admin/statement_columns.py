"""The page on which a person shows which column of a bank's table is what, once for each account."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from membership import bank_files
from membership.bank_files import LAYOUT, Statement, Table, Unreadable
from membership.bank_imports import shown_columns
from membership.forms.columns import SHOWN, ColumnsForm
from membership.members import audit
from membership.models import BankStatement, ShownColumns
from membership.tables import Shape
from newsroom.desk import pages
from newsroom.models import User

#: So many entries show what the columns give.
_GIVEN = 12
_WHY = {
    "debit": _("Money that went out"),
    "zero": _("No money"),
    "reversal": _("Takes back an earlier entry"),
    "pending": _("Not booked yet"),
    "failed": _("Did not come about"),
    "status": _("Unknown status"),
    "unreadable": _("Cannot be read"),
    "no entry": _("No entry"),
}


@dataclass(frozen=True)
class Held:
    """The file that is being looked at, as it goes from page to page."""

    data: bytes
    name: str
    packed: str
    user: User

    @property
    def letters(self) -> list[tuple[str, str]]:
        """In which ways its letters may be read, the one in use first."""
        return list(bank_files.readings(self.data).items())


def known(table: Table) -> ShownColumns | None:
    """The columns of this table, if they were shown for one account alone."""
    rows = shown_columns.shown(LAYOUT, table.sheet)
    return rows[0] if len(rows) == 1 else None


def must_ask(table: Table) -> bool:
    """Whether nobody has shown its columns and not all are known, or it tells of balances and not whose;
    several accounts have such files; or its days, amounts or currency could be read in two ways."""
    rows = shown_columns.shown(LAYOUT, table.sheet)
    if len(rows) > 1 or not (rows or (table.is_understood and table.proposed.place("balance") is None)):
        return True
    asked = table.questions(rows[0].shape if rows else table.proposed, settings.MEMBERSHIP_CURRENCY)
    return asked.days or asked.point or asked.currency


def chosen(table: Table, number: str) -> ShownColumns | None:
    return shown_columns.one_shown(LAYOUT, table.sheet, number)


def page(
    request: HttpRequest, held: Held, table: Table, before: ShownColumns | None, *, problem: str = ""
) -> HttpResponse:
    """The page as it is first shown: with what was shown last, or what the names propose."""
    rows = shown_columns.shown(LAYOUT, table.sheet)
    last = before or (rows[0] if rows else None)
    # Which of several accounts it is only a person knows.
    account = last.account if last and (before or len(rows) == 1) else ""
    return _page(request, held, table, last, _form(None, table, last, account), problem=problem)


def answered(
    request: HttpRequest, held: Held, table: Table, before: ShownColumns | None
) -> HttpResponse | ShownColumns:
    """What was sent: shown again with what it gives, or kept. `before`: the columns that the page showed."""
    form = _form(request.POST, table, before)
    uses = request.POST.get("step") == "use"
    form.fields["account"].required = uses
    if not form.is_valid():
        return _page(request, held, table, before, form)
    try:
        found = bank_files.read(held.data, held.name, currency=settings.MEMBERSHIP_CURRENCY, shape=form.shape)
    except Unreadable as error:
        return _page(request, held, table, before, form, problem=str(error))
    if uses:
        account = form.cleaned_data["account"].strip()
        return shown_columns.show(LAYOUT, table.sheet, form.shape, held.user, account=account)
    return _page(request, held, table, before, form, gives=_gives(found), found=found)


def _form(sent: Any, table: Table, before: ShownColumns | None, account: str = "") -> ColumnsForm:
    shape = before.shape if before else bank_files.guessed(table.sheet)
    asked = table.questions(shape if sent is None else _sent_shape(sent, table), settings.MEMBERSHIP_CURRENCY)
    return ColumnsForm(
        sent,
        layout=LAYOUT,
        sheet=table.sheet,
        shape=shape,
        ask_days=asked.days or bool(sent and "days" in sent),
        ask_point=asked.point or bool(sent and "point" in sent),
        statuses=asked.statuses,
        account=account,
        accounts=shown_columns.accounts(),
        currency=table.currency(shape, settings.MEMBERSHIP_CURRENCY),
    )


def _sent_shape(sent: Any, table: Table) -> Shape:
    """The columns as they were sent: what is open depends on which of them is the day, and the status."""
    return Shape(tuple(sent.get(f"column_{place}", "") for place in range(table.sheet.width)))


def _page(
    request: HttpRequest,
    held: Held,
    table: Table,
    before: ShownColumns | None,
    form: ColumnsForm,
    *,
    problem: str = "",
    **told: Any,
) -> HttpResponse:
    audit.look(held.user, "statement", rows=len(table.sheet.rows[:SHOWN]))
    return pages.answer(
        request,
        "membership/statement/columns",
        opts=BankStatement._meta,
        title=_("Which column is what?"),
        form=form,
        columns=before,
        problem=problem,
        unknown=[form.heading(place) for place in table.unknown] if table.sheet.header else [],
        bare=not table.sheet.header,
        accounts=shown_columns.accounts(),
        held=held.packed,
        name=held.name,
        letters=held.letters,
        **told,
    )


def _gives(found: Statement) -> list[tuple[Any, Any, bool]]:
    """The first entries as they are read, each with what it is, and whether it would be booked."""
    return [
        *((one, _("Credit"), True) for one in found.credits[:_GIVEN]),
        *((one, _("Returned"), False) for one in found.returned[:_GIVEN]),
        *((one, _WHY[one.reason], False) for one in found.left_out[:_GIVEN]),
    ]
