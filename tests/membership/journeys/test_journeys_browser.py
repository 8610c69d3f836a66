"""The ways a gift can go, in a real browser: once, by debit, a transfer that is returned, a dispute, the year's end.
The donor has no JavaScript, the desk has. (By card every month: tests/membership/journeys/test_journey.py.)"""

from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import expect
from pypdf import PdfReader

from membership.models import Donation, Issuer, Payment, Receipt
from newsroom.models import User
from tests.builders.mt940 import mt940
from tests.builders.year_donors import NOW, everybody
from tests.driving.bank_desk import TAKE_IN
from tests.driving.desk_browser import signed_in
from tests.driving.member_browser import come_in
from tests.driving.stripe_ways import stripe  # noqa: F401 (fixtures)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.usefixtures("with_papers"),
]


@pytest.fixture
def donor(newsroom, open_page, quick_hand):
    return open_page(width=390, javascript=False)


@pytest.fixture
def desk(live_server, open_page):
    maya = User.objects.create_superuser("maya", first_name="Maya")
    return signed_in(open_page(), live_server, maya)


def give(page, newsroom, how_often: str, amount: str) -> None:
    """From the form to whatever comes after it."""
    page.goto(f"{newsroom.url}/membership/")
    page.get_by_label(how_often, exact=True).check()
    page.locator(f"#id_own_{how_often.lower()}").fill(amount)
    page.get_by_label("Name (optional)", exact=False).first.fill("Hanne Oduya")
    page.get_by_label("E-mail").fill("hanne@reader.example")
    page.get_by_role("button", name="Continue to payment").last.click()
    # Who typed an amount sees the sum before it is charged.
    page.get_by_role("heading", name="You give").wait_for()
    page.get_by_role("button", name="Continue to payment").click()


def said(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def says(page, words: str) -> None:
    """Waits until it does: a press does not wait for the page that it leads to."""
    expect(page.locator("main")).to_contain_text(words, use_inner_text=True)


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def ledger() -> list[tuple[str, int]]:
    return list(Payment.objects.order_by("pk").values_list("kind", "minor"))


def papers() -> list[tuple[str, int]]:
    return list(Receipt.objects.order_by("pk").values_list("kind", "minor"))


def read(letter) -> str:
    """What stands on the paper that came with a mail."""
    [(_name, pdf, _kind)] = letter.attachments
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def test_a_gift_once_is_paid_thanked_and_certified(newsroom, standin, donor):
    give(donor, newsroom, "Once", "17")
    donor.get_by_role("button", name="Donate 17.00 EUR").click()
    donor.wait_for_url("**/membership/gift/**")
    standin.idle()

    says(donor, "Thank you, Hanne Oduya")
    assert (ledger(), papers()) == ([("payment", 1700)], [("gift", 1700)])
    [thanks] = mail.outbox
    assert "€17.00" in read(thanks)


def test_a_debit_is_on_its_way_until_it_arrives(newsroom, standin, donor):
    give(donor, newsroom, "Once", "17")
    donor.get_by_role("button", name="Pay by bank debit").click()
    donor.wait_for_url("**/membership/gift/**")
    standin.idle()

    says(donor, "is on its way: your bank has the order")
    assert donor.locator("main .btn, main button").count() == 0
    assert (ledger(), len(mail.outbox)) == ([], 1)
    assert "is on its way" in mail.outbox[0].subject

    standin.settle(Donation.objects.get().provider_reference)
    standin.idle()
    donor.reload()

    says(donor, "Gift received")
    assert (ledger(), papers(), len(mail.outbox)) == ([("payment", 1700)], [("gift", 1700)], 2)


def test_a_debit_that_comes_back_can_be_tried_again(newsroom, standin, donor):
    give(donor, newsroom, "Once", "17")
    donor.get_by_role("button", name="Pay by bank debit").click()
    donor.wait_for_url("**/membership/gift/**")
    standin.idle()
    standin.bounce(Donation.objects.get().provider_reference)
    standin.idle()
    donor.reload()

    says(donor, "The payment was not completed")
    assert len(mail.outbox) == 2
    donor.get_by_role("link", name="Try again").click()
    assert donor.locator("#id_own_once").input_value() == "17"
    assert donor.get_by_label("E-mail").input_value() == "hanne@reader.example"
    donor.get_by_role("button", name="Continue to payment").last.click()
    donor.get_by_role("button", name="Donate 17.00 EUR").click()
    donor.wait_for_url("**/membership/gift/**")
    standin.idle()
    assert ledger() == [("failed", 0), ("payment", 1700)]


def take_in(desk, newsroom, name: str, statement: bytes) -> None:
    desk.goto(f"{newsroom.url}{TAKE_IN}")
    desk.get_by_label("Statement").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": statement}
    )
    desk.get_by_role("button", name="Look at it first").click()
    desk.get_by_role("button", name="Take it in").click()
    desk.wait_for_url("**/change/")


