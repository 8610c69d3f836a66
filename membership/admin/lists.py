"""Lists of donors at the desk: out as CSV, in from other systems after a look at every row."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from membership import giving, lists
from membership.forms.lists import ListForm, held
from newsroom.models import User

#: More rows than this are counted on the page, not drawn.
SHOWN = 200


class ListPages(admin.ModelAdmin[Any]):
    """What a table of members has beside its rows. Every address asks for `export_member`."""

    def list_urls(self) -> list[URLPattern]:
        door = self.admin_site.admin_view
        return [
            path("lists/", door(self.lists_view), name="membership_member_lists"),
            path(
                "lists/<slug:what>.csv", door(require_POST(self.export_view)), name="membership_member_export"
            ),
        ]

    def export_view(self, request: HttpRequest, what: str) -> HttpResponseBase:
        """A POST, as it leaves a line in the audit trail."""
        user = cast("User", request.user)
        lists.may_move_lists(user)
        if what not in lists.LISTS:
            raise Http404
        response = StreamingHttpResponse(
            lists.as_csv(lists.export(what, user)), content_type="text/csv; charset=utf-8"
        )
        name = f"{what}-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response

    def lists_view(self, request: HttpRequest) -> HttpResponse:
        """The page of both ways. A file is looked at first; nothing is written until asked for."""
        user = cast("User", request.user)
        lists.may_move_lists(user)
        if request.method != "POST":
            return self._lists_page(request, ListForm())
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._lists_page(request, form)
        try:
            listed = lists.read(form.cleaned_data["text"])
            if not form.cleaned_data["take_in"]:
                text = form.cleaned_data["text"]
                return self._lists_page(request, form, plan=lists.look_at(listed, user), held=held(text))
            done = lists.take_in(listed, user)
        except (lists.Unreadable, giving.Refused, DatabaseError) as error:
            form.add_error("file", str(error) if not isinstance(error, DatabaseError) else _failed())
            return self._lists_page(request, form)
        messages.success(
            request,
            _("Taken in: %(members)s new members, %(gifts)s gifts. Left out: %(faults)s.")
            % {"members": done.members, "gifts": done.gifts, "faults": len(done.faults)},
        )
        return HttpResponseRedirect(reverse("admin:membership_member_lists"))

    def _lists_page(self, request: HttpRequest, form: ListForm, **told: Any) -> HttpResponse:
        plan = told.get("plan")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Lists of donors"),
            "form": form,
            "columns": lists.COLUMNS,
            "steps": plan.steps[:SHOWN] if plan else [],
            "more": max(len(plan.steps) - SHOWN, 0) if plan else 0,
            "faults": plan.faults[:SHOWN] if plan else [],
            "more_faults": max(len(plan.faults) - SHOWN, 0) if plan else 0,
            "left_out": len({fault.row for fault in plan.faults}) if plan else 0,
            **told,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/membership/member/lists.html", context, status=status)


def _failed() -> str:
    return _(
        "The list was not taken in to its end. What is in stays; choose the same list again in a minute, and "
        "the rest of it follows."
    )
