"""The paper's own pages at the desk: the list, the form, and what is done to a saved page."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import own_pages
from articles.admin.versioned import VersionedAdmin
from articles.editing.comparing import Comparison, compare_pages
from articles.editing.restoring import Restored
from articles.forms.page import PageForm, PublishPageForm, WithdrawPageForm
from articles.models import Page, PageEdition
from articles.views import own_page
from newsroom.models import User
from newsroom.staff import staff
from newsroom.templatetags.shapes import worded


@admin.register(Page)
class PageAdmin(VersionedAdmin[Page]):
    form = PageForm
    change_form_template = "admin/articles/page/change_form.html"
    fieldsets = (
        (None, {"fields": ("name", "kind", "body")}),
        (gettext_lazy("In the footer"), {"fields": ("in_footer", "label", "order")}),
        (gettext_lazy("Its address"), {"fields": ("slug", "description")}),
    )
    list_display = ("name", "kind", "readers", "in_footer", "order", "saved_at")
    search_fields = ("name", "slug")
    actions = None
    # A page is withdrawn, never deleted: its versions are a record.
    never = ("delete",)
    # The form leads to the page itself while readers have it.
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        editions = PageEdition.objects.filter(page=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                is_live=Exists(editions.readable()),
                was_withdrawn=Exists(editions.filter(closed=PageEdition.Closed.WITHDRAWN)),
            )
        )

    def get_urls(self) -> list[Any]:
        return [
            self.own_page("<int:pk>/publish/", PageAdmin.publish_view, "publish"),
            self.own_page("<int:pk>/withdraw/", PageAdmin.withdraw_view, "withdraw"),
            self.own_page("<int:pk>/preview/", PageAdmin.preview_view, "preview"),
            self.restore_address(),
            *super().get_urls(),
        ]

    def compared(self, before: Any, after: Any) -> Comparison:
        return compare_pages(before.snapshot, after.snapshot)

    def restored(self, row: Page, version: Any, *, by: User, reason: str) -> Restored:
        return own_pages.restore(row, version, by=by, reason=reason)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        own_pages.saved(obj, by=staff(request))

    def after_save(self, request: HttpRequest, row: Page) -> HttpResponse:
        messages.success(request, _("Saved. Readers see no change until you publish."))
        return redirect(row.get_desk_url())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if page := context["original"]:
            context |= _what_readers_have(page)
        # Every save comes back to the form, so one button says it all.
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        context["may_publish"] = staff(request).has_perm("articles.publish_page")
        return super().render_change_form(request, context, *args, **kwargs)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.row(request, pk)
        own_pages.require_publish(staff(request))
        form = PublishPageForm(request.POST or None, initial={"revision": page.revision})
        problems = own_pages.problems(page)
        if request.method == "POST" and form.is_valid():
            try:
                own_pages.publish(page, by=staff(request), revision=form.cleaned_data["revision"])
            except own_pages.PageRefused as refusal:
                problems = refusal.sentences
            else:
                messages.success(request, _("Published. Readers have the page now."))
                return redirect(page.get_desk_url())
        title = _("Publish “%(title)s”") % {"title": page}
        told = {"form": form, "problems": problems}
        return self.act_page(request, page, "publish", title, told, bad=form.is_bound)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.row(request, pk)
        own_pages.require_publish(staff(request))
        form = WithdrawPageForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if own_pages.withdraw(page, by=staff(request), reason=form.cleaned_data["reason"]):
                messages.success(request, _("Withdrawn. Readers who come for the page are told why."))
            else:
                messages.warning(request, _("Readers do not have this page. Nothing was changed."))
            return redirect(page.get_desk_url())
        title = _("Withdraw “%(title)s”") % {"title": page}
        return self.act_page(request, page, "withdraw", title, {"form": form}, bad=form.is_bound)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return own_page.preview(request, self.row(request, pk, view=True))

    @admin.display(description=gettext_lazy("readers"))
    def readers(self, page: Any) -> Any:
        if page.is_live:
            return worded("live", _("Live"))
        if page.was_withdrawn:
            return worded("withdrawn", _("Withdrawn"))
        return _("Not public")


def _what_readers_have(page: Page) -> dict[str, Any]:
    """What readers have of the page, and whether the desk has something newer."""
    live = page.editions.filter(live_until__isnull=True).select_related("version").defer("parts").first()
    newest = page.versions.order_by("-number").defer("snapshot").first()
    return {
        "live": live,
        "newest": newest,
        "is_newer": bool(live and newest and live.version_id != newest.pk),
        "withdrawn": not live and page.editions.filter(closed=PageEdition.Closed.WITHDRAWN).exists(),
    }
