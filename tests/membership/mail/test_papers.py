"""Which paper goes with which mail, and what the page of the gift says of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail as post
from django.utils import timezone

from membership import giving, receipts
from membership.mail.text import enclosed, words
from membership.models import Issuer, Letter, Look, Receipt
from membership.receipts.issuing import issue
from newsroom.models import Imprint
from tests.builders.gifts import fact, person, text
from tests.builders.letters import carry
from tests.builders.receipt_book import gift, issuer, paid  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def manager():
    return person(
        "petra", "void_receipt", "view_donation", "view_receipt", "steer_donation", "receive_donation"
    )


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def back(payment, minor: int = -300) -> None:
    told = fact(payment.donation, kind="refund", reference="back-1", of=payment.reference)
    giving.apply(type(told)(**{**vars(told), "amount": type(payment.amount)(minor, "EUR")}))


def went_with(letter: Letter) -> list[str]:
    return [name for name, _data, _kind in enclosed(letter)]


def body(letter: Letter) -> str:
    return " ".join(words(letter, Imprint.current())[1].split())


def mailed(page) -> list[str]:
    """What stands under “Mailed” for each receipt of the page, newest first."""
    table = re.search(r'id="receipts".*?<tbody>(.*?)</tbody>', page.content.decode(), re.DOTALL)[1]
    cells = [
        re.findall(r"<td.*?</td>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]
    return [" ".join(re.sub(r"<[^>]*>", " ", row[3]).split()) for row in cells]


# --- the mail
def test_the_correction_goes_with_the_mail_that_money_went_back():
    payment = paid()

    back(payment)

    letter = Letter.objects.get(kind="given-back")
    paper = Receipt.objects.get(kind="back")
    assert went_with(letter) == [f"{paper.name}.pdf"]
    assert f"is corrected by {paper.name}, which comes with this mail" in body(letter)


def test_a_receipt_counts_for_the_rest_until_all_of_it_went_back():
    payment = paid()

    back(payment)
    told(payment, "dispute", -500)

    first, second = Receipt.objects.filter(kind="back").order_by("number")
    assert "counts for the rest alone" in str(first.paper)
    assert "no longer counts" in str(second.paper)


def told(payment, kind: str, minor: int) -> None:
    amount = type(payment.amount)(minor, "EUR")
    giving.apply(fact(payment.donation, kind=kind, reference="dp-1", of=payment.reference, amount=amount))


def test_what_the_bank_took_back_after_a_dispute_is_told_with_the_correction():
    payment = paid()

    told(payment, "dispute", -800)

    letter = Letter.objects.get(kind="given-back")
    paper = Receipt.objects.get(kind="back")
    assert went_with(letter) == [f"{paper.name}.pdf"]
    assert "your bank took €8.00 of your gift back, as the payment was disputed there" in body(letter)
    assert "given" not in body(letter).replace("not given", "")
    assert words(letter, Imprint.current())[0].startswith("Your bank took a payment to ")


def test_when_a_dispute_is_won_the_donor_is_told_that_the_first_receipt_holds_again():
    payment = paid()
    told(payment, "dispute", -800)

    told(payment, "reinstated", 800)

    first, note, void = Receipt.objects.order_by("number")
    letter = Letter.objects.get(kind="receipt")
    assert went_with(letter) == [f"{void.name}.pdf"]
    assert words(letter, Imprint.current())[0].startswith(f"Your receipt {first.name} from ")
    assert f"what {note.name} took off your receipt {first.name} counts again" in body(letter)
    assert "do not use" not in body(letter)


def test_without_a_receipt_the_mail_promises_no_correction():
    Issuer.objects.all().delete()
    payment = paid()

    back(payment)

    letter = Letter.objects.get(kind="given-back")
    assert went_with(letter) == []
    assert "with this mail" not in body(letter)
    assert "correct" not in body(letter)


def test_the_donor_is_told_when_staff_void_a_receipt(manager):
    payment = paid()
    receipt = Receipt.objects.get()

    void = receipts.void(receipt, by=manager, reason="The wrong name")

    letter = Letter.objects.get(kind="receipt")
    assert (letter.donation, letter.receipt) == (payment.donation, void)
    assert went_with(letter) == [f"{void.name}.pdf"]
    assert f"receipt {receipt.name} is void" in body(letter)
    assert receipt.name in words(letter, Imprint.current())[0]


def test_a_replacement_is_one_mail_that_names_the_receipt_it_replaces(manager):
    paid()
    receipt = Receipt.objects.get()

    new = receipts.replace(receipt, by=manager, reason="The wrong name")

    letter = Letter.objects.get(kind="receipt")
    assert letter.receipt == new
    assert f"It replaces receipt {receipt.name}, which no longer holds." in body(letter)


def test_a_donor_without_an_address_is_not_written_to(manager):
    paid(gift(email=""))

    receipts.void(Receipt.objects.get(), by=manager, reason="The wrong name")

    assert Letter.objects.count() == 0


# --- the page
def test_a_receipt_that_went_with_the_thanks_is_shown_as_mailed(desk, django_capture_on_commit_callbacks):
    payment = paid(at=timezone.now() - timedelta(days=40))
    Letter.objects.update(sent_at=timezone.now())

    page = desk.get(f"/admin/membership/donation/{payment.donation_id}/change/")

    (said,) = mailed(page)
    assert "Mail again" in said
    assert "no" not in said.split()
    assert f"Gift, {timezone.localtime(payment.at):%-d %B %Y}" in text(page)


def test_a_receipt_written_after_the_thanks_left_is_mailed_by_itself(desk):
    Issuer.objects.update(valid_from=timezone.localdate() + timedelta(days=1))
    payment = paid()
    Letter.objects.update(sent_at=timezone.now())
    Issuer.objects.update(valid_from=timezone.localdate())
    receipt = issue(payment)
    url = f"/admin/membership/donation/{payment.donation_id}"

    before = mailed(desk.get(f"{url}/change/"))
    desk.post(f"{url}/resend/", {"receipt": receipt.pk})
    after = mailed(desk.get(f"{url}/change/"))

    letter = Letter.objects.get(kind="receipt")
    assert before == [f"no Mail it : {receipt.name}"]
    assert ["Mail again" in said for said in after] == [True]
    assert (letter.receipt, went_with(letter)) == (receipt, [f"{receipt.name}.pdf"])


@pytest.mark.usefixtures("with_papers")
def test_the_thanks_are_mailed_again_with_the_receipt(desk, django_capture_on_commit_callbacks):
    payment = paid()
    letter = Letter.objects.get(kind="thanks")
    Letter.objects.update(sent_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/membership/donation/{payment.donation_id}/resend/", {"letter": letter.pk})
    carry(letter)

    assert [name for name, _data, _kind in post.outbox[-1].attachments] == [
        f"{Receipt.objects.get().name}.pdf"
    ]


def test_the_audit_trail_has_the_true_number_of_a_list_of_receipts(desk):
    for _number in range(3):
        paid()

    desk.get("/admin/membership/receipt/")

    assert [(look.what, look.rows) for look in Look.objects.all()] == [("receipts", 3)]
