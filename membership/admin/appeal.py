"""Appeals at the desk: words, amounts, audience, a goal, and two wordings compared."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.admin.choosing import ChoosingAdmin
from membership.appeals.campaigns import came_by
from membership.appeals.wording_tests import WordingResult, compare
from membership.forms.appeal import AppealAmountsForm, AppealForm, WordingFormSet
from membership.models import Appeal, AppealAmounts, Wording


class AmountsInline(admin.TabularInline[AppealAmounts, Appeal]):
    model = AppealAmounts
    form = AppealAmountsForm
    classes = ("collapse",)
    verbose_name = gettext_lazy("set of amounts")
    verbose_name_plural = gettext_lazy("Amounts for other frequencies and currencies")
    extra = 0
    formfield_overrides: ClassVar = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})}}


class WordingInline(admin.StackedInline[Wording, Appeal]):
    model = Wording
    formset = WordingFormSet
    classes = ("collapse",)
    extra = 0
    max_num = 1
    formfield_overrides: ClassVar = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})}}


@admin.register(Appeal)
class AppealAdmin(ChoosingAdmin[Appeal]):
    form = AppealForm
    chosen = ("sections", "topics", "partners", "kinds")
    list_display = ("heading", "place", "status", "starts_at", "ends_at")
    list_filter = ("place",)
    search_fields = ("heading", "text")
    actions = None
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("came", "comparison")
    inlines = (AmountsInline, WordingInline)
    fieldsets = (
        (gettext_lazy("Words"), {"fields": ("heading", "text", "amounts", "fine_print")}),
        (gettext_lazy("Asks for"), {"fields": (("asks", "button"),)}),
        (gettext_lazy("Where and when"), {"fields": (("place", "slug"), ("starts_at", "ends_at"))}),
        (gettext_lazy("Whom it asks"), {"fields": (("sections", "topics"), ("partners", "kinds"))}),
        (gettext_lazy("Goal"), {"fields": (("goal_minor", "goal_shown"), "came")}),
        (gettext_lazy("Two wordings compared"), {"fields": ("planned_gifts", "comparison")}),
    )
    folded = (gettext_lazy("Whom it asks"), gettext_lazy("Goal"), gettext_lazy("Two wordings compared"))
    formfield_overrides: ClassVar = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 5})},
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        },
    }

    @admin.display(description=gettext_lazy("now"))
    def status(self, appeal: Appeal) -> str:
        now = timezone.now()
        if appeal.starts_at > now:
            return _("Planned")
        if appeal.ends_at and appeal.ends_at <= now:
            return _("Ended")
        return _("Asking")

    @admin.display(description=gettext_lazy("came so far"))
    def came(self, appeal: Appeal) -> str:
        sums = came_by(appeal) if appeal.pk else []
        return ", ".join(amount.exact for amount in sums) or _("Nothing yet")

    @admin.display(description=gettext_lazy("how it stands"))
    def comparison(self, appeal: Appeal) -> str:
        found = compare(appeal) if appeal.pk else None
        return in_words(found) if found else _("One wording; nothing is compared.")

    def get_fieldsets(self, request: HttpRequest, obj: Appeal | None = None) -> Any:
        """What most appeals never use is folded until it says something."""
        quiet = {"classes": ("collapse",)}
        return [
            (name, {**told, **(quiet if name in self.folded and not _says(obj, told["fields"]) else {})})
            for name, told in self.fieldsets
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Appeal | None = None) -> bool:
        """What gifts came by is ended, not deleted: they would no longer tell what asked for them."""
        return super().has_delete_permission(request, obj) and not (obj and obj.donations.exists())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        return super().get_queryset(request).order_by("-starts_at")


def _says(appeal: Appeal | None, fields: Iterable[Any]) -> bool:
    """Whether one of the columns in this part of the form is filled in."""
    names = [name for row in fields for name in ([row] if isinstance(row, str) else row)]
    columns = {field.name for field in Appeal._meta.concrete_fields}
    return any(getattr(appeal, name) for name in names if appeal and name in columns)


def in_words(found: WordingResult) -> str:
    """The verdict as a person would say it, with the sample and the interval; none before it is due."""
    told: dict[str, Any] = {
        "gifts": found.gifts,
        "planned": found.planned,
        "share": f"{found.share:.0%}",
        "first": found.first,
        "second": found.second,
    }
    if not found.due:
        return (
            _("%(gifts)s of %(planned)s gifts have come. No verdict, and no lean, before all of them.") % told
        )
    if found.low is None or found.high is None:
        return _("The appeal has ended and no gift has come by either wording.")
    told |= {
        "of": (found.first or 0) + (found.second or 0),
        "low": f"{found.low:.1%}",
        "high": f"{found.high:.1%}",
    }
    counts = _(
        "Of %(of)s gifts (planned: %(planned)s) %(second)s came by the second wording and %(first)s by the "
        "first. The second’s part lies between %(low)s and %(high)s (95 %% interval); "
        "it was shown in %(share)s."
    )
    verdicts = {
        "second": _("The second wording brings more gifts."),
        "first": _("The first wording brings more gifts."),
        "none": _("No difference can be told."),
    }
    return f"{verdicts[found.verdict]} {counts % told}"
