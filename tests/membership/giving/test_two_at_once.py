"""Two at once: who comes second leaves what the first has written, and a reference that is taken is drawn anew."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, repeat

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from membership import giving
from membership.giving import ending_pauses, in_turn, moving, taking
from membership.models import Donation, Letter, Member, Payment
from membership.money import Money
from membership.providers.base import Start
from membership.transfers import references
from tests.builders.books import day, report
from tests.builders.by_hand import by_hand
from tests.builders.gifts import make_donation, person, wish
from tests.builders.pledges import letters, pay, pledge, states
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db
TAKEN = "HL-7K4Q-9X"


@pytest.fixture
def hand():
    return person("petra", "receive_donation", "export_member")


@pytest.fixture
def hanne():
    return Member.objects.create(email="hanne@reader.example", name="Hanne Oduya")


def take(by, **told) -> Payment:
    found = {"name": "Hanne Oduya", "amount": Money(800, "EUR"), "on": timezone.localdate(), "how": "cash"}
    return giving.take(giving.ArrivedMoney(**{**found, **told}), by=by, token="one")


def move_in(by, **told) -> Payment:
    past = {"reference": "D-1", "amount": Money(800, "EUR"), "on": date(2024, 2, 3), **told}
    hanne, _new = Member.objects.get_or_create(email="hanne@reader.example")
    return giving.move_in(giving.Past(**past), hanne, by=by)


# --- references
@pytest.mark.parametrize("verb", [take, move_in])
def test_a_reference_that_is_taken_is_drawn_anew(hand, monkeypatch, verb):
    make_donation(reference=TAKEN)
    drawn = chain([TAKEN], ["HL-2222-AA"])
    monkeypatch.setattr(references, "make", lambda prefix, *, length: next(drawn))

    assert verb(hand).donation.reference == "HL-2222-AA"


@pytest.mark.parametrize("verb", [take, move_in])
def test_where_every_reference_is_taken_the_gift_is_refused_and_leaves_nothing(hand, monkeypatch, verb):
    make_donation(reference=TAKEN)
    drawn = repeat(TAKEN)
    monkeypatch.setattr(references, "make", lambda prefix, *, length: next(drawn))

    with pytest.raises(giving.Refused, match="could not be written down"):
        verb(hand)

    assert (Donation.objects.count(), Payment.objects.count()) == (1, 0)


def test_a_payment_that_another_hand_moves_in_at_the_same_moment_is_moved_in_once(hand, monkeypatch):
    there, tried = move_in(hand), []
    looked = chain([None], repeat(there))
    monkeypatch.setattr(moving, "moved_in", lambda _reference: next(looked))
    make = references.make
    monkeypatch.setattr(references, "make", lambda *a, **told: tried.append(a) or make(*a, **told))

    assert move_in(hand) == there
    assert (len(tried), Donation.objects.count(), Payment.objects.count()) == (1, 1, 1)


# --- promises
def test_of_two_clicks_both_go_to_the_page_that_was_there_first():
    asked, others = wish(), []

    class Slow(Counter):
        """While the first click waits for its page, the second gets one."""

        def start(self, gift, **told) -> Start:
            if not others:
                others.append(None)
                others[0] = giving.start(asked, provider=self)
                return Start(url="https://counter.example/late", reference="late")
            return super().start(gift, **told)

    first = giving.start(asked, provider=Slow())

    (second,) = others
    assert first == second == Donation.objects.get()
    assert first.next_url == second.next_url == "https://counter.example/pay"
    assert first.provider_reference == f"till-{first.reference}"


# --- gifts of the past
def test_a_payment_that_is_told_twice_is_moved_in_once_and_for_one_member(hand):
    first = move_in(hand)
    again = move_in(hand)

    with pytest.raises(giving.Refused, match="taken in for somebody else"):
        giving.move_in(
            giving.Past("D-1", Money(800, "EUR"), date(2024, 2, 3)),
            Member.objects.create(email="eve@reader.example"),
            by=hand,
        )
    assert first == again
    assert list(Payment.objects.all()) == [first]


def test_a_payment_of_tomorrow_is_not_moved_in(hand):
    with pytest.raises(giving.Refused, match="has not come yet"):
        move_in(hand, on=timezone.localdate() + timedelta(days=1))

    assert Donation.objects.count() == 0


# --- gifts that nobody promised
def test_of_two_who_write_the_same_gift_down_at_once_the_second_finds_the_first(hand, monkeypatch):
    first = take(hand)
    # The second has looked before the first was done.
    knows, looks = taking._known, chain([False], repeat(True))
    monkeypatch.setattr(taking, "_known", lambda *told: knows(*told) if next(looks) else None)

    second = take(hand)

    assert first == second
    assert list(Payment.objects.all()) == [first]


def test_what_the_database_refuses_is_told_in_a_sentence_and_leaves_nothing(hand, monkeypatch):
    def refuses(_payment: Payment) -> Payment:
        raise IntegrityError

    monkeypatch.setattr(taking, "record", refuses)

    with pytest.raises(giving.Refused, match="Try again in a minute"):
        take(hand)

    assert Donation.objects.count() == 0


# --- the clock
def meanwhile(monkeypatch, happens) -> None:
    """The clock chooses its rows; this happens; then it comes to each."""
    puts_last = in_turn.asked_after

    def chosen(gifts, now):
        puts_last(gifts, now)
        happens()

    monkeypatch.setattr(in_turn, "asked_after", chosen)


@pytest.mark.parametrize(
    ("happens", "stands"),
    [
        (lambda gift: report(gift, "2026-02-01", "ended", told_by="staff"), [("ended", "staff")]),
        (lambda gift: pay(gift, "2026-02-01"), []),
    ],
    ids=["ended", "paid"],
)
def test_what_becomes_of_a_pledge_while_the_clock_looks_is_not_undone(monkeypatch, happens, stands):
    gift = pledge(interval="once")
    meanwhile(monkeypatch, lambda: happens(gift))

    with time_machine.travel(day("2026-02-02"), tick=False):
        done = giving.remind()

    assert (done, letters(gift), states(gift)) == (0, [], stands)


def test_two_addresses_of_one_mailbox_are_reminded_once_a_day():
    pledge(interval="once", email="hanne@reader.example")
    pledge(interval="once", email="hanne+gifts@reader.example")

    with time_machine.travel(day("2026-01-16"), tick=False):
        done = giving.remind()

    assert (done, Letter.objects.filter(kind="reminder").count()) == (1, 1)


def test_of_two_clocks_one_ends_a_pause(monkeypatch):
    gift = pledge()
    report(gift, "2026-01-05", "paused", next_at=day("2026-02-01"))
    end = ending_pauses._end
    monkeypatch.setattr(ending_pauses, "_end", lambda pk: end(pk) + end(pk))

    with time_machine.travel(day("2026-02-02"), tick=False):
        assert giving.end_pauses() == 1

    assert states(gift) == [("paused", "provider"), ("active", "calendar")]


def test_a_pause_that_cannot_be_ended_keeps_no_other_from_its_end(monkeypatch):
    gifts = [pledge() for _number in range(2)]
    for gift in gifts:
        report(gift, "2026-01-05", "paused", next_at=day("2026-02-01"))
    end = ending_pauses._end
    monkeypatch.setattr(ending_pauses, "_end", lambda pk: end(pk) if pk == gifts[1].pk else 1 // 0)

    with time_machine.travel(day("2026-02-02"), tick=False):
        assert giving.end_pauses() == 1

    assert states(gifts[1])[-1] == ("active", "calendar")


# --- members
def test_a_gift_that_has_become_somebodys_meanwhile_stays_theirs(hanne):
    gift = make_donation(interval="monthly")
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(member=hanne)

    adopted = giving.adopt(gift, Member.objects.create(email="eve@reader.example"))

    assert adopted.member == Donation.objects.get().member == hanne


def test_forgetting_without_an_address_leaves_the_providers_numbers():
    gift = make_donation(name="Hanne Oduya", provider_reference="page-1")

    giving.forget([gift.pk], email="")

    gift.refresh_from_db()
    assert (gift.name, gift.provider_reference) == ("", "page-1")
