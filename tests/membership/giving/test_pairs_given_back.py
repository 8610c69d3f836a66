"""A gift given once, twice: its second payment goes back by the link of the mail, once, and nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from membership.books.discrepancies import listed, resolve
from membership.models import Pair, Payment, RefundOrder
from membership.money import Money
from tests.builders.found import counter, keeper, kinds  # noqa: F401 (fixtures)
from tests.builders.gifts import fact, make_donation, person, text
from tests.builders.pairs import NOW, ended, links, paid, reported, tell, twice  # noqa: F401

pytestmark = pytest.mark.django_db


def test_the_second_goes_back_once_by_the_order_that_staff_would_give(client, counter, tell, keeper):
    _first, second = twice(tell, after=timedelta(hours=1))
    counter.truth["back-second"] = [
        fact(second, kind="refund", reference="back", amount=Money(-800, "EUR"), of="second")
    ]
    keep, back = links()

    assert "Have the second gift back?" in text(client.get(back))
    for _time in range(3):
        assert client.post(back).status_code == 303

    assert [(payment, minor) for payment, minor, _key in counter.refunded] == [("second", 800)]
    assert RefundOrder.objects.values_list("payment__reference", "by").get() == ("second", None)
    assert kinds(keeper) == []
    assert "The second gift goes back to you" in text(client.get(keep))


def test_a_monthly_gift_beside_one_given_once_ends_as_its_payment_goes_back(client, counter, tell, keeper):
    _first, second = twice(tell, after=timedelta(minutes=2), interval="monthly", provider_reference="monthly")
    tell(reported(second, "active", NOW))
    counter.truth["back-second"] = [
        fact(second, kind="refund", reference="back", amount=Money(-800, "EUR"), of="second")
    ]
    counter.truth["stopped-sub-monthly"] = [reported(second, "ended", timezone.now())]
    (found,) = listed(keeper)
    back = links()[1]

    assert "It began a repeated gift." in found.text
    assert "Give the second back and stop it:" in outbox.outbox[-1].body
    assert "The repeated gift that began with it ends now." in text(client.get(back))
    assert client.post(back).status_code == 303
    assert (counter.stopped, len(counter.refunded), ended()) == (["sub-monthly"], 1, {"monthly"})
    assert "that repeated gift has ended" in text(client.get(back))


def test_staff_who_give_the_second_back_end_what_it_began(counter, tell):
    keeper = person("petra", "view_donation", "close_books", "refund_donation")
    _first, second = twice(tell, after=timedelta(minutes=2), interval="monthly", provider_reference="monthly")
    tell(reported(second, "active", NOW))
    counter.truth["back-second"] = [
        fact(second, kind="refund", reference="back", amount=Money(-800, "EUR"), of="second")
    ]
    counter.truth["stopped-sub-monthly"] = [reported(second, "ended", timezone.now())]

    resolve("twice", str(second.payments.get().pk), "give-back", by=keeper)

    assert (counter.stopped, len(counter.refunded), kinds(keeper)) == (["sub-monthly"], 1, [])


def test_after_a_day_staff_look_before_money_goes_back_and_are_asked_until_they_do(
    client, counter, tell, keeper, time_machine
):
    _first, second = twice(tell, after=timedelta(hours=1))
    counter.truth["back-second"] = [
        fact(second, kind="refund", reference="back", amount=Money(-800, "EUR"), of="second")
    ]
    back = links()[1]
    time_machine.move_to(NOW + timedelta(days=2))

    assert "Somebody here looks at it and sends it back" in text(client.get(back))
    client.post(back)
    assert (counter.refunded, Pair.objects.get().answer) == ([], "asked")

    time_machine.move_to(NOW + timedelta(days=90))
    (found,) = listed(keeper)
    resolve(found.kind, found.about, "give-back", by=keeper)
    assert (len(counter.refunded), Pair.objects.get().answer, kinds(keeper)) == (1, "back", [])


def test_what_came_by_transfer_is_given_back_by_hand_so_staff_are_asked(client, tell, keeper):
    first, second = (make_donation(provider="pledge") for _number in range(2))
    tell(paid(first, "one", NOW - timedelta(hours=1)), paid(second, "two", NOW))

    client.post(links()[1])

    (found,) = listed(keeper)
    assert Payment.objects.filter(kind="refund").count() == 0
    assert found.kind == "twice"
    assert found.text.endswith("The donor asks for the second back.")
    assert "Somebody here looks at it and sends it back" in text(client.get(links()[1]))


def test_who_gives_by_standing_order_is_told_to_stop_it_at_the_bank(client, tell):
    first = make_donation(provider="pledge")
    second = make_donation(provider="pledge", interval="monthly")
    tell(paid(first, "one", NOW - timedelta(minutes=4)), paid(second, "two", NOW - timedelta(minutes=2)))
    back = links()[1]

    asked, _done, answered = text(client.get(back)), client.post(back), text(client.get(back))

    assert "stop that at your bank" in asked
    assert "stop that at your bank" in answered
    assert second.reference in answered
    assert "not taken again" not in answered


def test_once_the_first_went_back_its_donor_keeps_the_second(client, counter, tell):
    first, _second = twice(tell, after=timedelta(hours=1))
    paid_first = first.payments.get().reference
    tell(fact(first, kind="refund", reference="back", amount=Money(-800, "EUR"), of=paid_first))
    back = links()[1]

    assert "The first gift went back already" in text(client.get(back))
    assert client.post(back).status_code == 503
    assert (counter.refunded, Pair.objects.get().answer) == ([], "")


def test_what_went_back_meanwhile_does_not_go_back_again(client, counter, tell):
    _first, second = twice(tell, after=timedelta(hours=1))
    back = links()[1]
    tell(fact(second, kind="refund", reference="back", amount=Money(-800, "EUR"), of="second"))

    assert "The second gift went back already" in text(client.get(back))
    client.post(back)

    assert (counter.refunded, RefundOrder.objects.count()) == ([], 0)
