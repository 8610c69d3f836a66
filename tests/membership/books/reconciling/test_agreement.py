"""Whether the books agree is said by one module: what is newer than the last comparison is no difference, and
what differs is red wherever it is shown, at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.books import closing, reconciling
from membership.books.discrepancies import listed
from membership.books.reconciling import agreement
from membership.models import AccountLine, BankCredit, BankStatement, Comparison
from membership.money import Money
from membership.providers.base import Misconfigured, TemporarilyUnavailable
from tests.builders.gifts import at_desk, fact, make_donation, person, text
from tests.builders.told import counter  # noqa: F401 (fixture)

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-20T12:00:00+01:00")
BEFORE, LATER = NOW - timedelta(hours=20), NOW - timedelta(hours=2)
MIDNIGHT = datetime.fromisoformat("2026-11-20T00:00:00+01:00")


@pytest.fixture
def manager(client):
    return at_desk(
        client,
        "view_donation",
        "change_donation",
        "steer_donation",
        "close_books",
        "view_payment",
        "view_monthclose",
    )


@pytest.fixture
def gift(counter):
    """Paid yesterday, and compared up to this midnight."""
    gift = make_donation(provider="counter", provider_reference="till-1", interval="monthly", email="")
    with time_machine.travel(BEFORE, tick=False):
        giving.apply(fact(gift, reference="pay-1", at=BEFORE))
    counter.pays("pay-1", 800, at=BEFORE)
    counter.truth["till-1"] = [fact(gift, reference="pay-1", at=BEFORE)]
    return gift


def compared(counter) -> None:
    with time_machine.travel(MIDNIGHT + timedelta(hours=3), tick=False):
        reconciling.compare(counter, NOW - timedelta(days=30), MIDNIGHT)


def paid_later(counter, gift) -> None:
    with time_machine.travel(LATER, tick=False):
        giving.apply(fact(gift, reference="pay-2", at=LATER))
    counter.truth["till-1"].append(fact(gift, reference="pay-2", at=LATER))


def box(client, gift) -> str:
    """“Same as the provider?” on the page of the gift, without the mark that holds a sum together."""
    page = client.get(f"/admin/membership/donation/{gift.pk}/change/").content.decode()
    shown = page.partition('aria-labelledby="agrees"')[2].partition("</section>")[0]
    return shown.replace("\N{WORD JOINER}", "")


def months(client) -> str:
    page = client.get("/admin/membership/months/")
    return page.content.decode()


def red(client, gift, user) -> list[bool]:
    """On the gift's page, on the months' and among what needs a hand."""
    return [
        "blk" in box(client, gift),
        "They differ" in months(client),
        "difference" in [one.kind for one in listed(user)],
    ]


@time_machine.travel(NOW, tick=False)
def test_a_gift_after_the_last_comparison_is_newer_and_no_difference(client, manager, counter, gift):
    compared(counter)
    assert "Agrees to the penny" in box(client, gift)
    paid_later(counter, gift)

    shown = box(client, gift)
    (proof,) = [one for one in closing.proof() if one.currency == "EUR"]

    assert "1 line is newer: €8.00" in shown
    assert "Compared up to 20 Nov 2026, 00:00. 1 of 2 lines known there." in shown
    assert 'class="st"' in shown
    assert (proof.newer, proof.newer_sum, proof.provider_differs) == (1, Money(800, "EUR"), Money(0, "EUR"))
    assert "Newer than the last comparison" in months(client)
    assert red(client, gift, manager) == [False, False, False]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("listed", [True, False])
def test_after_ask_now_nothing_red_remains(client, manager, counter, gift, listed):
    """Whether the provider's account lists the payment yet or not."""
    compared(counter)
    paid_later(counter, gift)
    if listed:
        counter.pays("pay-2", 800, at=LATER)

    told = client.post(f"/admin/membership/donation/{gift.pk}/ask/", follow=True)

    assert "Agrees to the penny. Asked on 20 Nov 2026, 12:00. 2 of 2 lines known there." in text(told)
    assert ("Agrees to the penny" if listed else "1 line is newer") in box(client, gift)
    assert red(client, gift, manager) == [False, False, False]


