"""The receiving organisation at the desk, and what is still missing before it can issue a receipt."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from membership import countries
from membership.countries.benefits import is_out_of_date
from membership.countries.problems import of_issuer
from membership.forms.issuer import PASSAGE, PREFIX, IssuerForm, details_of, passages_of
from membership.models import Issuer
from membership.receipts.parties import issuer_of
from newsroom.desk.model_admin import DeskAdmin


@admin.register(Issuer)
class IssuerAdmin(DeskAdmin[Issuer]):
    form = IssuerForm
    actions = None
    never = ("delete",)
    list_display = ("name", "rule", "valid_from", "ready")

    def get_fieldsets(self, request: HttpRequest, obj: Issuer | None = None) -> Any:
        slug = request.POST.get("rule") or (obj.rule if obj else "plain")
        details = [PREFIX + detail.key for detail in details_of(slug)]
        # Where passages are bound, each has a field of its own in place of the free wording.
        wording = [PASSAGE + key for key in passages_of(slug)] or ["wording"]
        return (
            (gettext_lazy("Who receives the money"), {"fields": ("name", "address", "valid_from")}),
            (
                gettext_lazy("Receipts"),
                {"fields": ("rule", "tax_id", *details, "signatory", ("language", "series"), *wording)},
            ),
            (
                gettext_lazy("Where donors send money"),
                {"fields": ("account_holder", ("iban", "bic"), "bank", "cheque_address")},
            ),
        )

    def get_form(
        self, request: HttpRequest, obj: Issuer | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        # The details are no columns, so the factory must not look for them.
        kwargs["fields"] = None
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Issuer, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        missing = missing_of(obj)
        if missing:
            said = ngettext(
                "Receipts wait: one thing is still missing.",
                "Receipts wait: %(count)s things are still missing.",
                len(missing),
            )
            messages.warning(request, said % {"count": len(missing)})
        for sentence in missing:
            messages.warning(request, sentence)
        if limits := _old_limits(obj):
            messages.warning(request, limits)

    @admin.display(description=gettext_lazy("can issue receipts"))
    def ready(self, issuer: Issuer) -> str:
        missing = missing_of(issuer)
        return _("Yes") if not missing else _("Not yet: %(first)s") % {"first": missing[0]}


def missing_of(issuer: Issuer) -> list[str]:
    rule = countries.RULES.get(issuer.rule)
    return of_issuer(rule, issuer_of(issuer)) if rule else []


def _old_limits(issuer: Issuer) -> str:
    """A sentence where we know last year's limits only; it matters once a tier gives something of value."""
    rule = countries.RULES.get(issuer.rule)
    if rule is None or not is_out_of_date(rule, timezone.localdate().year):
        return ""
    return _(
        "Receipts go by the limits of an earlier year for what members get in return: they only rise. "
        "This year’s stand here: %(source)s."
    ) % {"source": rule.benefits.source.title if rule.benefits.source else rule.sources[0].title}
