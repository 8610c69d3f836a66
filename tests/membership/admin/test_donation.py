"""The page of one gift at the desk: all that is known of it, and what staff do to it, once they have been asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership import providers
from membership.models import (
    AccountLine,
    Comparison,
    Issuer,
    Letter,
    Look,
    Note,
    Payment,
    Receipt,
    StatusReport,
)
from membership.receipts import follow
from tests.builders.books import member, pay, report
from tests.builders.gifts import fact, make_donation, person, text
from tests.driving.gift_desk import ALL, Told, address

pytestmark = pytest.mark.django_db


def test_the_page_tells_all_that_is_known(client, manager, donation):
    report(donation, "2026-01-12", "active", card_brand="visa", card_last4="4471", card_until="2027-10")
    Note.objects.create(donation=donation, text="Rang about the double charge.", by=manager)

    told = text(client.get(address(donation, "change")))

    for words in (
        "€8.00 every month from Agnes Tollund",
        "Active",
        "Amount €8.00 EUR",
        "Every Month, on day",
        "Paid with Visa ···· 4471 good before 2027-10",
        "Declared",
        "Ledger 2 lines",
        "pay_2Bv4xxxxxxxxxx…xxxx",
        "Received, less given back €16.00",
        "How it stood Active 12 Jan 2026, 12:00, told by the provider",
        "Change the amount… Change the day… Pause the gift… Give money back… Stop the promise…",
        "Notes 1",
        "Rang about the double charge.",
    ):
        assert words in told


def test_receipts_stand_beside_their_lines_with_seal_and_mail(client, manager):
    Issuer.objects.create(name="Harbour Ledger Trust")
    gift = make_donation(name="Agnes Tollund", receipt_name="Agnes Tollund")
    receipt = follow(pay(gift, timezone.now()))
    assert receipt is not None
    letter = Letter.objects.get(receipt=receipt) if Letter.objects.exists() else None
    letter = letter or Letter.objects.create(donation=gift, kind="receipt", receipt=receipt)
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, problem="Mailbox is full")

    page = client.get(address(gift, "change"))

    assert text(page).count(receipt.name) >= 2
    assert f"{receipt.seal[:4]} {receipt.seal[4:8]}" in text(page)
    assert "Not sent" in text(page)
    assert "Mailbox is full Mail again" in text(page)
    assert f"Receipt , {receipt.name} · not sent" in text(page)
    assert f"/admin/membership/receipt/{receipt.pk}/pdf/" in page.content.decode()
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("act", ["amount", "pause", "stop", "back", "note"])
def test_looking_at_what_is_asked_changes_nothing(client, manager, donation, act):
    page = client.get(address(donation, act))

    assert (page.status_code, "Back to the gift" in text(page)) == (200, True)
    assert (StatusReport.objects.count(), Payment.objects.count(), Note.objects.count()) == (0, 2, 0)


@pytest.mark.parametrize(
    ("act", "needs"),
    [
        ("amount", "steer_donation"),
        ("pause", "steer_donation"),
        ("resume", "steer_donation"),
        ("stop", "steer_donation"),
        ("link", "steer_donation"),
        ("ask", "steer_donation"),
        ("resend", "steer_donation"),
        ("back", "refund_donation"),
        ("note", "add_note"),
    ],
)
def test_each_act_needs_its_permission(client, donation, act, needs):
    client.force_login(person("olga", *(each for each in ALL if each != needs)))

    answers = [
        client.get(address(donation, act)).status_code,
        client.post(address(donation, act)).status_code,
    ]

    assert answers == [403, 403]


def test_acts_that_one_may_not_do_or_that_make_no_sense_are_not_offered(client, donation):
    client.force_login(person("olga", "view_donation"))
    once = make_donation(name="Bo Falk")

    told = text(client.get(address(donation, "change")))
    assert "Stop the promise" not in told

    client.force_login(person("petra", *ALL))
    assert "Stop the promise" in text(client.get(address(donation, "change")))
    assert "Stop the promise" not in text(client.get(address(once, "change")))


def test_the_provider_is_asked_and_held_against_the_ledger(client, manager, monkeypatch):
    told = Told()
    monkeypatch.setitem(providers.REGISTRY, "told", told)
    gift = make_donation(provider="told", provider_reference="told-1", email="")
    pay(gift, timezone.now(), reference="pay-1")
    told.facts = (fact(gift, reference="pay-1"),)

    same = client.post(address(gift, "ask"), follow=True)
    told.facts = ()
    other = client.post(address(gift, "ask"), follow=True)

    assert "Agrees to the penny. Asked on" in text(same)
    assert "1 of 1 lines known there." in text(same)
    assert "Differs by −€8.00. Asked on" in text(other)
    assert "0 of 1 lines known there." in text(other)


def test_what_the_provider_tells_is_recorded_when_it_is_asked(client, manager, monkeypatch):
    told = Told()
    monkeypatch.setitem(providers.REGISTRY, "told", told)
    gift = make_donation(provider="told", provider_reference="told-1")
    told.facts = (fact(gift, reference="pay-9"),)

    client.get(address(gift, "ask"))
    assert gift.payments.count() == 0

    client.post(address(gift, "ask"))
    assert gift.payments.get().reference == "pay-9"


def test_the_newest_comparison_stands_on_the_page(client, manager, donation):
    now = timezone.now()
    told = {"since": now - timedelta(days=60), "until": now, "currency": "EUR", "lines": 2}
    Comparison.objects.create(provider="pledge", ours_minor=1600, theirs_minor=1600, **told)
    for line in donation.payments.all():
        AccountLine.objects.create(
            provider="pledge", reference=f"a-{line.pk}", kind="payment", gross_minor=800, fee_minor=0,
            net_minor=800, currency="EUR", at=line.at, of=line.reference,
        )  # fmt: skip

    assert "Agrees to the penny" in text(client.get(address(donation, "change")))
    AccountLine.objects.all().delete()
    assert "Differs by −€16.00" in text(client.get(address(donation, "change")))


def test_every_look_at_a_donor_is_written_down(client, manager, donation):
    client.get(address(donation, "change"))
    client.get("/admin/membership/donation/", {"q": "Tollund", "standing": "active"})
    client.get(address(donation, "stop"))

    looks = Look.objects.order_by("pk").values_list("by__username", "what", "which", "how", "rows")

    assert list(looks) == [
        ("petra", "donation", str(donation.pk), "", 1),
        ("petra", "donations", "", "searched, standing=active", 1),
        ("petra", "donation", str(donation.pk), "stop", 1),
    ]


def test_words_that_were_typed_into_an_address_are_not_kept(client, manager, donation):
    client.get("/admin/membership/donation/", {"name__icontains": "Tollund"})

    assert not Look.objects.filter(how__contains="Tollund").exists()


def test_the_audit_trail_is_read_and_never_changed(client, admin_user, donation):
    client.force_login(person("petra", *ALL))
    client.get(address(donation, "change"))
    client.force_login(admin_user)
    look = Look.objects.get()

    told = text(client.get("/admin/membership/look/"))

    assert "petra donation" in told
    assert client.get("/admin/membership/look/add/").status_code == 403
    assert client.post(f"/admin/membership/look/{look.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("lines", [2, 6])
def test_the_page_takes_the_same_queries_however_long_its_ledger_is(
    client, manager, django_assert_num_queries, lines
):
    gift = make_donation(interval="monthly", member=member("agnes"))
    for number in range(lines):
        pay(gift, timezone.now() - timedelta(days=number), reference=f"pay-{number}")
        report(gift, f"2026-01-0{number + 1}", "active")
    client.get(address(gift, "change"))

    with django_assert_num_queries(14):
        client.get(address(gift, "change"))