@pytest.mark.parametrize(
    ("error", "said"),
    [(TemporarilyUnavailable, "cannot be reached"), (Misconfigured, "does not take our key")],
)
@pytest.mark.usefixtures("manager")
def test_where_the_provider_fails_staff_read_what_is_for_staff(client, counter, gift, error, said):
    def fails(_reference):
        raise error("Nothing was charged. Please tell us, or give another way.")

    counter.fetch = fails

    told = text(client.post(f"/admin/membership/donation/{gift.pk}/ask/", follow=True))

    assert (said in told, "give another way" in told) == (True, False)


@time_machine.travel(NOW, tick=False)
def test_a_true_difference_is_red_everywhere_at_once_and_gone_everywhere_once_it_is_mended(
    client, manager, counter, gift
):
    counter.lines.clear()
    compared(counter)
    assert red(client, gift, manager) == [True, True, True]
    assert "Differs by −€8.00" in box(client, gift)

    counter.pays("pay-1", 800, at=BEFORE)
    client.post(f"/admin/membership/donation/{gift.pk}/ask/")

    assert red(client, gift, manager) == [False, False, False]


@time_machine.travel(NOW, tick=False)
def test_what_the_account_says_otherwise_stays_red_whatever_is_said_of_the_gift(
    client, manager, counter, gift
):
    counter.lines.clear()
    counter.pays("pay-1", 700, at=BEFORE)
    compared(counter)

    told = client.post(f"/admin/membership/donation/{gift.pk}/ask/", follow=True)

    assert "Differs by −€1.00" in text(told)
    assert red(client, gift, manager) == [True, True, True]


@time_machine.travel(NOW, tick=False)
def test_a_line_near_midnight_that_stands_on_its_other_side_there_is_no_difference(
    client, manager, counter, gift
):
    counter.lines.clear()
    counter.pays("pay-1", 800, at=MIDNIGHT + timedelta(minutes=2))
    compared(counter)

    assert red(client, gift, manager) == [False, False, False]


@time_machine.travel(NOW, tick=False)
def test_the_bank_is_held_against_the_ledger_too(client, manager):
    keeper = person("kim", "receive_donation")
    statement = BankStatement.objects.create(
        name="a.csv", digest="a", format="CSV", taken_by=keeper, last_day="2026-11-15"
    )
    credit, _other = (
        BankCredit.objects.create(
            statement=statement, reference=f"B{n}", minor=minor, currency="EUR", booked_on=NOW.date()
        )
        for n, minor in enumerate((800, 500))
    )
    giving.receive_credit(make_donation(email=""), credit, by=keeper)
    by_hand = make_donation(email="")
    giving.receive(by_hand, by=keeper, amount=Money(900, "EUR"), at=timezone.localdate())

    (proof,) = closing.proof()

    assert (proof.banked, proof.bank, proof.bank_differs) == (
        Money(800, "EUR"), Money(1300, "EUR"), Money(500, "EUR"),
    )  # fmt: skip
    assert (proof.by_hand, proof.by_hand_sum) == (1, Money(900, "EUR"))
    assert "credit" in [one.kind for one in listed(manager)]
    assert "They differ" in months(client)


def test_a_dispute_that_was_won_under_its_own_number_is_mended_line_by_line(gift):
    now = timezone.now()
    for kind, minor, reference in (
        ("payment", 800, "c_1"),
        ("dispute", -800, "dp_1"),
        ("reinstated", 800, "dp_1"),
    ):
        told = fact(
            gift, kind=kind, reference=reference, of="c_1", amount=Money(minor, "EUR"), provider=gift.provider
        )
        giving.apply(told)
    said = {"reference": "dp_1", "kind": "dispute", "ours": -800, "theirs": None, "at": now.isoformat()}
    compared = Comparison.objects.create(
        provider=gift.provider, since=now - timedelta(days=2), until=now, currency="EUR", ours_minor=0,
        theirs_minor=800, lines=1, differences=[said],
    )  # fmt: skip

    def add(kind: str, minor: int) -> None:
        AccountLine.objects.create(
            provider=gift.provider, reference=kind, kind=kind, gross_minor=minor, fee_minor=0, net_minor=minor,
            currency="EUR", at=now, of="dp_1",
        )  # fmt: skip

    add("reinstated", 800)
    assert list(agreement.still_differing([(compared, said)])) == [(compared, said)]

    add("dispute", -800)
    assert list(agreement.still_differing([(compared, said)])) == []
