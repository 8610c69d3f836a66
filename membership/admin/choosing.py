"""What is offered while somebody types into a field that chooses from the stories' side."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern

from membership.appeals.due_appeals import NEVER
from newsroom.choosing import CHOOSERS
from newsroom.desk.model_admin import DeskAdmin

Row = TypeVar("Row", bound=Model)


class ChoosingAdmin(DeskAdmin[Row]):
    """A table whose form has such fields: whoever may see its rows may see what they can name."""

    chosen: tuple[str, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        return [self.own_page("choices/<slug:what>/", choices_view, "choices"), *super().get_urls()]


def choices_view(desk: ChoosingAdmin[Any], request: HttpRequest, what: str) -> JsonResponse:
    """`GET choices/topics/?term=har`: `{"results": [{"id": …, "text": …}], "pagination": …}`."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    if what not in desk.chosen:
        raise Http404
    found = CHOOSERS[what].find(request.GET.get("term", "").replace("\x00", "").strip()[:100])
    results: list[dict[str, Any]] = [
        # Nobody is asked for money there, whatever is chosen.
        {"id": one.key, "text": one.words}
        for one in found
        if what == "pictures" or one.key not in NEVER
    ]
    return JsonResponse({"results": results, "pagination": {"more": False}})
