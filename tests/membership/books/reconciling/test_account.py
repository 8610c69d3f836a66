"""Our ledger held against the provider's account: line by line, in sum, payout by payout."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from membership import giving, providers
from membership.books import reconciling
from membership.books.discrepancies import resolve
from membership.models import AccountLine, Comparison, Payment
from membership.money import Money
from membership.providers.base import Payout
from newsroom import limits
from tests.builders.gifts import fact, make_donation, person
from tests.driving.counter import Counter, envelope

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(monkeypatch):
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    monkeypatch.delitem(providers.REGISTRY, "stripe")
    return counter


@pytest.fixture
def gift(counter):
    return make_donation(provider="counter")


def span() -> tuple[datetime, datetime]:
    now = timezone.now()
    return now - timedelta(days=30), now + timedelta(minutes=1)


def compare(counter) -> Comparison:
    (made,) = reconciling.compare(counter, *span())
    return made


def differences(made: Comparison) -> list[tuple[str, str, int | None, int | None]]:
    return [(one["reference"], one["kind"], one["ours"], one["theirs"]) for one in made.differences]


def sums(made: Comparison) -> tuple[int, int, int, int, int]:
    return made.ours_minor, made.theirs_minor, made.fees_minor, made.paid_out_minor, made.lines


def test_books_that_say_the_same_differ_by_nothing(counter, gift):
    giving.apply_all(
        [fact(gift), fact(gift, kind="refund", reference="back-1", amount=Money(-300, "EUR"), of="pay-1")]
    )
    counter.pays("pay-1", 800)
    counter.pays("back-1", -300, kind="refund", fee=0)

    made = compare(counter)

    assert sums(made) == (500, 500, 30, 0, 2)
    assert made.agrees
    assert made.difference == Money(0, "EUR")


def test_each_way_to_differ_is_listed_and_summed(counter, gift):
    giving.apply(fact(gift))
    giving.apply(fact(make_donation(provider="counter"), reference="pay-2"))
    counter.pays("pay-1", 750)
    counter.pays("pay-3", 900)

    made = compare(counter)

    assert sorted(differences(made)) == [
        ("pay-1", "payment", 800, 750),
        ("pay-2", "payment", 800, None),
        ("pay-3", "payment", None, 900),
    ]
    assert sums(made) == (1600, 1650, 60, 0, 3)
    assert made.difference == Money(50, "EUR")


def test_a_payment_that_we_never_heard_of_is_asked_after_and_booked(counter, gift):
    counter.pays("pay-1", 800)
    counter.truth["pay-1"] = [fact(gift)]

    made = compare(counter)

    assert made.agrees
    assert Payment.objects.get().reference == "pay-1"


def test_a_shop_s_payments_in_the_same_account_keep_no_new_gift_from_being_asked_after(
    counter, gift, monkeypatch
):
    monkeypatch.setattr("membership.books.reconciling.comparing.MENDED", 2)
    for name in ("a-shop-1", "a-shop-2", "a-shop-3"):
        counter.pays(name, 5000, at=timezone.now() - timedelta(days=2))
    counter.pays("pay-1", 800)
    counter.truth["pay-1"] = [fact(gift)]

    compare(counter)

    assert Payment.objects.get().reference == "pay-1"


def test_money_that_somebody_called_foreign_is_left_out_from_then_on(counter, gift):
    giving.apply(fact(gift))
    counter.pays("pay-1", 800)
    counter.pays("shop-1", 5000)
    first = compare(counter)

    resolve(
        "difference", "counter:payment:shop-1", "not-ours", by=person("k", "close_books"), note="The shop’s"
    )

    assert not first.agrees
    assert compare(counter).agrees


def test_lines_are_written_down_once_and_their_payout_filled_in_later(counter, gift):
    giving.apply(fact(gift))
    counter.pays("pay-1", 800)
    compare(counter)
    counter.lines = []
    counter.pays("pay-1", 800, payout="po-1")
    compare(counter)
    counter.lines = []
    counter.pays("pay-1", 800, payout="po-2")

    compare(counter)

    assert list(AccountLine.objects.values_list("reference", "payout")) == [("line-payment-pay-1", "po-1")]


@pytest.mark.parametrize(("amount", "listed"), [(770, []), (700, [("po-1", "payout", 770, 700)])])
def test_the_lines_of_a_payout_make_up_its_amount(counter, gift, amount, listed):
    giving.apply(fact(gift))
    counter.pays("pay-1", 800, payout="po-1")
    counter.pays("", -amount, kind="payout", fee=0, payout="po-1", reference="line-po-1")
    counter.paid_out = [Payout("po-1", Money(amount, "EUR"), timezone.now())]

    made = compare(counter)

    assert differences(made) == listed
    assert made.paid_out_minor == amount


def test_charges_by_themselves_are_counted_as_charges(counter, gift):
    giving.apply(fact(gift))
    counter.pays("pay-1", 800)
    counter.pays("", -200, kind="fee", fee=0, reference="line-fee")

    made = compare(counter)

    assert made.agrees
    assert made.fees_minor == 230


def test_a_line_that_stands_on_the_other_side_of_midnight_there_is_no_difference(counter, gift):
    since, until = span()
    giving.apply(fact(gift, at=until - timedelta(seconds=30)))
    counter.pays("pay-1", 800, at=until + timedelta(seconds=30))

    (made,) = reconciling.compare(counter, since, until)
    (after,) = reconciling.compare(counter, until, until + timedelta(days=1)) or [None]

    assert made.agrees
    assert after is None or after.agrees


def test_gifts_kept_in_another_currency_are_looked_for_but_not_added_up(counter):
    gift = make_donation(provider="counter", currency="USD")
    giving.apply(fact(gift))
    counter.pays("pay-1", 740)

    made = {one.currency: one for one in reconciling.compare(counter, *span())}

    assert {currency: (one.ours_minor, one.theirs_minor) for currency, one in made.items()} == {
        "EUR": (0, 0),
        "USD": (0, 0),
    }
    assert all(one.agrees for one in made.values())


def test_nothing_is_ever_taken_out(counter, gift):
    giving.apply(fact(gift))
    counter.pays("pay-1", 750)
    compare(counter)
    counter.lines = []

    compare(counter)

    assert (Payment.objects.count(), AccountLine.objects.count(), Comparison.objects.count()) == (1, 1, 2)


def test_the_account_is_compared_once_a_night_up_to_midnight(counter, gift):
    giving.apply(fact(gift))
    counter.pays("pay-1", 800)
    tomorrow = timezone.make_aware(
        datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time())
    )

    with time_machine.travel(tomorrow + timedelta(hours=2, minutes=59)):
        reconciling.nightly(counter, timezone.now())
    assert not Comparison.objects.exists()
    with time_machine.travel(tomorrow + timedelta(hours=3)):
        for _round in range(3):
            reconciling.nightly(counter, timezone.now())

    assert Comparison.objects.get().until == tomorrow
    assert Comparison.objects.get().agrees


# --- the command
def reconcile(*told: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("reconcile", *told, stdout=out, stderr=StringIO())
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_the_command_fetches_compares_and_tells_the_difference(counter, gift):
    giving.apply(fact(gift))
    missed = make_donation(provider="counter")
    counter.truth["pay-2"] = [fact(missed, reference="pay-2")]
    counter.listed = [envelope("pay-2")]
    counter.pays("pay-1", 800)
    counter.pays("pay-2", 800)
    good = reconcile()
    counter.pays("pay-3", 900)

    bad = reconcile()

    assert good == (
        0,
        (
            "counter: 1 events found, 0 worked, 0 gifts asked after.\n"
            "counter, EUR: 2 lines; ours €16.00, theirs €16.00, difference €0.00; charges €0.60, paid out €0.00.\n"
        ),
    )
    assert bad[0] == 1
    assert "payment pay-3: ours unknown, theirs €9.00" in bad[1]


def test_the_dry_run_applies_nothing_and_writes_no_comparison(counter, gift):
    counter.pays("pay-1", 800)
    counter.truth["pay-1"] = [fact(gift)]
    counter.listed = [envelope("pay-1")]

    code, _out = reconcile("--dry-run")

    assert code == 1
    assert not Payment.objects.exists()
    assert not Comparison.objects.exists()
    assert reconcile()[0] == 0


def test_a_day_that_is_none_is_refused(counter):
    with pytest.raises(CommandError, match="2026-10-31"):
        call_command("reconcile", "--since", "yesterday")


def test_a_place_for_the_night_is_given_back_when_the_provider_is_away(counter, gift, monkeypatch):
    counter.pays("pay-1", 800)
    giving.apply(fact(gift))

    def broken(since):
        raise providers.base.TemporarilyUnavailable("away")

    real = counter.account
    counter.account = broken
    night = timezone.localtime().replace(hour=4)
    with time_machine.travel(night + timedelta(days=1)):
        reconciling.nightly(counter, timezone.now())
        counter.account = real
        reconciling.nightly(counter, timezone.now())

    assert Comparison.objects.count() == 1
    assert limits.take_place("something-else", 1, 5) is not None
