"""The sign that somebody gives: the same for all, and it says nothing of who."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core import signing
from django.test import Client

from membership.tokens import supporter_token
from tests.builders.gifts import text
from tests.builders.membership_members import giver, sign_in

pytestmark = pytest.mark.django_db


def test_all_members_of_a_month_get_the_same_sign_and_it_holds_a_month_alone():
    giver()
    giver("berta@reader.example")

    found = set()
    for email in ("hanne@reader.example", "berta@reader.example"):
        page = sign_in(email).get("/membership/me/").content.decode()
        found.add(page.split("/membership/supporter/")[1].split("/")[0])

    assert found == {supporter_token.token()}
    assert supporter_token.token().split(":")[0][4] == "-"
    assert len(supporter_token.token().split(":")[0]) == len("2027-11")


def test_it_holds_to_the_end_of_its_month_a_year_on():
    with time_machine.travel("2026-02-03T10:00:00+01:00", tick=False):
        token = supporter_token.token()
    with time_machine.travel("2027-02-28T22:00:00+01:00", tick=False):
        still = supporter_token.holds_until(token)
    with time_machine.travel("2027-03-01T01:00:00+01:00", tick=False):
        ended = supporter_token.holds_until(token)

    assert (still, ended) == (date(2027, 2, 28), None)


@pytest.mark.parametrize("told", ["", "2099-01", "2099-01:x", signing.Signer(salt="other").sign("2099-01")])
def test_a_sign_that_we_have_not_made_holds_nothing(told):
    assert supporter_token.holds_until(told) is None


def test_the_page_names_the_day_and_is_nowhere_kept():
    with time_machine.travel("2026-02-03T10:00:00+01:00", tick=False):
        page = Client().get(f"/membership/supporter/{supporter_token.token()}/")

    assert "our appeals can stay away until 28 February 2027" in text(page)
    assert 'data-until="2027-03-01"' in page.content.decode()
    assert (page["Cache-Control"], page["X-Robots-Tag"], list(page.cookies)) == ("no-store", "noindex", [])


def test_a_made_up_sign_finds_no_page():
    assert Client().get("/membership/supporter/2099-01:abc/").status_code == 404
