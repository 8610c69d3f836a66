"""What is done to a saved row, each thing on a page of its own in one frame; and the page of its versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

UNPROCESSABLE = 422


class ActPages:
    """The part of a ModelAdmin that shows these pages, all in one frame."""

    admin_site: Any
    opts: Any

    def row(self, request: HttpRequest, pk: int, *, view: bool = False) -> Any:
        """The row that something is done to, or with `view` only looked at; 404 or PermissionDenied."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        allowed = self.has_view_permission if view else self.has_change_permission  # type: ignore[attr-defined]
        if not allowed(request, row):
            raise PermissionDenied
        return row

    def act_page(
        self,
        request: HttpRequest,
        row: Any,
        name: str,
        title: str,
        context: dict[str, Any],
        *,
        bad: bool = False,
    ) -> HttpResponse:
        """`name` is its template; `bad`: what was sent could not be done."""
        folder = f"admin/articles/{self.opts.model_name}"
        status = UNPROCESSABLE if bad else 200
        return render(
            request, f"{folder}/{name}.html", self._shared(request, row, title) | context, status=status
        )

    def _shared(self, request: HttpRequest, row: Any, title: str) -> dict[str, Any]:
        shared: dict[str, Any] = self.admin_site.each_context(request)
        return {**shared, "title": title, "original": row, "opts": self.opts}


class VersionsPage(ActPages):
    """In the place of Django's history: the sealed versions, and what readers have had of them."""

    #: Whether versions say why they were made, and editions why warnings were set aside.
    reasons = False
    #: What of an edition is long and not shown there.
    unread: Iterable[str] = ("parts", "version__snapshot")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.row(request, int(object_id) if object_id.isdecimal() else 0, view=True)
        context = {
            **self._shared(request, row, _("Versions of “%(title)s”") % {"title": row}),
            "versions": row.versions.select_related("made_by").defer("snapshot").order_by("-number"),
            "editions": row.editions.select_related("published_by", "version").defer(*self.unread),
            "reasons": self.reasons,
        }
        return render(request, "admin/articles/versions.html", context)
