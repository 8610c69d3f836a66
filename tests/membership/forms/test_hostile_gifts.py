"""The gift form sends mail to whatever address is typed: nobody writes a letter of his own with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.appeals.due_appeals import Asking
from membership.forms.gift_form.form import GiftForm
from membership.forms.gift_form.offer import Offer
from membership.forms.gift_form.token import new_token
from membership.giving import starting
from membership.models import Donation, Terms
from membership.providers import by_slug
from newsroom import limits
from newsroom.visitors import sent_from
from tests.builders.gifts import text, title, value, wish
from tests.driving.at_once import at_once

FROM = giving.Evidence(address="198.51.100.7")
TOLD = {"interval": "once", "own_once": "8", "email": "someone@reader.example"}


@pytest.fixture
def form():
    def fill(**told: str) -> GiftForm:
        filled = GiftForm(TOLD | told, offer=Offer(Asking(), "EUR", by_slug("pledge"), Terms()))
        filled.is_valid()
        return filled

    return fill


@pytest.mark.parametrize("field", ["name", "receipt_name"])
def test_a_name_is_one_line_in_the_letter(form, field):
    filled = form(**{field: "Friend,\r\n\r\nyou have won!\u2028Write   to us"})

    assert filled.cleaned_data[field] == "Friend, you have won! Write to us"


@pytest.mark.parametrize("field", ["name", "receipt_name"])
@pytest.mark.parametrize(
    "address", ["https://bad.example", "see HTTP://bad.example", "www.bad.example", "bad.example/win now"]
)
def test_a_name_with_a_web_address_is_refused_with_a_sentence(form, field, address):
    assert form(**{field: address}).errors[field] == ["Enter a name without a web address."]


@pytest.mark.parametrize(
    "name",
    ["Hanne Oduya", "J.R. Hartley", "Oduya & Daughters Ltd.", "O’Neill/Smith", "Dr. A.v.d. Berg", "示野"],
)
def test_a_name_that_people_and_firms_have_is_taken(form, name):
    assert form(name=name).cleaned_data["name"] == name


# --- how many ---------------------------------------------------------------------------------


@pytest.fixture
def token(pledging):
    """The token of a form that was opened ten seconds ago, in a paper that takes pledges."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        return new_token()


@pytest.fixture
def send(client, token):
    """Sends the form: `send(own="8")`, `send(email=…, REMOTE_ADDR=…)`."""

    def post(*, own: str = "8", email: str = TOLD["email"], **server: str):
        told = {**TOLD, "own_once": own, "email": email, "name": "Hanne Oduya", "token": token}
        return client.post("/membership/", told, **server)

    return post


@pytest.mark.django_db
def test_one_form_makes_at_most_three_gifts_however_it_is_corrected(send):
    answers = [send(own=own).status_code for own in ("8", "9", "9", "10")]

    page = send(own="11")

    assert answers == [303] * 4
    assert (page.status_code, value(page, "own_once"), value(page, "name")) == (429, "11", "Hanne Oduya")
    assert "This page has sent several gifts already." in text(page)
    assert sorted(Donation.objects.values_list("minor", flat=True)) == [800, 900, 1000]
    assert send(own="8").status_code == 303


@pytest.mark.django_db
def test_past_so_many_gifts_an_hour_a_network_address_is_asked_for_proof(send, settings):
    settings.MEMBERSHIP_PROVIDER, settings.MEMBERSHIP_HOURLY_LIMIT = "practice", 1
    first = send(email="one@reader.example")

    page = send(email="two@reader.example")

    assert (first.status_code, page.status_code) == (303, 422)
    assert value(page, "email") == "two@reader.example"
    assert "Many gifts came from your network within an hour, so we have to make sure" in text(page)
    assert "Mail me a code" in text(page)
    # It is no mistake of the donor's, and nothing reads as if it were.
    for words in ("One more step", "Nothing has been charged", "You did nothing wrong"):
        assert words in text(page)
    assert not title(page).startswith("Error")
    assert "needs your attention" not in text(page)
    assert send(email="two@reader.example", REMOTE_ADDR="198.51.100.7").status_code == 303
    assert Donation.objects.count() == 2


@pytest.mark.django_db
def test_an_hour_later_or_without_a_limit_the_gift_is_taken(token, settings):
    settings.MEMBERSHIP_HOURLY_LIMIT = 1
    card = by_slug("practice")
    giving.start(wish(), provider=card, evidence=FROM)
    with pytest.raises(giving.NeedsProof):
        giving.start(wish(), provider=card, evidence=FROM)

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert giving.start(wish(), provider=card, evidence=FROM).pk
    settings.MEMBERSHIP_HOURLY_LIMIT = 0
    assert giving.start(wish(), provider=card, evidence=FROM).pk


@pytest.mark.django_db
def test_a_gift_that_comes_to_nothing_takes_no_place(token, settings, monkeypatch):
    settings.MEMBERSHIP_HOURLY_LIMIT = 1
    with monkeypatch.context() as broken:
        broken.setattr(starting, "under_new_reference", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            giving.start(wish(), evidence=FROM)

    assert giving.start(wish(), evidence=FROM).pk


@pytest.mark.django_db
def test_a_tag_in_the_mail_address_opens_no_second_letter_box(token):
    for number in range(giving.PROMISES_AN_HOUR):
        giving.start(wish(email=f"hanne+{number}@reader.example"))

    with pytest.raises(giving.NeedsProof, match="several gifts from this e-mail address"):
        giving.start(wish(email="Hanne@Reader.example"))
    assert giving.start(wish(email="hanneo@reader.example")).pk


@pytest.mark.parametrize(
    ("proxy", "told", "address"),
    [
        (False, "", "203.0.113.9"),
        (False, "198.51.100.7", "203.0.113.9"),
        (True, "", "203.0.113.9"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        (True, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (True, "::ffff:198.51.100.7", "198.51.100.7"),
        # A bucket of its own: an empty one would be no stranger at all.
        (True, "_hidden", "unknown"),
    ],
)
def test_only_our_own_proxy_is_believed_about_where_a_gift_comes_from(rf, settings, proxy, told, address):
    settings.BEHIND_PROXY = proxy
    headers = {"X-Forwarded-For": told} if told else {}

    assert sent_from(rf.post("/", headers=headers, REMOTE_ADDR="203.0.113.9")) == address


@pytest.mark.django_db(transaction=True)
def test_places_are_given_once_to_many_who_ask_at_once_and_do_not_tell_whose_they_are(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "newsroom_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

    places = at_once(*[lambda: limits.take_place("from:198.51.100.7", 3, 3600)] * 4)
    given = [place for place in places if place]
    limits.give_back(given)

    assert (len(places), len(given), len(set(given))) == (4, 3, 3)
    assert not [place for place in given if "198.51" in place]
