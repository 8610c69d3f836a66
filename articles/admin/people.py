"""Who is credited: authors, and the partners copy comes from."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.admin.naming import NamedAdmin, day, line, stories
from articles.forms.addresses import ADDRESSES
from articles.models import Author, Edition, EditionByline, Outlet


@admin.register(Author)
class AuthorAdmin(NamedAdmin[Author]):
    formfield_overrides = ADDRESSES
    fieldsets = [
        (None, {"fields": ["name", "slug", "organisation", "job_title", "outlet"]}),
        (_("As readers see them"), {"fields": ["portrait", "bio", "interests", "email"]}),
        (_("On the desk"), {"fields": ["user", "former"]}),
    ]
    list_display = ["name", "job_title", "outlet", "user", "former"]
    list_filter = ["former", "organisation", "outlet"]
    list_select_related = ["outlet", "user"]
    search_fields = ["name", "slug", "outlet__name"]
    autocomplete_fields = ["outlet", "portrait", "user"]

    def with_notes(self, rows: QuerySet[Author]) -> QuerySet[Any]:
        """With what `note_of` tells: asked of the few that are shown, not of all that have the letters."""
        credited = Count("bylines__article", distinct=True)
        # Asked of one edition after another, the newest first: a list of all that are readable takes longer.
        readable = Exists(Edition.objects.readable().filter(pk=OuterRef("edition")))
        live = EditionByline.objects.filter(readable, author=OuterRef("pk"))
        last = live.order_by("-first_live", "-edition_id").values("first_live")
        return rows.select_related("outlet").annotate(credited=credited, last=Subquery(last[:1]))

    def note_of(self, row: Any) -> str:
        told = stories(row.credited)
        if told and row.last:
            told = _("%(stories)s, last on %(date)s") % {"stories": told, "date": day(row.last)}
        return line(_("has left") if row.former else row.job_title, row.outlet, told)


@admin.register(Outlet)
class OutletAdmin(NamedAdmin[Outlet]):
    formfield_overrides = ADDRESSES
    fieldsets = [
        (None, {"fields": ["name", "slug", "url", "description"]}),
        (_("What was agreed"), {"fields": ["agreement_until", "link_required", "may_republish", "terms"]}),
    ]
    list_display = ["name", "agreement_until", "link_required", "may_republish"]
    search_fields = ["name", "slug"]

    def note_of(self, row: Any) -> str:
        if row.agreement_until is None:
            return ""
        return str(_("Agreement until %(date)s") % {"date": date_format(row.agreement_until)})
