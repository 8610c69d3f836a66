"""A member's papers: receipts as they were issued, and the year on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from membership import members, receipt_documents
from membership.models import MemberSession, Receipt
from membership.receipt_documents import Paper
from membership.views.answers import SeeOther, unstored
from membership.views.me_frame import me_page, signed_in


@signed_in
def my_receipt(request: HttpRequest, session: MemberSession, name: str) -> HttpResponse:
    receipt = _own(session, name)
    paper = receipt_documents.as_html(Paper.from_json(receipt.paper), void=receipt.voided)
    return me_page(request, session, "receipt", {"receipt": receipt, "paper": paper})


@signed_in
def my_receipt_file(request: HttpRequest, session: MemberSession, name: str) -> HttpResponse:
    """The PDF; the page in its place where it has letters that we have no cut for."""
    receipt = _own(session, name)
    try:
        pdf = receipt_documents.as_pdf(Paper.from_json(receipt.paper), void=receipt.voided)
    except receipt_documents.CannotSet:
        return SeeOther(reverse("membership:my_receipt", args=[receipt.name]))
    return _file(pdf, receipt.name)


@signed_in
def my_year(request: HttpRequest, session: MemberSession, year: int) -> HttpResponse:
    if year not in members.years(session.member):
        raise Http404
    # By the year that it is for: `Receipt.year` is the one that it was numbered in.
    annual = Receipt.objects.filter(member__in=session.member.rows(), for_year=year)
    valid = [receipt for receipt in annual.order_by("-pk") if not receipt.voided]
    return me_page(
        request,
        session,
        "year",
        {"statement": members.statement(session.member, year), "annual": valid[0] if valid else None},
    )


@signed_in
def my_year_file(request: HttpRequest, session: MemberSession, year: int, currency: str) -> HttpResponse:
    """The list of the year in one currency, as a PDF; the page in its place as for receipts."""
    paper = year in members.years(session.member) and members.year_as_paper(session.member, year, currency)
    if not paper:
        raise Http404
    try:
        return _file(receipt_documents.as_pdf(paper), f"{year}-{paper.currency}")
    except receipt_documents.CannotSet:
        return SeeOther(reverse("membership:my_year", args=[year]))


def _file(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return unstored(response)


def _own(session: MemberSession, name: str) -> Receipt:
    if "\x00" in name:  # PostgreSQL cannot even be asked for it
        raise Http404
    return get_object_or_404(Receipt.objects.filter(member__in=session.member.rows()), name=name)
