"""A promise is written down before anybody is asked for money, once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.db import transaction

from membership import giving, providers
from membership.models import Donation, Interval, Letter, Status
from membership.money import Money
from membership.providers.base import TemporarilyUnavailable
from membership.transfers import references
from newsroom.models import Imprint
from tests.builders.gifts import wish
from tests.driving.at_once import at_once


@pytest.fixture
def pledging(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_a_pledge_is_written_down_and_the_donor_is_told_how_to_pay(django_capture_on_commit_callbacks):
    Imprint.objects.create(
        name="The Harbour Ledger", bank_details="IBAN XX12 3456", email="desk@paper.example"
    )

    with django_capture_on_commit_callbacks(execute=True):
        donation = giving.start(wish())

    assert donation.next_url == donation.get_absolute_url()
    assert (donation.amount, donation.interval, donation.live) == (Money(800, "EUR"), "monthly", True)
    assert (donation.source, donation.back) == ("7", "/harbour/outfall/")
    assert donation.status == Status.PROMISED
    assert donation.reference.startswith("HL-")
    [letter] = outbox.outbox
    assert (letter.to, letter.reply_to) == (["hanne@reader.example"], ["desk@paper.example"])
    assert letter.subject == f"How to pay your gift {donation.reference} to The Harbour Ledger"
    for told in ("€8 a month", donation.reference, "IBAN XX12 3456", str(donation.public_id), "Hanne Oduya"):
        assert told in letter.body


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_the_same_form_sent_twice_is_one_donation_with_one_next_page_and_one_letter(
    django_capture_on_commit_callbacks,
):
    same = wish()

    with django_capture_on_commit_callbacks(execute=True):
        first, second = giving.start(same), giving.start(same)

    assert (first.pk, first.next_url) == (second.pk, second.next_url)
    assert Donation.objects.count() == len(outbox.outbox) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_going_back_and_changing_the_amount_is_another_gift():
    token = uuid4().hex

    first = giving.start(wish(token=token))
    second = giving.start(wish(token=token, amount=Money(1500, "EUR")))

    assert (first.minor, second.minor) == (800, 1500)


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_a_reference_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["HL-7K4Q-9X", "HL-7K4Q-9X", "HL-8888-9X"])
    monkeypatch.setattr(references, "make", lambda prefix, length: next(drawn))

    made = [giving.start(wish()).reference for _ in range(2)]

    assert made == ["HL-7K4Q-9X", "HL-8888-9X"]


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_when_no_reference_can_be_drawn_the_donor_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(references, "make", lambda prefix, length: "HL-7K4Q-9X")
    giving.start(wish())

    with pytest.raises(giving.Refused, match="Try again in a minute"):
        giving.start(wish())


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_nobody_can_fill_a_strangers_letter_box_with_our_mail():
    for _ in range(giving.PROMISES_AN_HOUR):
        giving.start(wish())

    with pytest.raises(giving.Refused, match="several gifts from this e-mail address"):
        giving.start(wish(email="HANNE@reader.example"))
    assert Donation.objects.count() == giving.PROMISES_AN_HOUR
    assert giving.start(wish(email="somebody.else@reader.example")).pk


@pytest.mark.django_db
def test_when_the_provider_cannot_be_reached_the_promise_stays_and_a_later_try_goes_on(monkeypatch):
    practice = providers.by_slug("practice")
    same, begin = wish(), practice.start

    def down(*_args, **_kwargs):
        raise TemporarilyUnavailable("The payment page cannot be reached.")

    monkeypatch.setattr(practice, "start", down)
    with pytest.raises(TemporarilyUnavailable):
        giving.start(same, provider=practice)
    kept = Donation.objects.get()
    monkeypatch.setattr(practice, "start", begin)
    donation = giving.start(same, provider=practice)

    assert (kept.next_url, donation.pk) == ("", kept.pk)
    assert donation.next_url.endswith(f"/practice/{donation.public_id}/")


@pytest.mark.django_db
def test_a_provider_that_cannot_repeat_is_not_asked_to(monkeypatch):
    practice = providers.by_slug("practice")
    caps = providers.base.Caps(intervals=frozenset({"once"}), hosted=True, live=False)
    monkeypatch.setattr(practice, "caps", lambda: caps)

    with pytest.raises(giving.Refused, match="Choose “Once”"):
        giving.start(wish(), provider=practice)
    assert giving.start(wish(interval=Interval.ONCE), provider=practice).interval == "once"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_no_transaction_is_open_while_the_provider_is_asked():
    with transaction.atomic(), pytest.raises(RuntimeError):
        giving.start(wish())


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_two_clicks_at_once_make_one_donation():
    same = wish()

    seen = at_once(*[lambda: giving.start(same)] * 2)

    donation = Donation.objects.get()
    assert [(one.pk, one.next_url) for one in seen] == [(donation.pk, donation.next_url)] * 2
    assert Letter.objects.count() == len(outbox.outbox) == 1
