"""The verbs of the gift, done once each, after those of scenes.py; SCENES holds them all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from membership import bank_imports, giving, mail, members, providers, receipts
from membership.books import closing, discrepancies, reconciling
from membership.books.reports import tallying
from membership.members import lists
from membership.models import BankCredit, Donation, Letter, Member, MonthClose, Payment, Resolution
from membership.money import Money
from membership.transfers import references
from tests.bench.scenes import SCENES, World, scene
from tests.builders.bank_files import csv, pledge
from tests.builders.gifts import fact, make_donation, wish
from tests.builders.letters import carry
from tests.driving.counter import envelope

__all__ = ["SCENES", "World"]


@scene
def promise_pay_and_give_back(world: World) -> None:
    gift = giving.start(wish(email=f"{uuid4().hex}@reader.example"), provider=providers.by_slug("pledge"))
    payment = giving.receive(gift, by=world.chief, amount=gift.amount, at=timezone.localdate())
    receipts.issue(payment, by=world.chief)
    giving.refund(payment, amount=payment.amount, reason="Bench.", by=world.chief)
    found = giving.ArrivedMoney("Cash box", Money(1200, "EUR"), timezone.localdate(), "cash")
    giving.take(found, by=world.chief, token=uuid4().hex)


@scene
def hear_from_the_provider(world: World) -> None:
    gift = make_donation(provider="counter", provider_reference=f"till-{uuid4().hex}", reference=_reference())
    about = f"pay-{uuid4().hex}"
    world.counter.truth[about] = [fact(gift, reference=about)]
    event = reconciling.store(world.counter, envelope(about, number=f"evt-{uuid4().hex}"), pushed=True)
    reconciling.work(event)
    assert Payment.objects.filter(reference=about).exists()


@scene
def steer_a_repeated_gift(world: World) -> None:
    gift = _given(world)
    actor = giving.Actor(staff=world.chief)
    giving.change_amount(gift, Money(900, "EUR"), actor)
    giving.pause(gift, actor)
    giving.resume(gift, actor)
    giving.stop(gift, actor)


@scene
def take_in_a_bank_statement(world: World) -> None:
    gifts = [
        pledge(reference=_reference(), email=f"{uuid4().hex}@reader.example") for _n in range(world.size)
    ]
    data = csv(
        *((f"Gift {gift.reference}", "8.00") for gift in gifts), ("For the choir", "9.00"), first=_first()
    )
    report = bank_imports.take_in(data, "march.csv", world.chief)
    assert len(report.booked) == world.size
    discrepancies.resolve(
        "credit", str(report.waiting[0].pk), "not-ours", by=world.chief, note="The choir's."
    )


@scene
def take_in_a_list_of_donors(world: World) -> None:
    rows = [f"{uuid4().hex}@reader.example,Hanne,5,2024-01-01,D-{uuid4().hex}" for _n in range(world.size)]
    listed = lists.read("\n".join(["e-mail,name,amount,date,reference", *rows]))
    assert lists.take_in(listed, world.chief).gifts == world.size


@scene
def close_a_month(world: World) -> None:
    month = closing.next_month()
    Resolution.objects.bulk_create(
        Resolution(kind=one.kind, about=one.about, how="left", by=world.chief)
        for one in discrepancies.in_the_way(closing.end_of(month))
    )
    closing.close(month, world.chief)
    assert MonthClose.objects.filter(month=month).exists()


@scene
def sum_up_a_year(world: World) -> None:
    gift = _given(world, at=timezone.now() - timedelta(days=366))
    receipts.annual(Member.objects.get(donations=gift), timezone.localdate().year - 1, by=world.chief)


@scene
def erase_a_member(world: World) -> None:
    gift = _given(world)
    members.erase(Member.objects.get(donations=gift), world.chief, stop_gifts=True)


@scene
def sign_a_member_in(world: World) -> None:
    gift = _given(world)
    members.ask_for_code(gift.email, "")


@scene
def send_what_waits(world: World) -> None:
    letter = Letter.objects.create(donation=_given(world), kind="instructions", again=1)
    carry(letter)
    assert Letter.objects.get(pk=letter.pk).sent_at
    mail.resend(letter, world.chief)


@scene
def count_whoever_gave(world: World) -> None:
    _given(world)
    assert tallying.catch_up()


def _given(world: World, **told: Any) -> Donation:
    """A repeated gift that has been paid, of somebody new."""
    del world
    at = told.pop("at", timezone.now())
    gift = make_donation(
        email=f"{uuid4().hex}@reader.example",
        name="Hanne",
        interval="monthly",
        reference=_reference(),
        **told,
    )
    giving.apply(fact(gift, reference=f"pay-{gift.pk}", at=at))
    return Donation.objects.get(pk=gift.pk)


def _reference() -> str:
    return references.make("HL", length=6)


def _first() -> int:
    """Numbers of a bank that it has not given yet."""
    return (BankCredit.objects.count() + 1) * 100_000 + uuid4().int % 90_000