def test_a_transfer_that_the_bank_returns_is_booked_back_by_one_press(newsroom, settings, donor, desk):
    settings.MEMBERSHIP_PROVIDER = "pledge"
    Issuer.objects.update(iban="DE89370400440532013000")
    give(donor, newsroom, "Once", "12,50")
    gift = Donation.objects.get()
    says(donor, gift.reference)

    take_in(desk, newsroom, "first.sta", mt940(("C", "12,50", gift.reference)))
    donor.reload()
    says(donor, "Gift received")

    take_in(desk, newsroom, "second.sta", mt940(("RC", "12,50", gift.reference), opening=11250))
    expect(desk.locator("body")).to_contain_text("1 entry that the bank took back is to be looked at below.")
    desk.get_by_role("button", name="Book it back").first.click()
    says(desk, "Booked back")
    donor.reload()

    assert ledger() == [("payment", 1250), ("refund", -1250)]
    assert papers() == [("gift", 1250), ("back", -1250)]
    assert "your bank took €12.50" in mail.outbox[-1].body
    says(donor, "Your bank took your gift of €12.50 back")
    desk.goto(f"{newsroom.url}/admin/membership/findings/")
    says(desk, "Everything adds up.")


def test_a_payment_that_is_disputed_is_taken_out_and_its_gift_can_be_stopped(newsroom, standin, donor, desk):
    give(donor, newsroom, "Monthly", "9")
    donor.get_by_role("button", name="Donate 9.00 EUR").click()
    donor.wait_for_url("**/membership/gift/**")
    standin.idle()
    standin.dispute(Donation.objects.get().provider_reference)
    standin.idle()
    donor.reload()

    says(donor, "Taken back by your bank €9.00")
    assert "is corrected by" in mail.outbox[-1].body
    assert (ledger(), papers()) == ([("payment", 900), ("dispute", -900)], [("gift", 900), ("back", -900)])
    desk.goto(f"{newsroom.url}/admin/membership/findings/")
    says(desk, "Disputed, but the gift goes on")
    desk.locator("summary", has_text="Stop the gift").click()
    desk.get_by_role("button", name="Stop the gift").click()
    standin.idle()

    says(desk, "Everything adds up.")
    assert Donation.objects.get().status == "ended"
    assert standin.dump("subscription")[0]["status"] == "canceled"
    donor.reload()
    says(donor, "Your bank took your gift of €9 a month back")
    says(donor, "nothing more is charged")


@pytest.fixture
def january():
    with time_machine.travel(NOW, tick=True):
        yield


def begin(desk, what: str, *, rehearsal: bool) -> None:
    desk.get_by_label("What", exact=True).select_option(label=what)
    desk.get_by_label("Year", exact=True).select_option("2026")
    desk.get_by_label("Dry run").set_checked(rehearsal)
    desk.get_by_label("Mail each to its donor").check()
    desk.get_by_role("button", name="Begin, or go on").click()


def test_the_papers_of_a_year_are_written_for_all_and_it_is_said_who_got_none(
    january, live_server, settings, desk, open_page
):
    everybody(User.objects.get())
    mail.outbox.clear()
    desk.goto(f"{live_server.url}/admin/membership/years/")
    begin(desk, "Receipts of the year", rehearsal=True)
    says(desk, "4 of 4 donors")
    says(desk, "Would be written 1")
    assert "mailed" not in said(desk)
    says(desk, "Nothing is left of what came in 2026.")
    assert (Receipt.objects.filter(kind="annual").count(), mail.outbox) == (0, [])

    # Nobody works in the background yet: how far it is, and held and gone on with.
    desk.get_by_role("link", name="Papers of the year").last.click()
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    begin(desk, "Receipts of the year", rehearsal=False)
    says(desk, "0 of 4 donors Running")
    desk.get_by_role("button", name="Stop").click()
    says(desk, "0 of 4 donors Stopped")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    desk.get_by_role("button", name="Go on").click()
    says(desk, "4 of 4 donors Finished")
    paper = Receipt.objects.get(kind="annual")
    [receipt] = mail.outbox
    assert (receipt.to, paper.name in read(receipt)) == (["written@reader.example"], True)
    desk.get_by_role("link", name="Written").click()
    says(desk, paper.name)

    desk.get_by_role("link", name="Papers of the year").last.click()
    begin(desk, "Statements of the year, no receipts", rehearsal=False)
    says(desk, "Finished")
    assert "It is no receipt." in mail.outbox[-1].body

    donor = open_page(width=390, javascript=False)
    come_in(donor, live_server.url, "written", "written@reader.example")
    donor.get_by_role("link", name="2026", exact=True).click()
    says(donor, "€8.00")
