"""The one gate before a gift: past the usual a proof is asked for, and hardly anybody is turned away."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache, caches
from django.utils import timezone

from membership import giving
from membership.forms.gift_form.token import new_token
from membership.giving import circuit_breaker, gate
from membership.giving.verdict import Answer, Evidence, Facts
from membership.models import Donation
from membership.money import Money
from membership.providers import REGISTRY
from membership.tokens import challenges
from newsroom import limits
from newsroom.limits import take_place
from tests.builders.by_hand import summed_up_once
from tests.builders.gifts import fact, make_donation, text, wish
from tests.driving.gate import FAIR, answers, facts, solve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _light_work(monkeypatch):
    """How long a browser has to work is no matter here, but whether it has."""
    monkeypatch.setattr(challenges, "BITS", 5)


def test_the_sixth_gift_from_one_address_in_an_hour_is_asked_for_proof_and_goes_on_with_it():
    assert answers(7) == [Answer.GO_ON] * 5 + [Answer.PROVE_IT] * 2
    assert answers(3, proved=True) == [Answer.GO_ON] * 3
    assert answers(1, address="198.51.100.1") == [Answer.GO_ON]


def test_a_hundred_pledges_an_hour_from_one_place_go_on_and_then_with_proof():
    assert set(answers(5 * gate.PLEDGES_HAVE, card=False)) == {Answer.GO_ON}
    assert answers(1, card=False) == [Answer.PROVE_IT]
    assert answers(1, card=False, proved=True) == [Answer.GO_ON]
    # Neither takes the other's places.
    assert answers(1) == [Answer.GO_ON]


def test_however_many_places_there_are_few_are_looked_at_and_no_more_are_given(settings, monkeypatch):
    settings.MEMBERSHIP_HOURLY_LIMIT = 500
    looked_at = []
    kept = caches["default"]
    asked = kept.get_many
    monkeypatch.setattr(kept, "get_many", lambda names: looked_at.append(len(names)) or asked(names))

    gate.ask(facts(card=False))
    most = limits.MOST_LOOKED_AT + 20
    given = [take_place("a fair", most, 60) for _ in range(3 * most)]

    assert max(looked_at) <= limits.MOST_LOOKED_AT
    assert limits.MOST_LOOKED_AT < sum(place is not None for place in given) <= most


def test_small_sums_by_card_need_proof_sooner():
    assert answers(3, minor=300) == [Answer.GO_ON] * 2 + [Answer.PROVE_IT]
    assert answers(3, minor=1000) == [Answer.GO_ON] * 2 + [Answer.GO_ON]


def test_a_form_faster_than_a_hand_is_asked_for_proof_and_goes_on_with_it():
    assert answers(1, fast=True) == [Answer.PROVE_IT]
    assert answers(1, fast=True, proved=True) == [Answer.GO_ON]


def test_a_gift_that_does_not_go_on_takes_no_place():
    first = facts()
    asked = Facts(first.token, "one@reader.example", first.amount, True, Evidence(FAIR, fast=True), first.now)

    assert [gate.ask(asked).answer for _ in range(8)] == [Answer.PROVE_IT] * 8
    assert answers(5) == [Answer.GO_ON] * 5


def test_a_mailbox_has_three_gifts_an_hour_then_some_with_proof_and_then_none():
    def ask() -> Answer:
        one = facts(proved=True, address="")
        return gate.ask(
            Facts(one.token, "hanne@reader.example", one.amount, True, one.evidence, one.now)
        ).answer

    assert [ask() for _ in range(22)] == [Answer.GO_ON] * 20 + [Answer.NOT_NOW] * 2


# --- declined cards ---------------------------------------------------------------------------


def try_card(paid: bool, *, address: str = FAIR, proved: bool = True) -> None:
    token = uuid4().hex
    asked = wish(token=token, email=f"{token}@cards.example")
    evidence = Evidence(address, answer=solve(token) if proved else "")
    gift = giving.start(asked, provider=REGISTRY["practice"], evidence=evidence)
    told = {} if paid else {"kind": "failed", "amount": Money(0, "EUR")}
    giving.apply(fact(gift, reference=f"pay-{gift.pk}", live=False, **told))


def test_a_network_whose_cards_are_declined_one_after_the_other_is_turned_away_whatever_it_proves():
    for _ in range(gate.MOST_DECLINED):
        try_card(paid=False)

    verdict = gate.ask(facts(proved=True))

    assert verdict.answer is Answer.NOT_NOW
    assert "Give by bank transfer" in verdict.sentence
    assert answers(1, proved=True, address="198.51.100.1") == [Answer.GO_ON]
    assert answers(1, card=False) == [Answer.GO_ON]


def test_a_thief_of_cards_who_has_a_whole_range_of_addresses_is_turned_away_too(monkeypatch):
    monkeypatch.setattr(gate, "A_RANGE_HAS", 2)
    for number in range(2 * gate.MOST_DECLINED):
        try_card(paid=False, address=f"2001:db8:1:{number:x}::/64")

    assert answers(1, proved=True, address="2001:db8:1:ffff::/64") == [Answer.NOT_NOW]
    assert answers(1, proved=True, address="2001:db8:2:ffff::/64") == [Answer.GO_ON]


def test_declined_cards_among_many_that_are_paid_turn_nobody_away():
    for number in range(3 * gate.MOST_DECLINED):
        try_card(paid=number % 3 > 0)

    assert answers(1, proved=True) == [Answer.GO_ON]


@pytest.mark.parametrize(("hours", "counted"), [(0, True), (2, False)])
def test_a_renewal_that_fails_counts_for_no_network(time_machine, hours, counted):
    gift = giving.start(wish(), provider=REGISTRY["practice"], evidence=Evidence(FAIR))
    time_machine.move_to(timezone.now() + timedelta(hours=hours))
    cache.set(gate._came_from(gift), {"declined:there": 1}, 3600)

    gate.settled(gift, paid=False)

    assert (take_place("declined:there", 1, 3600) is None) is counted


# --- a rush -----------------------------------------------------------------------------------


def test_in_a_rush_of_hundreds_a_minute_everybody_who_proves_it_gives(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for number in range(circuit_breaker.MOST_A_MINUTE + 1):
        make_donation(provider="practice", live=False, reference=f"HL-{number:04d}-00")
    circuit_breaker.look(card=True)

    unproved = answers(3)
    begun = [
        giving.start(
            (asked := wish(email=f"r{number}@reader.example")),
            provider=REGISTRY["practice"],
            evidence=Evidence(f"10.0.{number}.1", answer=solve(asked.token)),
        )
        for number in range(40)
    ]

    assert unproved == [Answer.PROVE_IT] * 3
    assert len({gift.pk for gift in begun}) == 40
    # The circuit breaker of cards is none for pledges.
    assert answers(1, card=False) == [Answer.GO_ON]


@pytest.mark.once
def test_a_fair_with_hundreds_of_pledges_a_minute_trips_the_circuit_breaker_of_pledges_alone(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    with summed_up_once():
        for number in range(circuit_breaker.PLEDGES_A_MINUTE + 1):
            make_donation(reference=f"HL-{number:04d}-00")
    circuit_breaker.look(card=False)
    circuit_breaker.look(card=True)

    assert circuit_breaker.tripped_at(card=False) is not None
    assert circuit_breaker.tripped_at(card=True) is None
    assert answers(1, card=False) == [Answer.PROVE_IT]


# --- the form ---------------------------------------------------------------------------------


def filled(number: int) -> dict[str, str]:
    return {"interval": "once", "own_once": "10", "email": f"r{number}@reader.example", "name": "Hanne Oduya"}


def test_an_office_gives_by_the_form_as_long_as_its_browsers_do_the_sum(client, settings, time_machine):
    settings.MEMBERSHIP_PROVIDER = "practice"
    time_machine.move_to(timezone.now())
    codes = []
    for number in range(12):
        token = new_token()
        time_machine.shift(10)
        answer = solve(token.partition(":")[0])
        codes.append(
            client.post("/membership/", {**filled(number), "token": token, "answer": answer}).status_code
        )

    assert codes == [303] * 12
    assert Donation.objects.count() == 12


def test_that_a_code_is_on_its_way_is_said_only_where_one_is(client, settings, time_machine):
    settings.MEMBERSHIP_PROVIDER = "practice"
    time_machine.move_to(timezone.now())
    pages = []
    for _ in range(3):
        token = new_token()
        time_machine.shift(10)
        pages.append(client.post("/membership/", {**filled(1), "token": token, "send_code": "1"}))

    assert [page.status_code for page in pages] == [422, 422, 429]
    assert ["A code is on its way to r1@reader.example." in text(page) for page in pages] == [
        True,
        True,
        False,
    ]
    assert "No code can be mailed just now" in text(pages[2])


def test_the_sum_of_a_page_that_was_open_too_long_comes_with_a_token_that_holds(
    client, settings, time_machine
):
    settings.MEMBERSHIP_PROVIDER = "practice"
    time_machine.move_to(timezone.now())
    token = new_token()
    time_machine.shift(3 * 3600)

    page = client.post("/membership/", {**filled(1), "token": token, "work": "1"})

    assert (page.status_code, page.context["token"] != token) == (200, True)


def test_whoever_is_turned_away_is_offered_the_transfer_and_nobody_learns_who_gives(
    client, settings, time_machine
):
    settings.MEMBERSHIP_PROVIDER = "practice"
    time_machine.move_to(timezone.now())
    make_donation(email="r1@reader.example")
    of, most = next(iter(gate._declined("127.0.0.1").items()))
    for _ in range(most):
        take_place(of, most, 3600)
    pages = []
    for number in (1, 2):
        token = new_token()
        time_machine.shift(10)
        pages.append(client.post("/membership/", {**filled(number), "token": token}))

    assert [page.status_code for page in pages] == [429] * 2
    assert "Several cards were declined from your network" in text(pages[0])
    assert text(pages[0]) == text(pages[1])
