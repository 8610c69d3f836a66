"""What members do to a repeated gift: two clicks each, and nobody is talked round."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from membership import giving
from membership.giving import steering
from membership.models import Donation, StatusReport
from membership.money import locales
from membership.providers import REGISTRY
from membership.providers.base import Caps, TemporarilyUnavailable
from membership.providers.pledge import Pledge
from tests.builders.by_hand import by_hand
from tests.builders.gifts import text, value
from tests.builders.membership_members import giver, member_of, sign_in
from tests.driving.member_pages import do

pytestmark = pytest.mark.django_db


@pytest.fixture
def donation() -> Donation:
    return giver()


@pytest.fixture
def hanne(donation):
    return sign_in()


def test_stopping_takes_two_clicks_and_the_second_page_holds_one_button_and_says_what_happens(
    donation, hanne
):
    gift = hanne.get(f"/membership/me/gifts/{donation.public_id}/")
    confirm = hanne.get(f"/membership/me/gifts/{donation.public_id}/stop/")
    stopped = do(hanne, donation, "stop")

    assert f'href="/membership/me/gifts/{donation.public_id}/stop/"' in gift.content.decode()
    main = confirm.content.decode().split("<h1")[1]
    assert (main.count("<button"), main.count("<form")) == (1, 1)
    assert (
        "Your gift of €8 a month ends at once. Nothing more is charged, and we confirm it by mail."
        in text(confirm)
    )
    assert stopped["Location"].endswith("?done=stop")
    assert donation.status == "ended"
    assert donation.latest_report.told_by == StatusReport.Told.DONOR
    assert outbox.outbox[-1].subject == f"Your repeated gift to The Paper has ended ({donation.reference})"


def test_looking_at_the_question_stops_nothing(donation, hanne):
    hanne.get(f"/membership/me/gifts/{donation.public_id}/stop/")

    assert donation.status == "active"


def test_stopping_twice_is_stopping_once(donation, hanne):
    answers = [do(hanne, donation, "stop").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert donation.status_reports.count() == 1


@pytest.mark.parametrize("what", ["pause", "resume", "amount"])
def test_who_changes_a_gift_that_ends_at_this_moment_does_not_bring_it_back_to_life(
    donation, hanne, monkeypatch, what
):
    until = f"{timezone.localdate() + timedelta(days=60)}"
    if what == "resume":
        do(hanne, donation, "pause", until=until)
    really, there = steering._steerable, []

    def looked_at(gift, actor):
        found = really(gift, actor)
        if not there:
            there.append(gift)
            giving.stop(Donation.objects.get(pk=donation.pk), actor)
        return found

    monkeypatch.setattr(steering, "_steerable", looked_at)

    page = do(hanne, donation, what, amount="12,50", until=until)

    assert (page.status_code, "This gift has ended." in text(page)) == (422, True)
    assert donation.status == "ended"
    assert donation.latest_report.what == StatusReport.What.STOP


def test_another_amount_holds_from_the_next_payment_on(donation, hanne):
    answer = do(hanne, donation, "amount", amount="12,50")

    assert answer["Location"] == f"/membership/me/gifts/{donation.public_id}/?done=amount"
    assert str(Donation.objects.get(pk=donation.pk).amount) == "€12.50"
    assert "€12.50 a month" in outbox.outbox[-1].body
    assert "The new amount is noted." in text(hanne.get(answer["Location"]))


@pytest.mark.parametrize(
    ("typed", "said"), [("ten", "in figures"), ("0", "or more"), ("999999999", "or less")]
)
def test_a_wrong_amount_is_refused_at_its_field_and_kept(donation, hanne, typed, said):
    page = do(hanne, donation, "amount", amount=typed)

    assert page.status_code == 422
    assert value(page, "amount") == typed
    assert said in text(page)
    assert donation.status_reports.count() == 0


def test_a_pause_ends_by_itself_on_its_day(donation, hanne):
    until = timezone.localdate() + timedelta(days=40)

    do(hanne, donation, "pause", until=f"{until}")
    paused = Donation.objects.get(pk=donation.pk).status
    with time_machine.travel(timezone.now() + timedelta(days=39), tick=False):
        call_command("tick")
        still = Donation.objects.get(pk=donation.pk).status
    with time_machine.travel(timezone.now() + timedelta(days=42), tick=False):
        call_command("tick")
        call_command("tick")

    assert (paused, still, Donation.objects.get(pk=donation.pk).status) == ("paused", "paused", "active")
    assert donation.status_reports.count() == 2


@pytest.mark.parametrize("until", ["", "tomorrow", "2020-01-01", "2099-01-01"])
def test_a_pause_needs_a_day_to_come(donation, hanne, until):
    page = do(hanne, donation, "pause", until=until)

    assert page.status_code == 422
    assert (donation.status, value(page, "until")) == ("active", until)


def test_one_payment_is_left_out_and_the_gift_goes_on_after_it(donation, hanne):
    due = giving.next_due(donation)

    do(hanne, donation, "skip")
    again = do(hanne, donation, "skip")

    assert donation.status == "paused"
    assert (again.status_code, "The gift is paused already." in text(again)) == (422, True)
    assert donation.latest_report.next_at == due + timedelta(days=1)
    assert timedelta(days=27) < giving.next_due(donation) - due < timedelta(days=32)


def test_the_mail_of_a_pause_names_the_day_on_which_the_gift_goes_on_and_no_payment(donation, hanne):
    do(hanne, donation, "skip")

    goes_on = locales.day(timezone.localdate(donation.latest_report.next_at))
    assert f"Goes on:      {goes_on}\n" in outbox.outbox[-1].body
    assert "Next payment:" not in outbox.outbox[-1].body


def test_what_is_paused_can_go_on_at_once(donation, hanne):
    do(hanne, donation, "skip")
    page = hanne.get(f"/membership/me/gifts/{donation.public_id}/")

    do(hanne, donation, "resume")

    assert "Go on now" in text(page)
    assert "Leave one payment out" not in text(page)
    assert donation.status == "active"


def test_there_is_no_such_thing_to_do(donation, hanne):
    assert do(hanne, donation, "double").status_code == 404


def test_a_gift_made_once_offers_nothing_to_steer_and_refuses_it(hanne):
    once = giver(interval="once")

    page = hanne.get(f"/membership/me/gifts/{once.public_id}/")
    answer = do(hanne, once, "pause", until=f"{timezone.localdate() + timedelta(days=9)}")

    assert "Stop this gift" not in text(page)
    assert answer.status_code == 422
    assert "This gift is made once; there is nothing to change." in text(answer)


class Cards(Pledge):
    """A provider with a page for cards, that can be away."""

    slug = "cards"
    away = False

    def caps(self):
        return Caps(
            intervals=frozenset({"once", "monthly"}), hosted=True, live=True, portal=True, steers=True
        )

    def portal_url(self, customer, return_url):
        return f"https://cards.example/{customer}?back={return_url}"

    def cancel(self, subscription, *, at_period_end, key):
        if self.away:
            raise TemporarilyUnavailable("The provider cannot be reached. Try again in a minute.")
        return []


@pytest.fixture
def by_card(monkeypatch):
    provider = Cards()
    monkeypatch.setitem(REGISTRY, "cards", provider)
    gift = giver("carla@reader.example", provider="cards")
    with by_hand():
        StatusReport.objects.create(
            donation=gift,
            state="active",
            asked_at=timezone.now(),
            subscription="sub_1",
            customer="cus_1",
            card_brand="visa",
            card_last4="4471",
            told_by="provider",
        )
    gift.through = provider
    return gift


def test_the_card_is_changed_at_the_providers_own_page(by_card):
    carla = sign_in("carla@reader.example")

    page = carla.get(f"/membership/me/gifts/{by_card.public_id}/")
    answer = do(carla, by_card, "card")

    assert "Visa ···· 4471" in text(page)
    assert answer["Location"] == f"https://cards.example/cus_1?back=/membership/me/gifts/{by_card.public_id}/"


def test_a_pledge_has_no_card_and_says_so(donation, hanne):
    page = hanne.get(f"/membership/me/gifts/{donation.public_id}/")

    assert "so no card is kept" in text(page)
    assert "Change the card" not in text(page)
    assert do(hanne, donation, "card").status_code == 404


def test_while_the_provider_is_away_the_page_says_so_and_nothing_is_changed(by_card):
    carla = sign_in("carla@reader.example")
    by_card.through.away = True

    page = do(carla, by_card, "stop")

    assert page.status_code == 503
    assert "The provider cannot be reached. Try again in a minute." in text(page)
    assert member_of(by_card).donations.get().status == "active"
