"""Gifts at the desk: seen by those who may, marked received by those who may."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from membership import giving
from membership.models import Appeal, Letter, Payment
from tests.builders.books import pay
from tests.builders.gifts import at_desk, fact, make_donation, person, text
from tests.builders.year_donors import issuer
from tests.measuring.plans import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    return at_desk(client, "view_donation", "view_payment", "receive_donation")


@pytest.fixture
def donation():
    return make_donation(
        name="Agnes Tollund", interval="monthly", reference="HL-7K4Q-9X", back="/harbour/pier/"
    )


def send(client, donation, **told):
    data = {
        "receive-amount": "8,00",
        "receive-at": f"{timezone.localdate():%Y-%m-%d}",
        "receive-note": "",
        **told,
    }
    return client.post(f"/admin/membership/donation/{donation.pk}/receive/", data, follow=True)


def test_a_manager_sees_the_promise_its_ledger_and_its_mail(client, manager, donation):
    for day, kind, minor in ((2, "payment", 800), (1, "refund", -300)):
        pay(donation, timezone.now() - timedelta(days=day), minor, kind, reference=f"line-{kind}")
    Letter.objects.create(donation=donation, kind="instructions")

    told = text(client.get(f"/admin/membership/donation/{donation.pk}/change/"))

    for words in (
        "€8.00 every month from Agnes Tollund",
        "HL-7K4Q-9X",
        "/harbour/pier/",
        "2 lines",
        "line-refund −€3.00 €5.00",
        "line-payment €8.00 €8.00",
        "Received, less given back €5.00",
        "How to pay waiting since",
    ):
        assert words in told


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_gifts_takes_the_same_queries_however_long_it_is(
    client, manager, django_assert_num_queries, count
):
    for _ in range(count):
        make_donation()

    with django_assert_num_queries(8):
        page = client.get("/admin/membership/donation/")

    assert text(page).count("hanne@reader.example") == count


@pytest.mark.parametrize("term", ["hl 7k4q 9x", "HL-7K4Q-9X", "tollund", "agnes@reader.example"])
def test_a_gift_is_found_by_reference_name_or_address(client, manager, term):
    from membership.transfers import references

    reference = references.make("HL")
    make_donation(name="Agnes Tollund", reference=reference, email="agnes@reader.example")
    make_donation(name="Somebody Else")
    asked = reference.lower().replace("-", " ") if term.lower().startswith("hl") else term

    found = text(client.get("/admin/membership/donation/", {"q": asked}))

    assert ("Agnes Tollund" in found, "Somebody Else" in found) == (True, False)


@pytest.mark.parametrize("table", ["payment", "receipt"])
def test_lists_searched_by_a_whole_address_go_by_index(client, table):
    client.force_login(person("viewer", "view_payment", "view_donation", "view_receipt"))
    issuer()
    for name in ("ada", "bo"):
        giving.apply(fact(make_donation(email=f"{name}@reader.example", name=name), reference=name))

    with plans('"membership_donation"."email"') as told:
        answer = client.get(f"/admin/membership/{table}/", {"q": " BO@reader.example"})

    assert [row.donation.name for row in answer.context["cl"].result_list] == ["bo"]
    assert told
    assert [
        plan for plan in told if re.search(r"(SCAN|Seq Scan on) membership_donation\b(?! USING)", plan)
    ] == []


def test_a_manager_marks_a_pledge_as_received(client, manager, donation):
    page = send(client, donation, **{"receive-note": "cheque"})

    payment = Payment.objects.get()
    assert (payment.amount.exact, payment.recorded_by, payment.note) == ("€8.00", manager, "cheque")
    assert "€8.00 received from Agnes Tollund. The thanks are on their way." in text(page)
    assert "recorded by petra" in text(page)


def test_a_second_click_is_told_the_day_of_the_first(client, manager, donation):
    send(client, donation)

    page = send(client, donation, **{"receive-amount": "8.00"})

    assert (page.status_code, Payment.objects.count()) == (422, 1)
    assert "Nothing was recorded." in text(page)
    assert "are already marked as received on" in text(page)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"receive-amount": "ten"}, "Enter the amount in figures, such as 5 or 12.50."),
        ({"receive-amount": "0"}, "Enter an amount above zero, such as 5 or 12.50."),
        ({"receive-at": "soon"}, "Enter the day as 2026-11-22."),
        ({"receive-at": ""}, "Enter the day on the bank statement."),
        ({"receive-at": "2999-01-01"}, "That day has not come yet."),
        ({"receive-note": "x" * 301}, "Shorten the note to 300 letters or fewer."),
    ],
)
def test_what_is_wrong_comes_back_as_a_sentence_with_what_was_typed(
    client, manager, donation, told, sentence
):
    page = send(client, donation, **{"receive-note": "seen by Petra", **told})

    assert (page.status_code, Payment.objects.count()) == (422, 0)
    assert sentence in text(page)
    typed = told.get("receive-amount", "8,00")
    assert f'value="{typed}"' in page.content.decode()


def test_looking_at_the_address_marks_nothing(client, manager, donation):
    page = client.get(f"/admin/membership/donation/{donation.pk}/receive/")

    assert (page.status_code, Payment.objects.count()) == (302, 0)


@pytest.mark.parametrize("path", ["", "{pk}/change/", "{pk}/receive/"])
def test_those_without_the_permission_see_no_donor(client, donation, path):
    client.force_login(person("rita", "view_appeal"))

    page = client.get(f"/admin/membership/donation/{path.format(pk=donation.pk)}")

    assert page.status_code == 403
    assert "Tollund" not in page.content.decode()


def test_one_who_may_look_but_not_receive_is_refused(client, donation):
    client.force_login(person("olga", "view_donation"))

    page = client.get(f"/admin/membership/donation/{donation.pk}/change/")
    refused = send(client, donation)

    assert ("Agnes Tollund" in text(page), "Mark received" in text(page)) == (True, False)
    assert (refused.status_code, Payment.objects.count()) == (403, 0)


def test_a_gift_through_a_provider_is_not_marked_by_hand(client, manager):
    donation = make_donation(provider="practice", live=False)

    page = client.get(f"/admin/membership/donation/{donation.pk}/change/")

    assert "Practice: no money has moved" in text(page)
    assert "Mark received" not in text(page)


@pytest.mark.parametrize("table", ["donation", "payment"])
def test_gifts_and_payments_are_neither_added_nor_deleted_by_hand(client, admin_user, donation, table):
    client.force_login(admin_user)

    assert client.get(f"/admin/membership/{table}/").status_code == 200
    assert client.get(f"/admin/membership/{table}/add/").status_code == 403
    assert client.post(f"/admin/membership/{table}/{donation.pk}/delete/").status_code in {403, 302}
    donation.refresh_from_db()


def test_an_unknown_gift_is_not_there(client, manager):
    assert client.get("/admin/membership/donation/999/receive/").status_code == 404


def test_an_appeal_is_written_at_the_desk_and_wrong_amounts_are_named(client):
    client.force_login(person("petra", "view_appeal", "add_appeal", "change_appeal"))
    data = {
        "heading": "This story took five months",
        "text": "Readers paid for it.",
        "amounts": "4 a meeting\nlots",
        "asks": "monthly",
        "button": "Give monthly",
        "place": "story",
        "starts_at": "2026-01-01T08:00",
        **{
            f"{rows}-{name}_FORMS": "0"
            for rows in ("more_amounts", "wordings")
            for name in ("TOTAL", "INITIAL")
        },
    }

    wrong = client.post("/admin/membership/appeal/add/", data)
    right = client.post("/admin/membership/appeal/add/", {**data, "amounts": "4 a meeting\n8"}, follow=True)

    assert "Line 2: Enter the amount in figures" in text(wrong)
    assert [preset.amount.figure for preset in Appeal.objects.get().presets] == ["4", "8"]
    assert "Asking" in text(right)
