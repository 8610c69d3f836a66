"""The form that no link has filled in is made once, and is as true as one that is made for each visitor."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.template.loader import get_template

from membership.forms.gift_form.token import nonce
from membership.models import Terms
from tests.builders.gifts import value

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """Each time that the form's template is rendered."""
    template, times = get_template("membership/give.html").template, []
    render = type(template).render
    monkeypatch.setattr(
        type(template),
        "render",
        lambda each, context: (each.name == template.name and times.append("made")) or render(each, context),
    )
    return times


def without_token(page) -> str:
    return page.content.decode().replace(value(page, "token"), "")


def test_two_visitors_get_one_form_with_a_token_of_their_own(client, made):
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC), tick=False) as clock:
        first, second = client.get("/membership/"), client.get("/membership/")
        clock.shift(10)
        tokens = {nonce(value(page, "token")) for page in (first, second)}

    assert (len(made), len(tokens)) == (1, 2)
    assert without_token(first) == without_token(second)
    assert second.headers["Cache-Control"] == "no-store"
    assert second.headers["Referrer-Policy"] == "same-origin"


def test_what_a_link_has_filled_in_is_nobody_elses(client, made):
    led = client.get("/membership/?from=71&back=/harbour/the-dredger/&amount=47")
    plain = client.get("/membership/")

    assert (b"the-dredger" in led.content, b"the-dredger" in plain.content) == (True, False)
    assert (b'value="47' in led.content, b'value="47' in plain.content) == (True, False)
    assert len(made) == 2


def test_a_change_at_the_desk_is_in_the_next_form(client, made):
    client.get("/membership/")
    terms = Terms.current()
    terms.where_it_goes = "60 reporting"
    terms.save()

    assert "reporting" in client.get("/membership/").content.decode()
    assert len(made) == 2


def test_tomorrow_the_form_names_tomorrows_dates(client, made):
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC), tick=False) as clock:
        today = without_token(client.get("/membership/"))
        clock.shift(24 * 60 * 60)
        tomorrow = without_token(client.get("/membership/"))

    assert ("10 April" in today, "11 April" in today) == (True, False)
    assert ("10 April" in tomorrow, "11 April" in tomorrow) == (False, True)
