"""Who is credited: authors, and the partners copy comes from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.forms.addresses import ADDRESSES
from articles.models import Author, Outlet
from newsroom.desk.model_admin import DeskAdmin


@admin.register(Author)
class AuthorAdmin(DeskAdmin[Author]):
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


@admin.register(Outlet)
class OutletAdmin(DeskAdmin[Outlet]):
    formfield_overrides = ADDRESSES
    fieldsets = [
        (None, {"fields": ["name", "slug", "url", "description"]}),
        (_("What was agreed"), {"fields": ["agreement_until", "link_required", "may_republish", "terms"]}),
    ]
    list_display = ["name", "agreement_until", "link_required", "may_republish"]
    search_fields = ["name", "slug"]
