"""When Stripe cannot be reached, refuses us or is slow: our own words, and nothing done twice."""

from __future__ import annotations

import pytest

from membership.money import Money
from membership.providers.base import Declined, Misconfigured, TemporarilyUnavailable
from membership.providers.stripe import requests
from tests.driving.stripe_ways import begin, close_clients, gift, kinds, stripe  # noqa: F401


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """Between its tries the library sleeps; here the tries are what counts."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)


@pytest.fixture
def impatient(stripe, monkeypatch):
    """The same provider with half a second of patience, and a client of its own."""
    monkeypatch.setattr(requests, "TIMEOUT", (0.5, 0.5))
    close_clients()
    return stripe


@pytest.mark.parametrize("status", [409, 429, 500, 503])
def test_a_fault_at_their_end_is_for_later(stripe, standin, status):
    standin.fault("status", status=status, times=3)

    with pytest.raises(TemporarilyUnavailable, match=r"Nothing was charged\. Try again"):
        begin(stripe, gift())


@pytest.mark.parametrize("kind", ["reset", "timeout"])
def test_a_connection_that_breaks_is_for_later(impatient, standin, kind):
    standin.fault(kind, times=3, seconds=2)

    with pytest.raises(TemporarilyUnavailable):
        begin(impatient, gift())


def test_a_fault_that_passes_is_not_noticed(stripe, standin):
    standin.fault("status", status=500, times=2)

    assert stripe.fetch(begin(stripe, gift())) == []


def test_an_answer_that_is_lost_on_the_way_leads_to_no_second_page(impatient, standin):
    standin.fault("after", seconds=0)

    begin(impatient, gift())

    assert standin.counts()["checkout.session"] == 1


def test_an_answer_that_is_lost_on_the_way_leads_to_no_second_refund(impatient, standin):
    page = begin(impatient, gift())
    standin.press(page, "paid")
    payment = impatient.fetch(page)[0].reference
    # Asked for the payment first, then for the refund.
    standin.fault("slow", seconds=0)
    standin.fault("after", seconds=0)

    assert kinds(impatient.refund(payment, Money(400, "EUR"), key="r")) == ["payment 1000", "refund -400"]


def test_nobody_at_the_other_end_is_for_later(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(TemporarilyUnavailable):
        begin(stripe, gift())


def test_a_key_that_is_not_accepted_is_for_the_newsroom_to_mend(stripe, standin, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_"

    with pytest.raises(Misconfigured) as refused:
        begin(stripe, gift())

    assert (
        str(refused.value) == "Gifts by card cannot be taken just now. Please tell us, or give another way."
    )


def test_a_restricted_key_that_may_not_do_this_is_for_the_newsroom_to_mend(stripe, standin):
    standin.fault("status", status=403, times=3)

    with pytest.raises(requests.Forbidden):
        begin(stripe, gift())


def test_a_refusal_has_a_sentence_of_its_own_kind(stripe, standin):
    standin.fault("status", status=402, times=3)

    with pytest.raises(Declined, match="This could not be done"):
        stripe.told_by("invoice.paid", "in_1")


def test_the_client_is_made_once_for_the_same_settings(stripe, standin):
    begin(stripe, gift())
    with requests.asking() as first, requests.asking() as second:
        assert first is second


def test_the_global_key_of_the_library_is_never_set(stripe):
    import stripe as library

    begin(stripe, gift())

    assert library.api_key is None
