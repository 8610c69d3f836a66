"""What a bank takes back of a transfer: told before, matched to its payment, booked back by one press, once."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from membership import bank_imports, giving
from membership.mail.text import words
from membership.models import BankReturn, Donation, Issuer, Letter, Payment, Receipt, Status
from membership.models.instalments import instalments
from membership.money import Money
from newsroom.models import Imprint
from tests.builders.bank_files import pledge
from tests.builders.books import day
from tests.builders.gifts import person, text
from tests.builders.mt940 import mt940
from tests.builders.returned import gift, judged, manager, open_ones, paid, take, today  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


# --- told before
def test_the_preview_tells_day_amount_text_and_the_payment_that_went_back(gift, manager, client):
    payment = paid(gift, manager)
    client.force_login(person("paula", "receive_donation", "view_bankstatement"))
    data = mt940(("RC", "12,50", f"RUECK {gift.reference}", "Bank", "0305"))

    (back,) = bank_imports.preview(data, "x.sta").backs
    page = client.post("/admin/membership/bankstatement/take-in/", {"file": _file(data)})

    assert (back.told.money, back.told.booked_on) == (Money(-1250, "EUR"), date(2026, 3, 5))
    assert (back.verdict, back.payment, back.why) == ("fits", payment, "")
    for told in (
        "Taken back by the bank",
        "5 Mar 2026",
        "€12.50",
        gift.reference,
        "The payment of €12.50 on 2 March 2026",
    ):
        assert told in text(page)
    assert BankReturn.objects.count() == 0


def _file(data: bytes):
    return SimpleUploadedFile("march.sta", data)


@pytest.mark.parametrize("turned", [False, True])
def test_a_return_in_the_file_of_its_credit_is_known_for_it_in_both_orders(gift, manager, turned):
    entries = [("C", "12,50", gift.reference), ("RC", "12,50", gift.reference, "Bank", "0305")]
    data = mt940(*(reversed(entries) if turned else entries))

    (before,) = bank_imports.preview(data, "x.sta").backs
    bank_imports.take_in(data, "x.sta", manager)

    assert (before.verdict, before.why) == ("fits", "It takes back a credit of this very file.")
    (after,) = bank_imports.judge_rows(BankReturn.objects.all())
    assert (after.verdict, after.payment) == ("fits", Payment.objects.get())


def test_a_return_whose_credit_comes_with_a_later_file_waits_for_it(gift, manager):
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    before = judged()

    paid(gift, manager)

    assert before == [("unmatched", "No payment by transfer had come for it before that day.")]
    assert judged() == [("fits", "")]


# --- once, and for good
def test_it_is_kept_once_across_overlapping_files_and_never_changed(gift, manager):
    paid(gift, manager)
    back = ("RC", "12,50", gift.reference, "Bank", "0305")
    take(back, by=manager)
    take(back, ("RC", "3,00", "another", "Bank", "0306"), by=manager)

    assert [row.minor for row in BankReturn.objects.order_by("pk")] == [-1250, -300]
    row = BankReturn.objects.all()[0]
    with pytest.raises(Exception, match="never changed"):
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE membership_bankreturn SET minor = 1")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE membership_bankstatement SET name = 'x'")


def test_the_same_file_again_is_refused_though_it_holds_returns_alone(manager):
    data = mt940(("RC", "3,00", "another", "Bank"))
    bank_imports.take_in(data, "x.sta", manager)

    with pytest.raises(giving.Refused, match="was taken in on"):
        bank_imports.take_in(data, "x.sta", manager)


# --- booked back
def test_one_press_books_it_back_answers_the_receipt_and_tells_the_donor(gift, manager, client):
    Issuer.objects.create(name="Harbour Ledger", address="Quay 1", rule="plain", valid_from=date(2026, 1, 1))
    payment = paid(gift, manager)
    receipt = Receipt.objects.get()
    row = take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager).statement
    client.force_login(person("paula", "receive_donation", "view_bankstatement", "view_donation"))
    url = f"/admin/membership/bankstatement/{row.pk}"
    page = client.get(f"{url}/change/")

    for _click in range(2):
        done = client.post(f"{url}/back/", {"returned": BankReturn.objects.get().pk}, follow=True)

    assert "Book it back" in text(page)
    assert f"€12.50 of {gift.reference} are booked back. The donor is told by mail." in text(done)
    assert "Booked back" in text(done)
    line = Payment.objects.exclude(pk=payment.pk).get()
    assert (line.kind, line.minor, line.of, line.provider) == ("refund", -1250, payment.reference, "pledge")
    assert (line.at.date(), line.note) == (date(2026, 3, 5), "Returned by the bank")
    assert gift.status == Status.GIVEN_BACK
    answer = Receipt.objects.get(kind="back")
    assert (answer.of, answer.minor) == (receipt, -1250)
    assert "was returned on 5 March 2026" in str(answer.paper)
    assert Letter.objects.get(kind="given-back").payment == line
    assert open_ones(manager) == []


def test_the_mail_says_that_the_bank_took_it_back(gift, manager):
    paid(gift, manager)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    bank_imports.book_back(BankReturn.objects.get(), manager)

    _subject, body = words(Letter.objects.get(kind="given-back"), Imprint.current())

    assert "your bank took €12.50 of your gift back" in body
    assert "we have given" not in body


def test_a_part_that_went_back_is_booked_back_as_a_part(gift, manager):
    paid(gift, manager)
    take(("RC", "5,00", gift.reference, "Bank", "0305"), by=manager)

    assert judged() == [("part", "A part of €12.50.")]
    bank_imports.book_back(BankReturn.objects.get(), manager)
    assert gift.received == Money(750, "EUR")


def test_more_than_the_payment_is_booked_back_by_nobody(gift, manager):
    paid(gift, manager)
    take(("RC", "20,00", gift.reference, "Bank", "0305"), by=manager)
    row = BankReturn.objects.get()
    why = "€20.00 went back, but of the payment of 2 Mar 2026 only €12.50 are left."

    assert judged() == [("more", why)]
    for named in (None, gift):
        with pytest.raises(giving.Refused, match="are left"):
            bank_imports.book_back(row, manager, named)
    with pytest.raises(giving.Refused, match="are left"):
        giving.take_back(Payment.objects.get(), row, by=manager)
    assert gift.received == Money(1250, "EUR")


def test_a_second_return_of_the_same_payment_says_when_the_first_was(gift, manager):
    paid(gift, manager)
    again = [("RC", "12,50", gift.reference, "Bank", on) for on in ("0305", "0307")]
    take(*again, by=manager)
    first, second = BankReturn.objects.order_by("booked_on")
    before = judged()
    bank_imports.book_back(first, manager)

    assert before == [("fits", ""), ("fits", "")]
    (back,) = bank_imports.judge_rows([second])
    assert (back.verdict, back.why) == (
        "gone", "The payment of 2 Mar 2026 went back already, on 5 Mar 2026.",
    )  # fmt: skip
    with pytest.raises(giving.Refused, match="went back already"):
        bank_imports.book_back(second, manager, gift)
    assert gift.received == Money(0, "EUR")


def test_a_payment_that_was_given_back_by_hand_is_asked_about(gift, manager):
    payment = paid(gift, manager)
    with time_machine.travel(day("2026-03-06"), tick=False):
        giving.refund(payment, amount=Money(500, "EUR"), reason="Asked for it", by=manager)
    take(("RC", "5,00", gift.reference, "Bank", "0305"), by=manager)
    row = BankReturn.objects.get()
    why = "€5.00 were given back by hand on 6 Mar 2026. Is it the same money?"

    assert judged() == [("unclear", why)]
    with pytest.raises(giving.Refused, match="Is it the same money"):
        bank_imports.book_back(row, manager)
    bank_imports.book_back(row, manager, gift)  # somebody says that it is not
    assert gift.received == Money(250, "EUR")


def test_of_a_gift_of_every_month_the_latest_whole_payment_of_the_amount_is_meant(manager):
    gift = pledge(minor=1250, interval="monthly")
    for amount, on in (("12,50", "0102"), ("12,50", "0202"), ("30,00", "0302"), ("12,50", "0320")):
        paid(gift, manager, amount, on)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)

    (back,) = bank_imports.judge_rows(BankReturn.objects.all())

    assert (back.verdict, back.payment.at.date()) == ("fits", date(2026, 2, 2))


# --- without a reference
def test_without_a_reference_name_amount_and_day_find_the_payment(gift, manager):
    payment = paid(gift, manager)
    take(("RC", "12,50", "RUECKUEBERWEISUNG", "ODUYA, HANNE", "0305"), by=manager)

    (back,) = bank_imports.judge_rows(BankReturn.objects.all())

    assert (back.verdict, back.payment) == ("fits", payment)
    assert back.why == "No reference is in its text; name, amount and day fit."


@pytest.mark.parametrize(
    ("amount", "payer", "on"),
    [
        ("12,51", "Hanne Oduya", "0305"),
        ("12,50", "Jonas Adler", "0305"),
        ("12,50", "", "0305"),
        ("12,50", "Hanne Oduya", "0301"),
    ],
)
def test_what_does_not_fit_finds_none(gift, manager, amount, payer, on):
    paid(gift, manager)
    take(("RC", amount, "RUECKUEBERWEISUNG", payer, on), by=manager)

    assert judged() == [
        (
            "unmatched",
            "No reference of ours is in its text, and no transfer of that name and amount came before it.",
        )
    ]


def test_several_that_fit_are_left_to_a_person(manager):
    for _number in range(2):
        paid(pledge(minor=1250), manager)
    take(("RC", "12,50", "RUECKUEBERWEISUNG", "Hanne Oduya", "0305"), by=manager)

    assert judged() == [("several", "Several transfers of that name and amount came before it.")]


def test_money_of_ours_that_came_back_is_told_and_booked_nowhere(gift, manager):
    paid(gift, manager)
    take(("RD", "12,50", gift.reference, "Bank", "0305"), by=manager)

    assert [verdict for verdict, _why in judged()] == ["ours"]
    (found,) = open_ones(manager)
    assert {one.how for one in found.actions} == {"recorded", "not-ours"}
    with pytest.raises(giving.Refused, match="Money of ours"):
        bank_imports.book_back(BankReturn.objects.get(), manager, gift)


def test_a_file_that_only_takes_back_says_so(gift, manager, client):
    paid(gift, manager)
    client.force_login(person("paula", "receive_donation", "view_bankstatement"))
    data = mt940(("RC", "12,50", f"RUECK {gift.reference}", "Bank", "0305"))

    page = client.post("/admin/membership/bankstatement/take-in/", {"file": _file(data)})

    assert "No money came in. 1 entry takes money back; it is listed below." in text(page)


def test_an_instalment_that_the_bank_took_back_is_open_again(manager, today):
    monthly = pledge(minor=1250, interval="monthly")
    paid(monthly, manager)
    assert [one.open for one in instalments(monthly) if one.due <= timezone.now()] == [False]

    take(("RC", "12,50", monthly.reference, "Hanne Oduya", "0305"), by=manager)
    bank_imports.book_back(BankReturn.objects.get(), manager)

    monthly = Donation.objects.get(pk=monthly.pk)
    assert [one.open for one in instalments(monthly) if one.due <= timezone.now()] == [True]
