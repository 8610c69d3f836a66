"""Giving money back: what is refused blocks nothing, what is pressed twice moves once, what is asked again is
the same order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from membership import giving, providers
from membership.models import RefundAnswer, RefundOrder
from membership.money import Money
from membership.providers.base import Declined, Misconfigured, NotSupported, TemporarilyUnavailable, Told
from tests.builders.gifts import fact, make_donation, person, text, value
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db


@dataclass
class Till(Counter):
    """Gives back as it is asked to, once for each key; `says` is raised in its place, before or after."""

    says: list[Exception] = field(default_factory=list)
    moved: dict[str, Told] = field(default_factory=dict)
    loses_answers: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def refund(self, payment: str, amount: Money, *, key: str) -> list[Told]:
        self.refunded.append((payment, amount.minor, key))
        if self.says and not self.loses_answers:
            raise self.says.pop(0)
        if key not in self.moved:
            self.moved[key] = fact(
                self.gift, kind="refund", reference=f"back-{len(self.moved) + 1}", amount=-amount, of=payment
            )
        if self.says:
            raise self.says.pop(0)
        return list(self.moved.values())


@pytest.fixture
def till(monkeypatch):
    found = Till()
    monkeypatch.setitem(providers.REGISTRY, "counter", found)
    return found


@pytest.fixture
def paid(till):
    till.gift = make_donation(provider="counter", provider_reference="till-1", minor=1000)
    return giving.apply(fact(till.gift))


@pytest.fixture
def manager():
    return person("paul", "refund_donation", "view_donation", "close_books")


def give_back(paid, minor, by, **told):
    return giving.refund(paid, amount=Money(minor, "EUR"), reason="Asked for it", by=by, **told)


def backs(paid) -> list[int]:
    return list(paid.donation.payments.filter(kind="refund").order_by("pk").values_list("minor", flat=True))


# --- what is refused
@pytest.mark.parametrize("kind", [Declined, NotSupported, Misconfigured])
def test_what_the_provider_refuses_is_written_down_and_blocks_nothing(till, paid, manager, kind):
    till.says = [kind("This cannot be given back.")]

    with pytest.raises(kind):
        give_back(paid, 1000, manager)
    left = giving.refundable(paid)
    give_back(paid, 500, manager)

    assert (left, backs(paid)) == (Money(1000, "EUR"), [-500])
    answer = RefundAnswer.objects.get()
    assert (answer.order.minor, answer.outcome, answer.said) == (
        1000,
        "refused",
        "This cannot be given back.",
    )


def test_what_was_refused_is_tried_anew_under_another_key(till, paid, manager):
    till.says = [Declined("Not now.")]
    with pytest.raises(Declined):
        give_back(paid, 1000, manager)

    give_back(paid, 1000, manager)

    assert [key for _of, _minor, key in till.refunded] == [f"refund:{paid.pk}:1", f"refund:{paid.pk}:2"]
    assert backs(paid) == [-1000]


def test_an_answer_is_written_once_and_stays(till, paid, manager):
    till.says = [Declined("Not now.")]
    with pytest.raises(Declined):
        give_back(paid, 1000, manager)
    answer = RefundAnswer.objects.get()

    answer.said = "Yes"
    with pytest.raises(Exception, match="never changed"):
        answer.save()

    assert RefundAnswer.objects.get().said == "Not now."


def test_what_the_provider_has_not_answered_stays_reserved(till, paid, manager):
    till.says = [TemporarilyUnavailable("Away.")]

    with pytest.raises(TemporarilyUnavailable):
        give_back(paid, 700, manager)

    assert (giving.refundable(paid), RefundAnswer.objects.count()) == (Money(300, "EUR"), 0)
    with pytest.raises(giving.Refused, match=r"€3\.00 can be given back"):
        give_back(paid, 400, manager)


def test_a_part_given_back_elsewhere_does_not_free_an_order_of_another_amount(till, paid, manager):
    till.says = [TemporarilyUnavailable("Away.")]
    with pytest.raises(TemporarilyUnavailable):
        give_back(paid, 700, manager)

    giving.apply(fact(till.gift, kind="refund", reference="there", amount=Money(-200, "EUR"), of="pay-1"))

    assert giving.refundable(paid) == Money(100, "EUR")


# --- twice
def test_a_form_that_is_sent_twice_gives_back_once(till, paid, manager):
    first = give_back(paid, 300, manager, once="a-form")
    again = give_back(paid, 300, manager, once="a-form")

    assert (backs(paid), again, RefundOrder.objects.count()) == ([-300], first, 1)


def test_another_form_or_another_amount_is_another_order(till, paid, manager):
    give_back(paid, 300, manager, once="a-form")
    give_back(paid, 300, manager, once="another")
    give_back(paid, 200, manager, once="a-form")

    assert backs(paid) == [-300, -300, -200]


def test_a_form_whose_order_was_refused_may_be_sent_again_and_then_gives_back_once(till, paid, manager):
    till.says = [Declined("Not now.")]
    with pytest.raises(Declined):
        give_back(paid, 300, manager, once="a-form")

    for _click in range(3):
        give_back(paid, 300, manager, once="a-form")

    assert (backs(paid), RefundOrder.objects.count()) == ([-300], 2)


def test_a_pledge_that_is_given_back_twice_by_one_form_goes_back_once(manager):
    gift = make_donation(minor=1000)
    paid = giving.apply(fact(gift))

    for _click in range(2):
        give_back(paid, 300, manager, once="a-form")

    assert backs(paid) == [-300]


def test_a_double_click_at_the_desk_gives_back_once(till, paid, manager, client):
    client.force_login(manager)
    url = f"/admin/membership/donation/{till.gift.pk}/back/"
    once = value(client.get(url), "once")
    data = {"payment": paid.pk, "amount": "3", "reason": "Asked", "once": once}

    pages = [client.post(url, data, follow=True) for _click in range(2)]

    assert backs(paid) == [-300]
    assert ["€3.00 given back." in text(page) for page in pages] == [True, True]
    assert value(client.get(url), "once") not in {"", once}


def test_a_page_loaded_anew_goes_on_with_the_order_that_was_not_answered(till, paid, manager, client):
    client.force_login(manager)
    url = f"/admin/membership/donation/{till.gift.pk}/back/"
    data = {"payment": paid.pk, "amount": "3", "reason": "Asked"}
    till.says, till.loses_answers = [TemporarilyUnavailable("Away.")], True
    client.post(url, {**data, "once": value(client.get(url), "once")})

    anew = value(client.get(url), "once")
    for _click in range(2):
        client.post(url, {**data, "once": anew})

    assert ({key for _of, _minor, key in till.refunded}, backs(paid)) == ({f"refund:{paid.pk}:1"}, [-300])


def test_a_new_showing_goes_on_with_an_order_of_a_form_and_with_no_other(till, paid, manager):
    for told in ({"minor": 700}, {"minor": 300, "once": "form"}):
        till.says = [TemporarilyUnavailable("Away.")]
        with pytest.raises(TemporarilyUnavailable):
            give_back(paid, by=manager, **told)

    assert giving.open_token(paid.donation) == "form"


# --- again
def test_an_order_is_asked_again_under_its_own_key_though_it_is_not_the_last(till, paid, manager):
    till.says, till.loses_answers = [TemporarilyUnavailable("Away.")], True
    with pytest.raises(TemporarilyUnavailable):
        give_back(paid, 300, manager)
    give_back(paid, 200, manager)
    first = RefundOrder.objects.order_by("number")[0]

    for _click in range(2):
        giving.ask_again(first, by=manager)

    assert (sorted(backs(paid)), RefundOrder.objects.count()) == ([-300, -200], 2)
    assert {key for _of, _minor, key in till.refunded} == {f"refund:{paid.pk}:1", f"refund:{paid.pk}:2"}


def test_an_order_that_was_refused_is_not_asked_again(till, paid, manager):
    till.says = [Declined("The card is gone.")]
    with pytest.raises(Declined):
        give_back(paid, 300, manager)

    with pytest.raises(giving.Refused, match=r"The provider has refused this order: The card is gone\."):
        giving.ask_again(RefundOrder.objects.get(), by=manager)

    assert len(till.refunded) == 1


def test_asking_again_needs_the_permission_to_give_back(till, paid, manager):
    till.says = [TemporarilyUnavailable("Away.")]
    with pytest.raises(TemporarilyUnavailable):
        give_back(paid, 300, manager)

    with pytest.raises(Exception, match="Can give money back"):
        giving.ask_again(RefundOrder.objects.get(), by=person("rhea", "close_books"))

    assert backs(paid) == []
