"""The desk's pages of bank statements: choose, look, confirm; without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from membership import bank_imports
from membership.forms.statement import MOST_PACKED, carried
from membership.models import BankCredit, BankStatement, Look, Payment
from membership.money import Money
from tests.builders.bank_files import csv, desk, manager, pledge  # noqa: F401 (fixtures)
from tests.builders.gifts import person, text, value
from tests.builders.mt940 import mt940
from tests.driving.bank_desk import TAKE_IN, choose, confirm

pytestmark = pytest.mark.django_db


def test_a_statement_is_chosen_looked_at_and_taken_in(desk, manager):
    gift = pledge()
    data = csv((gift.reference, "5.00"), ("For the choir", "20.00", "Rosa Tammel"))
    assert 'type="file"' in desk.get(TAKE_IN).content.decode()

    preview = choose(desk, data)
    shown = text(preview)
    assert (preview.status_code, Payment.objects.count(), BankStatement.objects.count()) == (200, 0, 0)
    for words in (
        "What will happen", "march.csv", gift.reference, "€8.00 was promised. It is booked as it came.",
        "No reference of ours is in its text.", "Rosa Tammel", "€20.00",
    ):  # fmt: skip
        assert words in shown
    done = confirm(desk, preview)

    row = BankStatement.objects.get()
    assert (done.status_code, done.url) == (
        302,
        reverse("admin:membership_bankstatement_change", args=[row.pk]),
    )
    assert gift.received == Money(500, "EUR")
    page = text(desk.get(done.url))
    for words in ("1 gift was booked.", "Belongs to no gift yet", "For the choir", gift.reference, "petra"):
        assert words in page
    assert set(Look.objects.values_list("what", "by")) == {("statement", manager.pk)}


def test_what_is_pending_is_listed_with_the_bank_s_word_and_never_booked(desk):
    open_one, other = pledge(), pledge()
    data = (
        "Buchungsdatum;Status;Verwendungszweck;Zahlungspflichtige*r;Betrag (€)\n"
        f"28.11.26;Vorgemerkt;{open_one.reference};Jonas Adler;8,00 €\n"
        f"27.11.26;Gebucht;{other.reference};Rosa Tammel;8,00 €\n"
        "27.11.26;Vielleicht;Fund;Rosa Tammel;3,00 €\n27.11.26;Gebucht;Brief;Rosa Tammel;viel\n"
    )

    preview = choose(desk, data.encode())
    confirm(desk, preview)

    shown = text(preview)
    for words in (
        "Left out", "Not booked yet “Vorgemerkt”. It will be in a later statement.", open_one.reference,
        "We do not know whether “Vielleicht” means booked.", "“viel” is no amount we can read exactly.",
    ):  # fmt: skip
        assert words in shown
    assert (open_one.received, other.received) == (Money(0, "EUR"), Money(800, "EUR"))
    assert BankCredit.objects.count() == 1


@pytest.mark.parametrize(("closing", "told"), [("150,00", False), ("140,00", True)])
def test_entries_that_do_not_lead_to_the_closing_balance_are_told_before_anything_is_booked(
    desk, closing, told
):
    data = f":20:X\n:25:1\n:60F:C261127EUR100,00\n:61:2611271127C50,00NTRFNONREF\n:62F:C261127EUR{closing}\n"

    shown = text(choose(desk, data.encode(), "a.sta"))

    sentence = (
        "It opens at €100.00, its entries come to €50.00, and it closes at €140.00: −€10.00 is not explained."
    )
    assert (sentence in shown, "do not lead from the opening" in shown) == (told, told)


def test_an_interim_report_says_what_to_export(desk):
    data = b":20:X\n:25:1\n:34F:PLN0,\n:61:2611271127C50,00NTRFNONREF\n"

    preview = choose(desk, data, "a.sta")

    assert "This is an interim report." in text(preview)
    assert "as MT940 or CAMT.053" in text(preview)
    assert ("PLN 50.00" in text(preview), 'name="carried"' in preview.content.decode()) == (True, False)


def test_confirming_twice_books_once_and_says_when_it_was(desk):
    gift = pledge()
    preview = choose(desk, csv((gift.reference, "8.00")))
    confirm(desk, preview)

    again = confirm(desk, preview)

    assert (again.status_code, Payment.objects.count()) == (422, 1)
    assert "This file was taken in on" in text(again)
    assert "This very file was taken in" in text(choose(desk, csv((gift.reference, "8.00"))))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7", "A PDF cannot be read exactly."),
        ("a.xlsx", b"PK\x03\x04", "This is a spreadsheet. Save it as CSV"),
        ("a.csv", b"", "This file is empty."),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "This file is larger than 5 MB."),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_a_sentence(desk, name, data, sentence):
    answer = choose(desk, data, name)

    assert (answer.status_code, BankStatement.objects.count()) == (422, 0)
    assert sentence in text(answer)
    assert "Nothing was taken in." in text(answer)


def test_no_file_is_asked_for_again(desk):
    answer = desk.post(TAKE_IN, {})

    assert answer.status_code == 422
    assert "Choose the file that you saved from the bank’s website." in text(answer)


def test_a_file_that_was_changed_on_the_way_is_not_taken_in(desk):
    preview = choose(desk, csv((pledge().reference, "8.00")))
    held = value(preview, "carried")

    answers = [
        desk.post(TAKE_IN, {"carried": other, "name": "march.csv"})
        for other in (held[:-1] + ("A" if held[-1] != "A" else "B"), "x", carried(b"x", person("paul")))
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "has come back to us damaged" in text(answers[0])
    assert BankStatement.objects.count() == 0


def test_a_preview_that_was_open_for_hours_is_not_taken_in(desk, manager):
    with time_machine.travel(timezone.now() - timedelta(hours=3), tick=False):
        held = carried(csv((pledge().reference, "8.00")), manager)

    answer = desk.post(TAKE_IN, {"carried": held, "name": "march.csv"})

    assert "open for more than two hours" in text(answer)
    assert BankStatement.objects.count() == 0


@pytest.mark.once
def test_the_largest_statement_survives_the_way_to_the_browser_and_back(desk, proofs):
    """It is the largest by its bytes; of as many lines as there may be with `make proofs`."""
    gift = pledge()
    number, times = proofs(full=(19_000, 1), small=(3_800, 8))
    lines = [("Rent of the harbour office, third floor, with light and heating" * times, "-412.30")] * number
    data = csv(*lines, (gift.reference, "8.00"))
    assert len(data) > 2_000_000

    preview = choose(desk, data)

    assert len(value(preview, "carried")) < MOST_PACKED
    assert confirm(desk, preview).status_code == 302
    assert gift.received == Money(800, "EUR")


def test_a_credit_without_a_gift_is_booked_from_the_statements_page(desk):
    gift = pledge()
    row_url = confirm(desk, choose(desk, csv(("For the choir", "8.00", "Oduya, Hanne")))).url
    credit = BankCredit.objects.get()
    page = desk.get(row_url)
    assert "The name and the amount are the same." in text(page)
    book = re.search(r'action="([^"#]+/book/)', page.content.decode())[1]

    wrong = desk.post(book, {"credit": credit.pk, "reference": "HL-0000-00"}, follow=True)
    assert "No gift has the reference “HL-0000-00”." in text(wrong)
    done = desk.post(book, {"credit": credit.pk, "reference": gift.reference.lower()}, follow=True)

    assert f"€8.00 was booked for {gift.reference}." in text(done)
    assert "Every credit of this statement is accounted for." in text(done)
    assert gift.received == Money(800, "EUR")


def test_a_credit_of_another_statement_is_not_booked_here(desk):
    gift = pledge()
    first = confirm(desk, choose(desk, csv(("For the choir", "8.00")))).url
    confirm(desk, choose(desk, csv(("For the band", "9.00"), first=2), "april.csv"))
    other = BankCredit.objects.get(text="For the band")

    answer = desk.post(
        first.replace("change", "book"), {"credit": other.pk, "reference": gift.reference}, follow=True
    )

    assert "This credit is not on the statement." in text(answer)
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("sent", ["9" * 5000, "²", "x\x00"])
def test_whatever_is_sent_as_a_number_is_answered_with_a_sentence(desk, sent):
    page = confirm(desk, choose(desk, csv(("For the choir", "8.00")))).url
    told = {"credit": sent, "returned": sent, "reference": sent}

    book, back, here = (
        text(desk.post(page.replace("change", way), {**told, **more}, follow=True))
        for way, more in (("book", {}), ("back", {}), ("book", {"credit": BankCredit.objects.get().pk}))
    )

    assert "This credit is not on the statement." in book
    assert "This entry is not on the statement." in back
    assert "No gift has the reference" in here
    assert desk.get(f"/admin/membership/bankstatement/{'9' * 5000}/change/").status_code == 404


def test_who_may_only_look_is_offered_nothing_to_do(client):
    manager = person("petra", "receive_donation")
    row = bank_imports.take_in(csv(("For the choir", "8.00")), "march.csv", manager).statement
    client.force_login(person("rita", "view_bankstatement"))

    page = client.get(reverse("admin:membership_bankstatement_change", args=[row.pk]))
    listed = client.get(reverse("admin:membership_bankstatement_changelist"))

    assert (page.status_code, "For the choir" in text(page)) == (200, True)
    assert "/book/" not in page.content.decode()
    assert TAKE_IN not in listed.content.decode()
    assert client.get(TAKE_IN).status_code == 403


def test_the_donors_of_a_statement_are_named_to_those_who_may_see_donors_alone(client, manager):
    """Whom the bank names stands in the statement itself; whom the gift names is the donors' own."""
    own = "Hanne Oduya, by her own name"
    paid, back, near = (pledge(name=own) for _n in range(3))
    data = mt940(
        ("C", "8,00", paid.reference), ("C", "8,00", back.reference), ("RC", "8,00", back.reference),
        ("C", "8,00", near.reference[:-1] + ("8" if near.reference.endswith("9") else "9")),
    )  # fmt: skip
    bookkeeper = person("bea", "receive_donation", "view_bankstatement")

    def page_of_it():
        return client.get(
            reverse("admin:membership_bankstatement_change", args=[BankStatement.objects.get().pk])
        )

    def seen(user) -> list[tuple[bool, bool]]:
        client.force_login(user)
        pages = [choose(client, data, "march.sta")]
        if not BankStatement.objects.exists():
            confirm(client, pages[0])
        pages.append(page_of_it())
        return [(own in text(page), paid.reference in text(page)) for page in pages]

    assert seen(manager) == [(True, True), (True, True)]
    assert seen(bookkeeper) == [(False, True), (False, True)]
    page = text(page_of_it())
    assert all(gift.reference in page for gift in (paid, back, near))
