"""What is kept as sealed versions, at the desk."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin.version_choice import AT_ONCE, Choice, choose
from articles.body import cleaning
from articles.editing.comparing import Comparison
from articles.editing.restoring import NotRestored, Restored
from articles.forms.acting import RestoreForm
from newsroom.desk.model_admin import AnsweredAlike
from newsroom.models import User
from newsroom.staff import staff

Row = TypeVar("Row", bound=Model)


class VersionedAdmin(AnsweredAlike[Row]):
    """Written in the editor, one save after another, and kept as sealed versions."""

    #: Whether editions say why warnings were set aside.
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
            **_editions(row.editions.defer(*self.unread), every=request.GET.get("had") == "all"),
            "reasons": self.reasons,
            "version_address": self.version_address,
            "restore_address": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore",
            "may_restore": self.has_change_permission(request, row),
            **self.beside_versions(request, choice),
        }
        return render(request, "admin/articles/compare.html", context)

    def restore_address(self) -> URLPattern:
        return self.own_page("<int:pk>/version/<int:number>/restore/", VersionedAdmin.restore_view, "restore")

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """GET asks why; POST makes the desk copy what it was in that version."""
        row: Any = self.row(request, pk)
        version = get_object_or_404(row.versions.select_related("made_by"), number=number)
        newest = row.versions.defer("snapshot").order_by("-number")[0]
        form = RestoreForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = self.restored(row, version, by=staff(request), reason=form.cleaned_data["reason"])
            except NotRestored as refused:
                form.add_error("reason", str(refused))
            else:
                _tell(request, version, done)
                return redirect(row.get_desk_url())
        context = {"form": form, "version": version, "newest": newest, "next_number": newest.number + 1}
        title = _("Restore %(version)s of “%(headline)s”") % {"version": version, "headline": row}
        return self.act_page(request, row, "restore", title, context, bad=form.is_bound)

    def restored(self, row: Any, version: Any, *, by: User, reason: str) -> Restored:
        """Make the row what it was in that version. May raise NotRestored."""
        raise NotImplementedError

    def compared(self, before: Any, after: Any) -> Comparison:
        """What differs between these two versions."""
        raise NotImplementedError

    def beside_versions(self, request: HttpRequest, choice: Choice | None) -> dict[str, Any]:
        """What more may be done with them there."""
        return {}


def _editions(editions: Any, *, every: bool) -> dict[str, Any]:
    """What readers have had: all of it, or the newest and whether there is more."""
    rows = editions.select_related("published_by", "version")
    some = list(rows if every else rows[: AT_ONCE + 1])
    more = not every and len(some) > AT_ONCE
    return {"editions": some[:AT_ONCE] if more else some, "more_editions": more}


def _tell(request: HttpRequest, version: Any, done: Restored) -> None:
    """What became of it."""
    told = {"old": version, "new": done.version, "before": done.before}
    if done.version == done.before:
        messages.warning(request, _("The desk copy says what %(old)s says. Nothing was changed.") % told)
    else:
        said = _("The desk copy is %(old)s again, as %(new)s. What stood there before is %(before)s.")
        messages.success(request, said % told)
    for name in done.left_out:
        messages.warning(request, _("Left out, as it is no longer here: %(name)s") % {"name": name})
