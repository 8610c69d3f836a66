"""What is kept as sealed versions, at the desk."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from js_asset import Media

from articles.admin.version_choice import choose
from articles.body import cleaning
from articles.editing.comparing import Comparison
from newsroom.desk.model_admin import AnsweredAlike

Row = TypeVar("Row", bound=Model)


class VersionedAdmin(AnsweredAlike[Row]):
    """Written in the editor, one save after another, and kept as sealed versions."""

    #: Whether versions say why they were made, and editions why warnings were set aside.
    reasons = False
    #: The name of the address at which readers' page of a version is shown; none is if it is empty.
    version_address = ""
    #: What of an edition is long and not shown there.
    unread: Iterable[str] = ("parts", "version__snapshot")

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django holds a transaction around all of it; what takes as long as the text is done before."""
        cleaning.clean(request.POST.get("body", "").strip())
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is an inline script and needs the nonce of this answer.
        nonce = str(cast("Any", request).csp_nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """In the place of Django's history: two sealed versions compared, and all that readers had."""
        row: Any = self.row(request, int(object_id) if object_id.isdecimal() else 0, view=True)
        choice = choose(row, request.GET)
        in_one = request.GET.get("view") == "one"
        context = {
            **self.frame(request, row, str(row)),
            "choice": choice,
            "found": self.compared(choice.before, choice.after) if choice else None,
            "in_one": in_one,
            "view": "one" if in_one else "side",
            "editions": row.editions.select_related("published_by", "version").defer(*self.unread),
            "reasons": self.reasons,
            "version_address": self.version_address,
            **self.beside_versions(request, row),
        }
        return render(request, "admin/articles/compare.html", context)

    def compared(self, before: Any, after: Any) -> Comparison:
        """What differs between these two versions."""
        raise NotImplementedError

    def beside_versions(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What more may be done with them there."""
        return {}
