"""The desk: Django's admin as this newspaper's own."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    site_title = _("Desk")
    index_title = _("Your desk")
