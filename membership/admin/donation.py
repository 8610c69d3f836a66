"""Gifts at the desk: the promise, its ledger, and the one thing staff do to it."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving
from membership.admin.payment import ReadOnly, as_written
from membership.forms.receive import ReceiveForm
from membership.models import Donation
from membership.money import Money
from newsroom.models import User


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("promised", gettext_lazy("Promised")),
            ("received", gettext_lazy("Received")),
            ("failed", gettext_lazy("Not completed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Donation]) -> QuerySet[Donation]:
        wanted = {
            "promised": {"ledger_paid": 0, "ledger_failed": 0},
            "received": {"ledger_sum__gt": 0},
            "failed": {"ledger_paid": 0, "ledger_failed__gt": 0},
        }.get(self.value() or "", {})
        return queryset.filter(**wanted)


@admin.register(Donation)
class DonationAdmin(ReadOnly):
    list_display = ("reference", "who", "promise", "interval", "standing", "promised_at", "source")
    list_filter = (StatusFilter, "interval", "provider", "live")
    search_fields = ("reference", "name", "email", "receipt_name")
    search_help_text = gettext_lazy("A reference, a name or an e-mail address.")
    date_hierarchy = None
    change_form_template = "admin/membership/donation/change_form.html"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Donation]:
        return cast("Any", super().get_queryset(request)).with_standing()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, as_written(search_term))

    def get_urls(self) -> list[URLPattern]:
        receive = self.admin_site.admin_view(self.receive_view)
        return [
            path("<int:pk>/receive/", receive, name="membership_donation_receive"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        donation = self._donation(request, object_id)
        return super().change_view(
            request,
            object_id,
            form_url,
            {**self._page(request, donation, ReceiveForm(donation)), **(extra_context or {})},
        )

    def receive_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark a pledge as received: POST only; what is wrong comes back with what was typed."""
        donation = self._donation(request, str(pk))
        if request.method != "POST":
            return HttpResponseRedirect(self._url(donation))
        user = cast("User", request.user)
        giving.may_receive(user)
        form = ReceiveForm(donation, request.POST)
        if form.is_valid():
            try:
                payment = giving.receive(
                    donation,
                    by=user,
                    amount=form.cleaned_data["amount"],
                    at=form.cleaned_data["at"],
                    note=form.cleaned_data["note"],
                )
            except giving.Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request,
                    _("%(amount)s received from %(donor)s. The thanks are on their way.")
                    % {"amount": payment.amount.exact, "donor": donation.donor},
                )
                return HttpResponseRedirect(self._url(donation))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": donation,
            "has_view_permission": True,
            **self._page(request, donation, form),
        }
        return TemplateResponse(request, "admin/membership/donation/page.html", context, status=422)

    def _donation(self, request: HttpRequest, object_id: str) -> Donation:
        donation = self.get_queryset(request).filter(pk=object_id if object_id.isdecimal() else 0).first()
        if not self.has_view_permission(request):
            raise PermissionDenied
        if donation is None:
            raise Http404
        return donation

    def _page(self, request: HttpRequest, donation: Donation, form: ReceiveForm) -> dict[str, Any]:
        lines = list(donation.payments.select_related("recorded_by").order_by("at", "pk"))
        sums = [Money(total, donation.currency).exact for total in accumulate(line.minor for line in lines)]
        user = cast("User", request.user)
        return {
            "donation": donation,
            "title": donation.reference,
            "subtitle": None,
            "lines": list(zip(lines, sums, strict=True))[::-1],
            "letters": list(donation.letters.all()),
            "form_receive": form,
            "may_receive": donation.provider == "pledge" and user.has_perm("membership.receive_donation"),
        }

    def _url(self, donation: Donation) -> str:
        return reverse("admin:membership_donation_change", args=[donation.pk])

    @admin.display(description=gettext_lazy("donor"), ordering="name")
    def who(self, donation: Donation) -> str:
        return donation.donor

    @admin.display(description=gettext_lazy("amount"), ordering="minor")
    def promise(self, donation: Donation) -> str:
        return donation.amount.exact

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, donation: Donation) -> str:
        return str(donation.status.label)
