"""Tables that the desk may look into and nobody changes, and the line that a look leaves behind."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from membership.members.audit import look
from membership.models import Donation
from membership.transfers import references
from newsroom.desk.model_admin import DeskAdmin, More
from newsroom.row_numbers import row_number
from newsroom.staff import staff

#: Filters that are chosen from a list. Of any other, what was typed is not kept.
CHOSEN = {"standing", "consent", "interval__exact", "kind__exact", "live__exact", "donation__live__exact"}


class ReadOnly(DeskAdmin[Any]):
    """A table that the desk may look into. What changes it is `giving`."""

    actions = None
    never = ("add", "change", "delete")
    #: How many there are without the filters is not worth counting them all once more.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    #: What the audit trail calls a look at the list, and at one row; empty where it names no donors.
    list_looked_at = row_looked_at = ""
    row_select_related: tuple[str, ...] = ()

    def changelist_view(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        is_look = self.list_looked_at and self.names_donors(request)
        return look_at_list(request, answer, self.list_looked_at) if is_look else answer

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: More = None
    ) -> HttpResponse:
        row = cast("Any", request).row_shown = self.row(request, object_id)
        if self.row_looked_at and self.names_donors(request):
            look(staff(request), self.row_looked_at, row.pk)
        told = {**self.shown(request, row), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, told)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Django's own page shows the row that ours has asked for."""
        return getattr(request, "row_shown", None) or super().get_object(request, object_id, from_field)

    def row(self, request: HttpRequest, pk: int | str, *, view: bool = True) -> Any:
        """What a page is about. Raises PermissionDenied or Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = numbered(self.get_queryset(request).select_related(*self.row_select_related), str(pk))
        if row is None:
            raise Http404
        return row

    def shown(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What its own page shows beside the columns."""
        return {}

    def names_donors(self, request: HttpRequest) -> bool:
        return True


def as_written(term: str) -> str:
    """What was searched for; a reference however it was typed becomes the one we wrote."""
    return references.read(term) or term


def gifts_of(term: str, *, by_mail: bool = True) -> list[int]:
    """The gifts with exactly this reference or address, which an index finds; by their number."""
    if not term:
        return []
    mail = Q(email__in=[term, term.lower()]) if by_mail else Q(pk__in=[])
    return list(Donation.objects.filter(Q(reference=term) | mail).values_list("pk", flat=True))


def numbered(rows: Any, typed: str) -> Any:
    """The row of that number; None for what is no number of a row."""
    return rows.filter(pk=row_number(typed)).first()


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
        look(staff(request), what, how=how, rows=told["cl"].result_count)
    return answer
