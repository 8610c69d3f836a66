"""Gifts at the desk: the list of promises, the page of one, and what staff do to it."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving
from membership.admin import donation_page, taking
from membership.admin.acts import ACTS, BY_SLUG
from membership.admin.acts.act import STEER
from membership.admin.paid_through import ProviderFilter
from membership.admin.read_only import ReadOnly, as_written, gifts_of, numbered
from membership.books import reports
from membership.books.reconciling import agreement
from membership.forms.acts import BackForm
from membership.forms.receive import ReceiveForm
from membership.mail import resend, resend_receipt
from membership.members.audit import look
from membership.models import Donation, Status, Terms
from membership.providers.base import ProviderError, for_staff
from newsroom.desk import pages
from newsroom.staff import staff


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            *Status.choices,
            ("overdue", gettext_lazy("Pledge not paid")),
            ("card-expired", gettext_lazy("Card expired")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now, asked = timezone.now(), self.value() or ""
        if asked == "overdue":
            return reports.pledges_overdue(queryset.filter(live=True), now, Terms.current().remind_after_days)
        if asked == "card-expired":
            return reports.cards_run_out(queryset.filter(live=True), now)
        return queryset.filter(Status(asked).query) if asked in Status.values else queryset


@admin.register(Donation)
class DonationAdmin(ReadOnly):
    list_display = ("reference", "who", "promise", "interval", "status", "promised_at")
    list_filter = (StatusFilter, "interval", ProviderFilter, "live")
    search_fields = ("reference", "name", "email", "receipt_name")
    search_help_text = gettext_lazy("A reference, a name or an e-mail address.")
    list_looked_at, row_looked_at = "donations", "donation"
    row_select_related = ("member",)
    change_list_template = "admin/membership/donation/change_list.html"
    change_form_template = "admin/membership/donation/change_form.html"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Donation]:
        return cast("Any", super().get_queryset(request)).with_summary()

    def get_ordering(self, request: HttpRequest) -> Any:
        """The newest first; of a status, by the index that knows both."""
        if StatusFilter.parameter_name in request.GET:
            return ["-summary__promised_at", "-pk"]
        return ["-promised_at", "-pk"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A whole reference or address is found by its index; else every gift is looked through."""
        term = as_written(search_term.strip())
        if gifts := gifts_of(term):
            return queryset.filter(pk__in=gifts), False
        return super().get_search_results(request, queryset, term)

    def get_urls(self) -> list[URLPattern]:
        view = DonationAdmin.act_view
        return [
            self.own_page("take/", taking.take_view, "take"),
            self.own_page("<int:pk>/receive/", DonationAdmin.receive_view, "receive"),
            self.own_page("<int:pk>/ask/", DonationAdmin.ask_view, "ask"),
            self.own_page("<int:pk>/resend/", DonationAdmin.resend_view, "resend"),
            *(self.own_page(f"<int:pk>/{act.slug}/", view, act.slug, act=act.slug) for act in ACTS),
            *super().get_urls(),
        ]

    def shown(self, request: HttpRequest, row: Donation) -> dict[str, Any]:
        return donation_page.page(row, staff(request), ReceiveForm(row))

    def receive_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark a pledge as received: POST only; what is wrong comes back with what was typed."""
        donation = self.row(request, pk)
        if request.method != "POST":
            return self.lead_to(donation)
        user = staff(request)
        giving.require_receive(user)
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
                said = _("%(amount)s received from %(donor)s. The thanks are on their way.")
                messages.success(request, said % {"amount": payment.amount.exact, "donor": donation.donor})
                return self.lead_to(donation)
        look(user, "donation", donation.pk)
        told = donation_page.page(donation, user, form)
        return pages.answer(request, "membership/donation/page", opts=self.opts, form=form, **told)

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Ask once more; on POST do it. What stands in the way comes back as a sentence."""
        donation, user, wanted = self.row(request, pk), staff(request), BY_SLUG[act]
        if not user.has_perm(wanted.permission):
            raise PermissionDenied
        more = {"chosen": request.GET.get("payment", "")} if wanted.form is BackForm else {}
        form = wanted.form(donation, request.POST if request.method == "POST" else None, **more)
        if request.method == "POST" and form.is_valid():
            try:
                done = wanted.do(donation, form, user)
            except (giving.Refused, ProviderError) as error:
                form.add_error(None, for_staff(error))
            else:
                messages.success(request, done)
                return self.lead_to(donation)
        look(user, "donation", donation.pk, how=act)
        return pages.answer(
            request,
            "membership/donation/act",
            opts=self.opts,
            donation=donation,
            act=wanted,
            title=wanted.title,
            warns=wanted.warns(donation),
            form=form,
        )

    def ask_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the provider how the gift stands and hold our ledger against it: POST only."""
        donation, user = self.row(request, pk), staff(request)
        if not user.has_perm(STEER):
            raise PermissionDenied
        if request.method == "POST":
            try:
                found = agreement.ask(donation)
            except (giving.Refused, ProviderError) as error:
                messages.error(request, for_staff(error))
            else:
                told = messages.success if found.agrees else messages.warning
                told(request, f"{found.said}. {found.told}")
        return self.lead_to(donation)

    def resend_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mail a letter of this gift again: POST only."""
        donation, user = self.row(request, pk), staff(request)
        if not user.has_perm(STEER):
            raise PermissionDenied
        letter = numbered(donation.letters, request.POST.get("letter", ""))
        receipt = numbered(donation.receipts, request.POST.get("receipt", ""))
        try:
            if request.method == "POST" and letter:
                resend(letter, user)
                told = _("The letter “%(letter)s” goes out again.") % {"letter": letter.get_kind_display()}
                messages.success(request, told)
            elif request.method == "POST" and receipt:
                resend_receipt(receipt, user)
                messages.success(request, _("Receipt %(receipt)s is on its way.") % {"receipt": receipt.name})
        except giving.Refused as error:
            messages.error(request, str(error))
        return self.lead_to(donation)

    @admin.display(description=gettext_lazy("donor"), ordering="name")
    def who(self, donation: Donation) -> str:
        return donation.donor

    @admin.display(description=gettext_lazy("amount"), ordering="minor")
    def promise(self, donation: Donation) -> str:
        return donation.amount.exact

    @admin.display(description=gettext_lazy("standing"))
    def status(self, donation: Donation) -> str:
        return str(donation.status.label)
