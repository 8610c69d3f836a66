"""Stories at the desk: the list, the form, and what is done to a saved story."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin import (
    article_actions,
    article_autosave,
    article_checks,
    article_live,
    article_presence,
    article_previews,
    article_seen,
    article_together,
    article_typed_compare,
    article_versions,
)
from articles.admin.article_autosave import KeptWhileTyped
from articles.admin.article_blocks import blocks_view
from articles.admin.article_finding import find_view
from articles.admin.article_lists import BylineList, KnownChoices, LinkList, PhotoUseList
from articles.admin.article_making import make_view
from articles.admin.article_reading import read_view
from articles.admin.article_saving import SavedFromForm
from articles.admin.article_together import WrittenTogether
from articles.admin.owning import may_change_story
from articles.admin.paste.page import paste_view
from articles.admin.version_choice import Choice
from articles.editing.comparing import Comparison, compare
from articles.editing.restoring import Restored, restore
from articles.editing.status import short_moment, shown_state, with_numbers, with_status
from articles.forms.article import ArticleForm
from articles.models import Article, Byline
from newsroom.desk.list_filters import Questions
from newsroom.desk.long_lists import PickedFirst
from newsroom.models import User
from newsroom.templatetags.shapes import shape, worded


class DatedFirst(F):
    """Rows without a date come last, whichever way round: else the databases differ."""

    def asc(self, **_kwargs: Any) -> OrderBy:
        return super().asc(nulls_last=True)

    def desc(self, **_kwargs: Any) -> OrderBy:
        return super().desc(nulls_last=True)


class LiveFilter(Questions):
    title = _("readers")
    parameter_name = "readers"
    questions = {
        "live": (_("Live"), Q(is_live=True)),
        "scheduled": (_("Scheduled"), Q(goes_live_at__isnull=False)),
        "withdrawn": (_("Withdrawn"), Q(was_withdrawn=True, is_live=False)),
        "never": (_("Not public"), Q(is_live=False, goes_live_at__isnull=True, was_withdrawn=False)),
    }


@admin.register(Article)
class ArticleAdmin(KnownChoices, KeptWhileTyped, WrittenTogether, SavedFromForm):
    form = ArticleForm
    inlines = (BylineList, PhotoUseList, LinkList)
    autocomplete_fields = ("outlet", "section")
    fieldsets = (
        (_("Write"), {"fields": ("headline", "standfirst", "kicker", "key_points", "body")}),
        (_("Credit"), {"fields": ("outlet", "outlet_url")}),
        (_("Place"), {"fields": ("section", "kind")}),
        (
            _("Publish"),
            {
                "fields": (
                    "state", "assigned_to", "deadline", "embargo", "slug", "prominence", "sensitive"
                )
            },
        ),
    )  # fmt: skip
    list_display = ("headline_or_so", "status", "section", "assigned_to", "due", "readers", "saved")
    list_display_links = ("headline_or_so",)
    list_filter = (LiveFilter, "state", "section", ("assigned_to", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("section", "assigned_to")
    list_per_page = 50
    search_fields = ("headline", "standfirst", "kicker")
    search_help_text = _("Words of the headline, kicker or standfirst.")
    date_hierarchy = None
    ordering = ("-saved_at",)
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    actions = None
    # A story is withdrawn, never deleted: its versions are a record.
    never = ("delete",)
    reasons = True
    version_address = "admin:articles_article_version"
    unread = ("parts", "search_text", "version__snapshot")

    class Media:
        css = {"all": ("articles/story.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        stories = super().get_queryset(request).select_related("section", "outlet", "assigned_to", "saved_by")
        credited = Exists(Byline.objects.filter(article=OuterRef("pk")))
        # Asked with the story itself: a form never shows an older copy than the version that it names.
        return with_numbers(with_status(stories)).annotate(is_credited=credited)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PickedFirst

    def get_list_display(self, request: HttpRequest) -> Any:
        if "_popup" in request.GET:
            return ("headline_or_so", "section", "readers")
        return super().get_list_display(request)

    def get_urls(self) -> list[URLPattern]:
        return [
            *article_actions.addresses(self),
            *article_autosave.addresses(self),
            *article_presence.addresses(self),
            *article_together.addresses(self),
            *article_typed_compare.addresses(self),
            *article_previews.addresses(self),
            self.restore_address(),
            *article_seen.addresses(self),
            *article_checks.addresses(self),
            *article_live.addresses(self),
            self.own_page("paste/", paste_view, "paste"),
            self.own_page("blocks/", blocks_view, "blocks"),
            self.own_page("read/", read_view, "read"),
            self.own_page("find/", find_view, "find"),
            self.own_page("make/<str:kind>/", make_view, "make", post=True),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change_story(request, obj)

    def compared(self, before: Any, after: Any) -> Comparison:
        return compare(before.copy, after.copy)

    def restored(self, row: Article, version: Any, *, by: User, reason: str) -> Restored:
        return restore(row, version, by=by, reason=reason)

    def beside_versions(self, request: HttpRequest, choice: Choice | None) -> dict[str, Any]:
        return article_versions.beside(request, choice)

    def note_of(self, article: Any) -> str:
        """The second line of a story to choose."""
        told = _("Live") if article.is_live else article.get_state_display()
        return f"{article.section} · {told}" if article.section else str(told)

    @admin.display(description=_("story"), ordering="headline")
    def headline_or_so(self, article: Article) -> str:
        return str(article)

    @admin.display(description=_("state"), ordering="state")
    def status(self, article: Article) -> Any:
        state = shown_state(article)
        return worded(state.shape, state.word)

    @admin.display(description=_("due"), ordering=DatedFirst("deadline"))
    def due(self, article: Any) -> Any:
        if article.deadline is None:
            return "–"
        late = article.deadline < timezone.now() and not article.is_live
        time = short_moment(article.deadline)
        return format_html('<span class="st late">{} {}</span>', shape("overdue"), time) if late else time

    @admin.display(description=_("saved"), ordering="saved_at")
    def saved(self, article: Article) -> str:
        return short_moment(article.saved_at)

    @admin.display(description=_("readers"))
    def readers(self, article: Any) -> Any:
        if article.is_live:
            live = worded("live", _("Live, update scheduled") if article.goes_live_at else _("Live"))
            return format_html("{} {}", live, self._against_live(article))
        if article.goes_live_at:
            return worded("scheduled", short_moment(article.goes_live_at))
        if article.was_withdrawn:
            return worded("withdrawn", _("Withdrawn"))
        return _("Not public")

    def _against_live(self, article: Any) -> Any:
        """The way to what the desk has changed since; nothing where it has nothing newer."""
        if article.live is None or article.live == article.newest:
            return ""
        where = reverse("admin:articles_article_history", args=[article.pk])
        return format_html('<a class="nw" href="{}?before=live">{}</a>', where, _("Against live"))
