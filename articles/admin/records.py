"""What is kept of stories: versions, editions, links to previews."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Export, PreviewLink, Version
from articles.publishing.previews import is_open, revoke_preview
from newsroom.desk.long_lists import DatesByIndex, PickedFirst
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff


class RecordAdmin(DeskAdmin[Any]):
    """Can be read, never changed here: other hands write it."""

    never = ("add", "change", "delete")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows, ordering = DatesByIndex(self.model), self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PickedFirst


@admin.register(Version)
class VersionAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["article", "number", "made_at", "made_by", "reason", "intact"]}),
        (_("The copy"), {"fields": ["headline", "standfirst", "credited", "body"]}),
    ]
    list_display = ["number", "article", "made_at", "made_by", "reason"]
    list_display_links = ["number"]
    list_select_related = ["article", "made_by"]
    search_fields = ["article__headline", "reason"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]

    @admin.display(description=_("seal"))
    def intact(self, version: Version) -> str:
        broken = _("Broken: this copy was changed after it was made")
        return str(_("Intact") if version.is_intact() else broken)

    @admin.display(description=_("headline"))
    def headline(self, version: Version) -> str:
        return version.copy.headline

    @admin.display(description=_("standfirst"))
    def standfirst(self, version: Version) -> str:
        return version.copy.standfirst

    @admin.display(description=_("credited"))
    def credited(self, version: Version) -> str:
        return ", ".join(line.name for line in version.copy.bylines)

    @admin.display(description=_("body, as stored"))
    def body(self, version: Version) -> str:
        return format_html('<pre class="source">{}</pre>', version.copy.body)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["headline", "article", "version", "path_link"]}),
        (_("Before readers"), {"fields": [("live_from", "live_until"), "closed", "reason"]}),
        (_("Who decided"), {"fields": [("published_by", "published_at"), "override", "set_aside"]}),
    ]
    list_display = ["headline", "live_from", "live_until", "closed", "published_by"]
    list_filter = ["closed", "section"]
    list_select_related = ["published_by"]
    search_fields = ["headline", "path"]
    date_hierarchy = "live_from"

    @admin.display(description=_("warnings set aside"))
    def set_aside(self, edition: Edition) -> Any:
        """The sentences as the editor read them."""
        sentences = ((each["sentence"],) for each in edition.overridden or ())
        return format_html_join("", "<p>{}</p>", sentences)

    @admin.display(description=_("path"))
    def path_link(self, edition: Edition) -> str:
        path = edition.path
        return format_html('<a href="{}">{}</a>', path, path) if edition.is_live else path


@admin.register(Export)
class ExportAdmin(RecordAdmin):
    fields = ["article", "edition", "moment", "reason", "made_at", "made_by", "sha256"]
    list_display = ["made_at", "article", "moment", "reason", "made_by"]
    list_select_related = ["article", "made_by"]
    search_fields = ["article__headline", "reason", "sha256"]
    date_hierarchy = "made_at"


@admin.register(PreviewLink)
class PreviewLinkAdmin(RecordAdmin):
    fields = ["article", "version", "made_by", "made_at", "expires_at", "revoked_at", "status"]
    list_display = ["article", "version", "made_by", "made_at", "expires_at", "status"]
    list_select_related = ["article", "version"]
    search_fields = ["article__headline"]
    change_form_template = "admin/articles/previewlink/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Each maker once, however many links are theirs: what they may do is asked of one object.
        return super().get_queryset(request).prefetch_related("made_by")

    @admin.display(description=_("state"))
    def status(self, link: PreviewLink) -> str:
        if link.revoked_at:
            return str(_("Revoked"))
        if link.expires_at <= timezone.now():
            return str(_("Expired"))
        return str(_("Open") if is_open(link) else _("Ended with its maker's account"))

    def get_urls(self) -> list[URLPattern]:
        revoke = self.own_page("<path:object_id>/revoke/", PreviewLinkAdmin.revoke_view, "revoke", post=True)
        return [revoke, *super().get_urls()]

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        link = self.get_object(request, unquote(object_id))
        if link is None:
            raise Http404
        stories = self.admin_site.get_model_admin(Article)
        if not stories.has_change_permission(request, link.article):
            raise PermissionDenied
        revoke_preview(link, by=staff(request))
        self.message_user(request, _("The link is revoked. Whoever opens it sees nothing."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_previewlink_changelist"))
