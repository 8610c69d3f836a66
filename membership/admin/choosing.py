"""What is offered while somebody types into a field that chooses from the stories' side."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path

from membership.appeals.due_appeals import NEVER
from newsroom.choosing import CHOOSERS


class Choosing:
    """For an admin whose form has such fields: whoever may see its rows may see what they can name."""

    chosen: tuple[str, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        site, opts = self.admin_site, self.opts  # type: ignore[attr-defined]
        name = f"{opts.app_label}_{opts.model_name}_choices"
        own = path("choices/<slug:what>/", site.admin_view(self.choices_view), name=name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def choices_view(self, request: HttpRequest, what: str) -> JsonResponse:
        """`GET choices/topics/?term=har`: `{"results": [{"id": …, "text": …}], "pagination": …}`."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if what not in self.chosen:
            raise Http404
        found = CHOOSERS[what].find(request.GET.get("term", "").replace("\x00", "").strip()[:100])
        results: list[dict[str, Any]] = [
            # Nobody is asked for money there, whatever is chosen.
            {"id": one.key, "text": one.words}
            for one in found
            if what == "pictures" or one.key not in NEVER
        ]
        return JsonResponse({"results": results, "pagination": {"more": False}})
