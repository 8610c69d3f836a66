"""Whoever has the address of a gift sees its donor's name for a day, and after that what a stranger may know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.models import Donation, Letter, StatusReport
from newsroom.models import Imprint
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, text, value, wish

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)
PERSONAL = ("Hanne", "Oduya", "hanne@reader.example", "Ada Lisle", "/harbour/outfall/")


@pytest.fixture
def made(db):
    Imprint.objects.create(name="The Harbour Ledger", bank_details="IBAN DE89 3704 0044 0532 0130 00")

    def make(*outcomes: str, **told) -> Donation:
        with time_machine.travel(BEGUN, tick=False):
            gift = giving.start(
                wish(receipt_name="Oduya & Daughters", tribute="honour", tribute_name="Ada Lisle", **told)
            )
            for outcome in outcomes:
                giving.practise(gift, outcome)
        return gift

    return make


def seen(page) -> list[str]:
    html = page.content.decode()
    return [word for word in PERSONAL if word in html]


@pytest.mark.parametrize(
    "outcomes",
    [
        (),
        ("processing",),
        ("declined",),
        ("succeeds",),
        ("succeeds", "refunded"),
        ("succeeds", "ends"),
        ("expires",),
    ],
)
@pytest.mark.parametrize("interval", ["once", "monthly"])
def test_after_a_day_no_page_of_a_gift_names_its_donor(client, made, outcomes, interval):
    if interval == "once" and "ends" in outcomes:
        outcomes = ("succeeds",)
    gift = made(*outcomes, interval=interval)
    with time_machine.travel(BEGUN + timedelta(hours=23), tick=False):
        fresh = client.get(gift.get_absolute_url())
    with time_machine.travel(BEGUN + timedelta(hours=25), tick=False):
        later = [
            client.get(gift.get_absolute_url()),
            client.get(f"/membership/practice/{gift.public_id}/"),
            client.get(f"/membership/?again={gift.public_id}", follow=True),
        ]

    assert seen(fresh) != []
    assert [seen(page) for page in later] == [[], [], []]
    assert "€8" in text(later[0])
    for page in later[:2]:
        assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"], page.headers["Referrer-Policy"]) == (
            "no-store", "noindex", "same-origin",
        )  # fmt: skip


def test_a_thanked_donor_is_told_after_a_day_how_to_see_the_rest(client, made):
    gift = made("succeeds")

    page = client.get(gift.get_absolute_url())

    assert ("Received €8.00" in text(page), "Monthly" in text(page)) == (True, True)
    assert 'href="/membership/me/"' in page.content.decode()
    assert gift.reference not in text(page)


def test_a_pledge_can_be_paid_from_its_page_after_a_day_too(client, made, settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"
    gift = made()

    page = client.get(gift.get_absolute_url())
    answer = client.post(f"{gift.get_absolute_url()}mail/", HTTP_SEC_FETCH_SITE="same-origin")
    mailed = client.get(answer.url)

    assert (seen(page), seen(mailed)) == ([], [])
    for words in ("IBAN DE89 3704 0044 0532 0130 00", gift.reference, "€8.00"):
        assert words in text(page)
    assert "On their way to the address of this gift." in text(mailed)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_change_by_the_donor_opens_the_page_for_another_day(client, made):
    gift = made("succeeds")
    with by_hand():
        StatusReport.objects.create(
            donation=gift, state="active", asked_at=timezone.now(), told_by=StatusReport.Told.DONOR
        )

    assert "Thank you, Hanne Oduya" in text(client.get(gift.get_absolute_url()))


# --- what is said of mails --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"written": False}, "We could not mail these details just now."),
        ({"tries": 9, "problem": "550 no such mailbox"}, "We could not mail these details just now."),
        ({}, "These details are on their way to hanne@reader.example."),
        ({"sent_at": BEGUN}, "These details have gone to hanne@reader.example."),
    ],
)
def test_a_mail_with_the_details_is_promised_only_where_one_goes_out(client, told, sentence):
    gift = make_donation(name="Hanne")
    if told.pop("written", True):
        Letter.objects.create(donation=gift, kind=Letter.Kind.INSTRUCTIONS, **told)

    page = text(client.get(gift.get_absolute_url()))

    assert [words for words in ("could not mail", "on their way to", "have gone to") if words in page] == [
        words for words in ("could not mail", "on their way to", "have gone to") if words in sentence
    ]
    assert (sentence in page, gift.reference in page, "€8.00" in page) == (True, True, True)


def test_who_left_no_address_is_told_to_note_the_details(client):
    page = text(client.get(make_donation(email="").get_absolute_url()))

    assert ("we have no address to mail them to" in page, "on their way" in page) == (True, False)
    assert ("We send one reminder." in page, "write to thank you" in page) == (False, False)
    with_mail = text(client.get(make_donation().get_absolute_url()))
    assert ("We send one reminder." in with_mail, "write to thank you" in with_mail) == (True, True)


@pytest.mark.parametrize(("provider", "nothing"), [("pledge", False), ("practice", True)])
def test_whoever_sends_the_next_payment_by_hand_is_not_told_to_do_nothing(client, provider, nothing):
    gift = make_donation(interval="monthly", provider=provider, live=provider == "pledge")
    giving.apply(fact(gift))

    page = text(client.get(gift.get_absolute_url()))

    assert ("You need do nothing for it" in page, "with the same reference" in page) == (nothing, not nothing)


@pytest.mark.usefixtures("pledging")
def test_beyond_the_budget_of_mails_the_page_says_so(client, settings):
    for number in range(3):
        gift = giving.start(wish(token=f"form {number}"))

    page = text(client.get(gift.get_absolute_url()))

    assert gift.letters.count() == 0
    assert "We could not mail these details just now." in page


@pytest.fixture
def pledging(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"


def test_thanks_are_promised_by_mail_only_where_some_go_out(client):
    with_mail, without = make_donation(), make_donation(email="")
    for number, gift in enumerate((with_mail, without)):
        giving.apply(fact(gift, reference=f"paid {number}"))

    told = [text(client.get(gift.get_absolute_url())) for gift in (with_mail, without)]

    assert ["by e-mail." in page for page in told] == [True, False]
    assert ["Confirmed to" in page for page in told] == [True, False]


def test_an_unfinished_gift_is_filled_in_for_a_day(client, made):
    gift = made()
    address = f"/membership/?again={gift.public_id}"
    with time_machine.travel(BEGUN + timedelta(hours=1), tick=False):
        assert value(client.get(address), "name") == "Hanne Oduya"
