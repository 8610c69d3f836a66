"""A long statement is taken in line by line: each line whole or not at all, and an interrupted file goes on."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from membership import bank_imports, giving
from membership.bank_imports import importing
from membership.models import BankCredit, BankStatement, Payment
from membership.money import Money
from tests.builders.bank_files import csv, pledge
from tests.builders.gifts import person, text, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person("petra", "receive_donation")


def counts() -> tuple[int, int, int]:
    return BankStatement.objects.count(), BankCredit.objects.count(), Payment.objects.count()


def broken_at(monkeypatch, number: int) -> None:
    """The database goes away while the line of this number is booked."""
    receive, calls = giving.receive_credit, []

    def breaks(*args, **told):
        calls.append(args)
        if len(calls) == number:
            raise DatabaseError("away")
        return receive(*args, **told)

    monkeypatch.setattr(giving, "receive_credit", breaks)


def test_what_was_interrupted_goes_on_when_the_file_is_chosen_again(manager, monkeypatch):
    data = csv(
        *((pledge(email=f"{n}@reader.example").reference, "8.00") for n in range(4)),
        ("For the choir", "9.00"),
    )
    broken_at(monkeypatch, 3)

    with pytest.raises(DatabaseError):
        bank_imports.take_in(data, "march.csv", manager)
    assert counts() == (1, 2, 2)
    report = bank_imports.take_in(data, "march.csv", manager)

    assert (len(report.booked), len(report.waiting), report.known) == (2, 1, 2)
    assert counts() == (1, 5, 4)
    with pytest.raises(giving.Refused, match="was taken in on"):
        bank_imports.take_in(data, "march.csv", manager)


def test_the_preview_of_an_interrupted_file_offers_to_go_on(manager, monkeypatch, client):
    data = csv(*((pledge(email=f"{n}@reader.example").reference, "8.00") for n in range(2)))
    broken_at(monkeypatch, 2)
    with pytest.raises(DatabaseError):
        bank_imports.take_in(data, "march.csv", manager)
    client.force_login(person("paula", "receive_donation", "view_bankstatement"))
    take_in = "/admin/membership/bankstatement/take-in/"

    page = client.post(take_in, {"file": SimpleUploadedFile("march.csv", data)})
    done = client.post(take_in, {name: value(page, name) for name in ("carried", "name")}, follow=True)

    assert "but not all of it is in the books." in text(page)
    assert ("Take it in" in text(page), "1 gift was booked." in text(done)) == (True, True)
    assert "There is nothing left to do." in text(
        client.post(take_in, {"file": SimpleUploadedFile("march.csv", data)})
    )


def test_a_gift_that_other_money_came_for_meanwhile_is_left_to_a_person(manager, monkeypatch):
    gift, other = pledge(), pledge(email="other@reader.example")
    data = csv((gift.reference, "8.00"), (other.reference, "8.00"))
    preview = importing.preview

    def looked_at(*args):
        seen = preview(*args)
        giving.receive(gift, by=manager, amount=Money(800, "EUR"), at=timezone.localdate())
        return seen

    monkeypatch.setattr(importing, "preview", looked_at)
    report = bank_imports.take_in(data, "march.csv", manager)

    assert [line.donation for line in report.booked] == [other]
    assert [credit.text for credit in report.waiting] == [gift.reference]
    assert gift.payments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_other_money_that_is_being_recorded_at_this_moment_is_waited_for(manager, monkeypatch):
    gift = pledge()
    write, recorded, threads = importing._write, threading.Event(), []

    def record() -> None:
        try:
            with transaction.atomic():
                giving.receive(gift, by=manager, amount=Money(800, "EUR"), at=timezone.localdate())
                recorded.set()
                time.sleep(1)
        finally:
            connection.close()

    def overtaken(*args):
        threads.append(threading.Thread(target=record))
        threads[0].start()
        recorded.wait(30)
        return write(*args)

    monkeypatch.setattr(importing, "_write", overtaken)
    report = bank_imports.take_in(csv((gift.reference, "8.00")), "march.csv", manager)
    threads[0].join(30)

    assert (len(report.booked), len(report.waiting), gift.payments.count()) == (0, 1, 1)


def test_two_instalments_of_one_gift_in_one_file_are_both_booked(manager):
    gift = pledge(interval="monthly")
    data = csv(
        (gift.reference, "8.00", "Jonas", "2026-03-02"), (gift.reference, "8.00", "Jonas", "2026-04-02")
    )

    assert len(bank_imports.take_in(data, "spring.csv", manager).booked) == 2
