"""A member's year to keep: a list as a PDF, which is no receipt."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail as outbox
from django.utils import timezone
from pypdf import PdfReader

from membership import giving, receipt_documents
from membership.models import Donation, Issuer, Receipt
from membership.money import Money
from membership.receipt_documents import Paper
from tests.builders.gifts import at_desk, fact, make_donation, text
from tests.builders.membership_members import giver, sign_in, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer():
    return Issuer.objects.create(
        name="Harbour Ledger Cooperative", address="14 Ropewalk, Saltmere", valid_from="2020-01-01"
    )


def test_the_year_can_be_kept_as_a_pdf_for_each_currency_and_is_no_receipt(monkeypatch):
    donation = giver()
    payment = donation.payments.get()
    giving.apply(
        fact(donation, kind="refund", reference="back-1", amount=Money(-300, "EUR"), of=payment.reference)
    )
    year, client, set_as = timezone.localtime(payment.at).year, sign_in(), []
    monkeypatch.setattr(receipt_documents, "as_pdf", lambda paper: set_as.append(paper) or b"%PDF-")

    page = client.get(f"/membership/me/years/{year}/").content.decode()
    answer = client.get(f"/membership/me/years/{year}-EUR.pdf")
    other = client.get(f"/membership/me/years/{year}-USD.pdf")

    assert f'href="/membership/me/years/{year}-EUR.pdf"' in page
    assert (answer["Content-Disposition"], answer["Cache-Control"], answer.content) == (
        f'attachment; filename="{year}-EUR.pdf"',
        "no-store",
        b"%PDF-",
    )
    (paper,) = set_as
    assert [(line.reference, line.minor, line.note) for line in paper.lines] == [
        (donation.reference, 800, ""),
        (donation.reference, -300, "Given back"),
    ]
    assert (paper.total, paper.title, paper.number) == (500, f"Your gifts in {year}", "A list, no receipt")
    assert paper.donor.name == "Hanne Oduya"
    assert other.status_code == 404
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize("year", ["0", "1999", "9999", "10000", "999999999999"])
def test_a_year_without_gifts_has_no_list(year):
    giver()

    assert sign_in().get(f"/membership/me/years/{year}-EUR.pdf").status_code == 404


def test_a_year_whose_letters_no_pdf_has_is_its_page(monkeypatch):
    def cannot(paper):
        raise receipt_documents.CannotSet("No letters for it.")

    payment = giver().payments.get()
    year = timezone.localtime(payment.at).year
    monkeypatch.setattr(receipt_documents, "as_pdf", cannot)

    answer = sign_in().get(f"/membership/me/years/{year}-EUR.pdf")

    assert (answer.status_code, answer["Location"]) == (303, f"/membership/me/years/{year}/")


def test_the_list_of_a_year_is_set_under_the_name_of_the_organisation(issuer):
    payment = giver().payments.get()
    client, year = sign_in(), timezone.localtime(payment.at).year

    pdf = client.get(f"/membership/me/years/{year}-EUR.pdf")

    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "Harbour Ledger Cooperative" in said
    assert "For the tax, use the receipts." in said


def test_what_went_back_of_last_years_gifts_is_no_gift_of_this_year():
    gift = make_donation(name="Hanne Oduya")
    giving.apply(fact(gift, reference="pay-old", at=timezone.now() - timedelta(days=370)))
    back = fact(gift, kind="refund", reference="back", amount=-gift.amount, of="pay-old")
    giving.apply(back)

    page = text(sign_in().get("/membership/me/"))

    assert ("You have given" in page, "No gift of yours has reached us yet in" in page) == (False, True)


@pytest.mark.parametrize("by", ["member", "desk"])
def test_who_is_called_otherwise_is_called_so_in_mails_and_on_receipts_to_come(issuer, client, by):
    donation = giver()
    firm = giver(receipt_name="Oduya & Daughters")
    hanne = sign_in()
    if by == "member":
        hanne.post(
            "/membership/me/details/", {"token": token_of(hanne), "name": "Hanne Vale", "consents": ""}
        )
    else:
        at_desk(client, "view_member", "change_member")
        client.post(f"/admin/membership/member/{donation.member_id}/change/", {"name": "Hanne Vale"})

    for gift in (donation, firm):
        giving.apply(fact(Donation.objects.get(pk=gift.pk), reference=f"again-{gift.pk}"))

    named = [Paper.from_json(one.paper).donor.name for one in Receipt.objects.order_by("pk")]
    assert named == ["Hanne Oduya", "Oduya & Daughters", "Hanne Vale", "Oduya & Daughters"]
    assert [one.body.partition(",")[0] for one in outbox.outbox[-2:]] == ["Dear Hanne Vale"] * 2
