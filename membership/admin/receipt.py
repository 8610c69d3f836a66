"""Receipts at the desk: to look at, to print, to void and to write anew."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import countries, receipts
from membership.admin.money_column import money_column
from membership.admin.read_only import ReadOnly, as_written, gifts_of
from membership.forms.answer import AnswerForm, ClaimForm
from membership.members import audit
from membership.models import Issuer, Member, Receipt
from membership.receipt_documents import CannotSet, Paper, as_html, as_pdf
from membership.refusals import Refused
from newsroom.desk import pages
from newsroom.desk.model_admin import More
from newsroom.staff import staff


@admin.register(Receipt)
class ReceiptAdmin(ReadOnly):
    list_display = ("name", "kind", "issued_at", "to", "money", "gift", "status")
    list_filter = ("kind", "year", "issuer")
    list_select_related = ("donation", "issuer")
    # Numbered as they are issued; by the day of issue every one would be sorted.
    ordering = ("-pk",)
    list_looked_at = "receipts"
    row_select_related = ("donation", "member", "of", "issuer", "issued_by")
    money = money_column("minor", gettext_lazy("amount"))
    search_fields = ("name", "donation__reference", "donation__name", "donation__email", "member__email")
    search_help_text = gettext_lazy("The number of a receipt or gift, a name or an e-mail address.")
    change_form_template = "admin/membership/receipt/change_form.html"
    change_list_template = "admin/membership/receipt/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Receipt]:
        voids = Receipt.objects.filter(of=OuterRef("pk"), kind=Receipt.Kind.VOID)
        return super().get_queryset(request).annotate(void_answers=Exists(voids))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Those of a gift or member whose whole reference or address was typed are found by its index."""
        term = as_written(search_term.strip())
        gifts = gifts_of(term)
        members = list(Member.objects.filter(email=term.lower()).values_list("pk", flat=True)) if term else []
        if gifts or members:
            return queryset.filter(Q(donation__in=gifts) | Q(member__in=members)), False
        return super().get_search_results(request, queryset, term)

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_page("<int:pk>/pdf/", ReceiptAdmin.pdf_view, "pdf"),
            self.own_page("<int:pk>/void/", ReceiptAdmin.answer_view, "void", how="void"),
            self.own_page("<int:pk>/replace/", ReceiptAdmin.answer_view, "replace", how="replace"),
            self.own_page("gift-aid/", ReceiptAdmin.claim_view, "claim"),
            *super().get_urls(),
        ]

    def row(self, request: HttpRequest, pk: int | str, *, view: bool = True) -> Any:
        receipt = super().row(request, pk, view=view)
        audit.look(staff(request), "receipt", str(receipt.pk))
        return receipt

    def shown(self, request: HttpRequest, row: Receipt) -> dict[str, Any]:
        may = staff(request).has_perm("membership.void_receipt")
        return {
            "receipt": row,
            # Every word in it is escaped by the template that makes it.
            "paper": mark_safe(as_html(Paper.from_json(row.paper), void=row.voided)),  # noqa: S308
            "answers": list(row.answers.order_by("number")),
            "may_answer": may and not row.voided,
            "may_void": row.kind in {Receipt.Kind.GIFT, Receipt.Kind.ANNUAL},
            "may_replace": row.kind == Receipt.Kind.GIFT,
            "title": row.name,
            "subtitle": None,
        }

    def pdf_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        receipt = self.row(request, pk)
        try:
            data = as_pdf(Paper.from_json(receipt.paper), void=receipt.voided)
        except CannotSet as error:
            messages.error(request, str(error))
            return self.lead_to(receipt)
        return HttpResponse(
            data,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{receipt.name}.pdf"'},
        )

    def changelist_view(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        """Gift Aid is offered where the issuer is British, and nowhere else."""
        issuer = Issuer.current()
        rule = countries.RULES.get(issuer.rule) if issuer else None
        told = {"gift_aid": bool(rule and rule.declaration)}
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def claim_view(self, request: HttpRequest) -> HttpResponse:
        """The Gift Aid schedule for a span of days; what cannot be claimed yet is shown with its reasons."""
        user = staff(request)
        if not user.has_perm("membership.view_receipt") or not user.has_perm("membership.view_donation"):
            raise PermissionDenied
        asked = "since" in request.GET
        form = ClaimForm(request.GET) if asked else ClaimForm()
        found = None
        if asked and form.is_valid():
            found = receipts.claims(form.cleaned_data["since"], form.cleaned_data["until"])
            audit.look(user, "gift-aid", rows=found.count + len(found.left_out))
            if "csv" in request.GET:
                name = f"gift-aid-{form.cleaned_data['since']}-{form.cleaned_data['until']}.csv"
                headers = {"Content-Disposition": f'attachment; filename="{name}"'}
                return HttpResponse(found.csv, content_type="text/csv; charset=utf-8", headers=headers)
        return pages.answer(
            request,
            "membership/receipt/claim",
            opts=self.opts,
            title=_("Gift Aid claim"),
            form=form,
            found=found,
            query=request.GET.urlencode(),
        )

    def answer_view(self, request: HttpRequest, pk: int, how: str) -> HttpResponse:
        """A page that says what will happen and asks for the reason; it happens on POST."""
        receipt = self.row(request, pk)
        user = staff(request)
        receipts.require_answer(user)
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            verb = receipts.void if how == "void" else receipts.replace
            try:
                new = verb(receipt, by=user, reason=form.cleaned_data["reason"])
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("%(new)s has been written.") % {"new": new.name})
                return self.lead_to(new)
        title = _("Void %(name)s") if how == "void" else _("Replace %(name)s")
        return pages.answer(
            request,
            "membership/receipt/answer",
            opts=self.opts,
            title=title % {"name": receipt.name},
            receipt=receipt,
            form=form,
            how=how,
        )

    @admin.display(description=gettext_lazy("to"))
    def to(self, receipt: Receipt) -> str:
        return str(receipt.paper.get("donor", {}).get("name", ""))

    @admin.display(description=gettext_lazy("gift"))
    def gift(self, receipt: Receipt) -> str:
        return receipt.donation.reference if receipt.donation else ""

    @admin.display(description=gettext_lazy("standing"))
    def status(self, receipt: Receipt) -> str:
        return str(_("Voided")) if receipt.void_answers else ""
