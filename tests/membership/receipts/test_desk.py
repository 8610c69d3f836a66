"""Receipts at the desk: looked at, printed, voided, replaced, claimed on."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from membership import giving
from membership.models import Donation, Issuer, Look, Receipt
from membership.money import Money
from tests.builders.by_hand import by_hand
from tests.builders.gifts import at_desk, fact, make_donation, person, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def issuer():
    return Issuer.objects.create(name="Harbour Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))


@pytest.fixture
def receipt():
    giving.apply(fact(make_donation(name="Hanne Oduya")))
    return Receipt.objects.get()


@pytest.fixture
def manager(client):
    return at_desk(client, "view_receipt", "void_receipt", "view_donation")


def url(name: str, receipt: Receipt) -> str:
    return reverse(f"admin:membership_receipt_{name}", args=[receipt.pk])


def test_the_paper_is_shown_as_it_was_issued_and_the_look_is_recorded(client, manager, receipt):
    with by_hand():
        Donation.objects.update(name="Somebody Else")

    page = client.get(url("change", receipt))

    assert page.status_code == 200
    assert "Hanne Oduya" in text(page)
    assert "Somebody Else" not in text(page)
    assert list(Look.objects.values_list("by__username", "what", "which")) == [
        ("petra", "receipt", str(receipt.pk))
    ]


def test_the_list_shows_receipts_and_which_are_void(client, manager, receipt):
    client.post(url("void", receipt), {"reason": "Wrong person"})

    page = client.get(reverse("admin:membership_receipt_changelist"))

    assert page.status_code == 200
    assert text(page).count("Voided") == 1


def test_the_pdf_says_what_the_paper_says(client, manager, receipt, tmp_path):
    answer = client.get(url("pdf", receipt))

    (tmp_path / "r.pdf").write_bytes(answer.content)
    said = PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{receipt.name}.pdf"'
    assert all(word in said for word in (receipt.name, "Hanne Oduya", "Harbour Ledger"))


def test_a_pdf_that_cannot_be_set_sends_back_with_the_reason(client, manager, issuer):
    giving.apply(fact(make_donation(name="花子")))

    answer = client.get(url("pdf", Receipt.objects.get()), follow=True)

    assert "The PDF has no letters for" in text(answer)


@pytest.mark.parametrize(
    ("how", "kinds"), [("void", ["gift", "void"]), ("replace", ["gift", "void", "gift"])]
)
def test_answering_asks_first_and_writes_another_paper(client, manager, receipt, how, kinds):
    asked = client.get(url(how, receipt))
    empty = client.post(url(how, receipt), {"reason": ""})
    assert (asked.status_code, empty.status_code, Receipt.objects.count()) == (200, 422, 1)
    assert "Say why. It stands in the books." in text(empty)

    done = client.post(url(how, receipt), {"reason": "Wrong person"}, follow=True)

    assert [row.kind for row in Receipt.objects.order_by("number")] == kinds
    assert "has been written" in text(done)


def test_what_cannot_be_replaced_is_told_and_the_reason_kept(client, manager, receipt, issuer):
    Issuer.objects.filter(pk=issuer.pk).update(rule="fr", language="fr")

    page = client.post(url("replace", receipt), {"reason": "The firm paid"})

    assert (page.status_code, Receipt.objects.count()) == (422, 1)
    assert "The firm paid" in page.content.decode()


def test_looking_does_not_let_answer(client, receipt):
    client.force_login(person("eve", "view_receipt"))

    assert client.get(url("change", receipt)).status_code == 200
    assert "Void…" not in text(client.get(url("change", receipt)))
    assert client.post(url("void", receipt), {"reason": "x"}).status_code == 403
    assert client.get(reverse("admin:membership_receipt_claim")).status_code == 403
    assert Receipt.objects.count() == 1


def test_nobody_else_sees_a_receipt(client, receipt):
    client.force_login(person("sam"))

    assert [client.get(url(name, receipt)).status_code for name in ("change", "pdf", "void")] == [403] * 3


def test_a_receipt_that_is_not_there_is_not_found(client, manager):
    assert client.get(reverse("admin:membership_receipt_pdf", args=[99])).status_code == 404


def test_the_gift_aid_claim_is_shown_and_downloaded(client, manager):
    for postcode in ("LS1 4AP", "nowhere"):
        gift = make_donation(
            name="Hanne Oduya", currency="GBP", declaration="I want", street="12 Mill Lane", postcode=postcode
        )
        giving.apply(fact(gift, reference=f"pay-{gift.pk}", amount=Money(800, "GBP")))
    today = timezone.localdate()
    claim = reverse("admin:membership_receipt_claim")
    days = {"since": f"{today}", "until": f"{today}"}

    empty, page = client.get(claim), client.get(claim, days)
    file = client.get(claim, {**days, "csv": "1"})
    wrong = client.get(claim, {"since": f"{today}", "until": "2020-01-01"})
    never = client.get(claim, {"since": "0001-01-01", "until": "9999-12-31"})
    assert (never.status_code, text(never).count("Enter the day as 2026-11-22.")) == (422, 2)

    assert empty.status_code == 200
    assert "1 gift, £8.00" in text(page)
    assert "is no British postcode" in text(page)
    assert file.content.decode().splitlines()[1] == f",Hanne,Oduya,12,LS1 4AP,,,{today:%d/%m/%y},8.00"
    assert "The last day comes before the first" in text(wrong)
    assert Look.objects.filter(what="gift-aid").count() == 2
