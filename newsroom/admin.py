"""Access: who may sign in, in which group, and the paper's imprint."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom import choosing
from newsroom.desk import pages, running
from newsroom.desk.model_admin import DeskAdmin, OneRow
from newsroom.jobs import STEER
from newsroom.models import Imprint, User


@admin.register(User)
class PersonAdmin(DeskAdmin[User], UserAdmin):
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "job_title", "email")}),
        (
            _("Access"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _("To work on the desk a person needs “staff” and a group."),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "job_title", "email")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
        (_("Access"), {"fields": ("is_staff", "groups")}),
    )
    list_display = ("__str__", "username", "job_title", "email", "is_staff", "is_active")
    list_display_links = ("__str__",)
    search_fields = ("username", "first_name", "last_name", "email")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The few groups are ticked, not searched."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class DeskGroupAdmin(GroupAdmin):
    list_display = ("name",)


class ImprintForm(forms.ModelForm[Imprint]):
    def clean_lost_picture(self) -> str:
        key: str = self.cleaned_data["lost_picture"].strip()
        if key and not choosing.named("pictures", [key]):
            raise forms.ValidationError(_("There is no picture of that number. See the address of its page."))
        return key


@admin.register(Imprint)
class ImprintAdmin(OneRow[Imprint]):
    form = ImprintForm
    fieldsets = [
        (_("The paper"), {"fields": ["name", "tagline"]}),
        (_("Who answers for it"), {"fields": ["publisher", "editor", "email", "phone"]}),
        (
            _("Beside the nameplate"),
            {"fields": [("left_ear_head", "left_ear"), ("right_ear_head", "right_ear")]},
        ),
        (
            _("Pages that are not there"),
            {"fields": ["lost_heading", "lost_text", "gone_heading", "lost_picture"]},
        ),
        (_("Gifts"), {"fields": ["gift_heading", "gift_standfirst", "tax_text", "bank_details"]}),
    ]


pages.page("running/", "running", STEER)(running.page)
