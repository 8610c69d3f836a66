"""Who may settle what, and the page where it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from membership import giving
from membership.books.discrepancies import counted, in_the_way, listed, resolve
from membership.giving import Refused
from membership.models import (
    BankCredit,
    Look,
    Resolution,
)
from tests.builders.found import ALL, aged, counter, credit, gift, issuer, keeper, twice  # noqa: F401 (fixtures)
from tests.builders.gifts import fact, make_donation, person, text

pytestmark = pytest.mark.django_db


# --- who may
@pytest.mark.parametrize("missing", ["close_books", "refund_donation"])
def test_settling_needs_the_permission_to_close_and_that_of_the_act(counter, missing):
    second = twice(counter)
    user = person("nearly", *(set(ALL) - {missing}))

    with pytest.raises(PermissionDenied):
        resolve("twice", str(second.pk), "give-back", by=user)

    assert counter.refunded == []
    assert not Resolution.objects.exists()
    offered = [action.how for one in listed(user) for action in one.actions]
    assert offered == ([] if missing == "close_books" else ["meant"])


def test_a_way_that_does_not_exist_is_refused(keeper):
    with pytest.raises(Refused):
        resolve("twice", "1", "burn", by=keeper)


def test_what_matters_keeps_a_month_open_until_it_is_settled(keeper):
    row = credit()
    until = timezone.now() + timedelta(days=60)

    before = [one.kind for one in in_the_way(until)]
    earlier = in_the_way(timezone.now() - timedelta(days=600))
    resolve("credit", str(row.pk), "not-ours", by=keeper, note="Rent")

    assert (before, earlier, in_the_way(until)) == (["credit"], [], [])


def test_it_takes_a_fixed_number_of_queries(keeper, counter, django_assert_max_num_queries):
    issuer(rule="us_501c3")
    for number in range(12):
        gift = make_donation(provider="counter", email=f"{number}@reader.example")
        giving.apply(fact(gift, reference=f"pay-{number}"))
    user = type(keeper).objects.get(pk=keeper.pk)

    with django_assert_max_num_queries(20):
        found = listed(user)

    assert len(found) == 12


# --- the page
def page(client, **posted):
    url = reverse("admin:membership_discrepancies")
    return client.post(url, posted) if posted else client.get(url)


def test_the_page_shows_what_is_open_and_settles_it(client, keeper, counter):
    second = twice(counter)
    client.force_login(keeper)

    shown = page(client)
    settled = page(client, kind="twice", about=str(second.pk), how="meant")

    assert "Given twice within a day" in text(shown)
    assert settled.status_code == 302
    assert "Everything adds up." in text(page(client))
    assert Look.objects.filter(what="findings").count() == 2


def test_what_was_settled_is_said_in_words(client, keeper):
    resolve("credit", str(credit().pk), "not-ours", by=keeper, note="Rent")
    client.force_login(person("clerk", "view_donation", "view_resolution"))

    lately, all_of_them = page(client), client.get(reverse("admin:membership_resolution_changelist"))

    for shown in (text(lately), text(all_of_them)):
        assert ("Credit at the bank" in shown, "Not a gift" in shown) == (True, True)
        assert "not-ours" not in shown


def test_the_page_keeps_what_was_typed_when_it_cannot_be_done(client, keeper):
    row = credit()
    client.force_login(keeper)

    answer = page(client, kind="credit", about=str(row.pk), how="book", note="HL-TYPED")

    assert answer.status_code == 422
    assert 'value="HL-TYPED"' in answer.content.decode()
    assert "Nothing was settled." in text(answer)
    assert "<title>Error:" in answer.content.decode()


def test_the_page_is_for_those_who_may_see_donors(client):
    client.force_login(person("visitor", "view_payment"))

    assert page(client).status_code == 403


def test_a_credit_says_its_day_once_and_no_hour_that_no_bank_told(client, keeper):
    credit()
    client.force_login(keeper)

    told = text(page(client))

    assert ("2 Nov 2026, from H. Oduya: “a gift”" in told, "2 November 2026, 12:00" in told) == (True, False)


def many_credits() -> None:
    first = credit()
    for number in range(2, 26):
        BankCredit.objects.create(
            statement=first.statement,
            reference=str(number),
            minor=800,
            currency="EUR",
            booked_on=first.booked_on,
        )


def test_the_page_shows_the_first_of_each_kind_and_all_of_one(client, keeper):
    many_credits()
    client.force_login(keeper)
    url = reverse("admin:membership_discrepancies")

    pages = [client.get(url, asked) for asked in ({}, {"kind": "credit"})]

    assert [len(page.context["rows"]) for page in pages] == [10, 25]
    assert "25 things are open." in text(pages[0])
    assert "All 25: Credit at the bank" in text(pages[0])


def test_those_that_are_not_shown_are_counted_and_not_built(keeper):
    issuer(rule="us_501c3")
    many_credits()
    for number in range(5):
        gift = make_donation(provider="counter", provider_reference=f"till-{number}")
        aged(gift, days=2 + number)
        paid = make_donation(provider="counter", email=f"{number}@reader.example")
        giving.apply(fact(paid, reference=f"pay-{number}"))

    built, everything = listed(keeper, 3), listed(keeper)

    assert counted(built) == counted(everything) == {"credit": 25, "receipt": 5, "stuck": 5}
    assert [(one.kind, one.about) for one in built] == [
        (one.kind, one.about)
        for kind in ("credit", "receipt", "stuck")
        for one in [one for one in everything if one.kind == kind][:3]
    ]


def test_one_of_which_something_was_typed_is_shown_wherever_it_stands(client, keeper):
    many_credits()
    last = listed(keeper)[-1]
    client.force_login(keeper)

    answer = page(client, kind="credit", about=last.about, how="book", note="HL-TYPED")

    assert 'value="HL-TYPED"' in answer.content.decode()
    assert "25 things are open." in text(answer)
