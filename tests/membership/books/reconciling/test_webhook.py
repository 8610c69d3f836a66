"""The webhook: believes nothing unsigned, stores once, answers shortly. The peers' bugs are named here."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from membership.models import Event, Issuer, Letter, Receipt
from membership.views.webhook import MOST_BYTES
from tests.builders.gifts import fact, make_donation
from tests.builders.told import counter, gift, ledger, outcomes  # noqa: F401 (fixtures)
from tests.driving.counter import event, send, sign

pytestmark = pytest.mark.django_db


def test_a_signed_event_is_stored_and_the_money_booked(client, gift):
    answer = send(client, event("pay-1"))

    assert (answer.status_code, answer.content) == (200, b"thank you")
    assert outcomes() == [("evt-1", "done")]
    assert ledger() == [("payment", 800, "pay-1")]


def test_the_same_event_a_second_time_gets_the_same_answer_and_does_nothing(client, counter, gift):
    body = event("pay-1")

    first, second = send(client, body), send(client, body)

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert counter.asked == ["pay-1"]
    assert ledger() == [("payment", 800, "pay-1")]


def test_two_events_about_one_payment_book_it_once(client, gift):
    send(client, event("pay-1"))
    send(client, event("pay-1", number="evt-2", kind="also.paid"))

    assert outcomes() == [("evt-1", "done"), ("evt-2", "done")]
    assert ledger() == [("payment", 800, "pay-1")]
    assert Letter.objects.filter(kind="thanks").count() == 1


def test_a_provider_is_answered_where_everybody_else_is_sent_to_https(client, gift, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/membership/").status_code == 301
    assert send(client, event("pay-1")).status_code == 200


def test_an_event_that_is_not_ours_is_stored_and_ignored(client, counter):
    answer = send(client, event("somebody-elses", kind="never.heard.of"))

    assert answer.status_code == 200
    assert outcomes() == [("evt-1", "ignored")]


@pytest.mark.parametrize("signature", ["", "garbage", "0" * 64])
def test_what_is_not_signed_gets_one_short_answer_and_leaves_nothing(client, gift, signature):
    answer = send(client, event("pay-1"), signature=signature)

    assert (answer.status_code, answer.content) == (400, b"refused")
    assert outcomes() == ledger() == []


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_post_is_taken(client, counter, method):
    answer = getattr(client, method)("/membership/webhooks/counter/")

    assert answer.status_code == 405
    assert answer.headers["Allow"].removesuffix(", OPTIONS") == "POST"


@pytest.mark.parametrize("slug", ["nobody", "pledge", "practice"])
def test_providers_without_events_have_no_webhook(client, counter, slug):
    answer = send(client, event("pay-1"), slug=slug)

    assert answer.status_code == 404
    assert send(client, event("pay-1")).status_code == 200


def test_a_body_that_is_too_long_is_not_read(client, counter, gift):
    body = event("pay-1")
    fits = body + b" " * (MOST_BYTES - len(body))

    too_long = send(client, fits + b" ")

    assert (too_long.status_code, too_long.content) == (400, b"refused")
    assert outcomes() == []
    assert send(client, fits).status_code == 200


@pytest.mark.parametrize("length", ["", "-1", "many", "٣"])
def test_a_body_without_a_true_length_is_refused(client, counter, gift, length):
    body = event("pay-1")

    answer = client.generic(
        "POST",
        "/membership/webhooks/counter/",
        body,
        content_type="application/json",
        headers={"X-Counter-Signature": sign(body)},
        CONTENT_LENGTH=length,
    )

    assert answer.status_code == 400
    assert outcomes() == []


def test_the_answer_has_no_cookie_no_store_and_needs_no_token(gift):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "somebody"

    answer = send(client, event("pay-1"))

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_site_that_sends_everybody_to_https_takes_events_where_they_come(client, settings, gift):
    settings.SECURE_SSL_REDIRECT = True

    answer = send(client, event("pay-1"))

    assert answer.status_code == 200
    assert client.get("/membership/").status_code == 301


def test_the_page_store_stands_in_nobodys_way(client, settings, gift):
    settings.PAGE_STORE = True

    answers = [send(client, event("pay-1", number=f"evt-{number}")).status_code for number in range(3)]

    assert answers == [200, 200, 200]
    assert Event.objects.count() == 3


def test_a_hundred_events_in_a_row_are_all_taken(client, gift):
    answers = {send(client, event("pay-1", number=f"evt-{number}")).status_code for number in range(100)}

    assert answers == {200}


def test_nothing_of_the_body_is_logged(client, counter, caplog):
    caplog.set_level(logging.DEBUG)
    body = event("zqcanary")
    counter.trouble["zqcanary"] = RuntimeError("zqcanary")

    send(client, body, signature="wrong")
    send(client, body)

    assert outcomes() == [("evt-1", "new")]
    assert "RuntimeError" in caplog.text
    assert "zqcanary" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_many_copies_at_once_are_one_payment_and_one_receipt(counter):
    Issuer.objects.create(name="Harbour Ledger e.V.", address="Quay 1", rule="plain")
    gift = make_donation(provider="counter", name="Hanne Oduya")
    counter.truth["pay-1"] = [fact(gift)]
    body = event("pay-1")

    def post(_number: int) -> int:
        try:
            return send(Client(), body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(80)))

    assert set(answers) == {200}
    assert outcomes() == [("evt-1", "done")]
    assert ledger() == [("payment", 800, "pay-1")]
    assert Receipt.objects.count() == 1
    assert Letter.objects.filter(kind="thanks").count() == 1
