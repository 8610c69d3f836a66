"""What somebody who knows an address may do in its name, and how often."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from membership import giving, members
from membership.books import discrepancies
from membership.forms.gift_form.fields import OneLine
from membership.models import Donation, Event, Letter, Member, SignInCode, Status, Terms
from membership.providers import REGISTRY
from membership.providers.base import Declined
from newsroom.mail import one_mailbox
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, person, text, wish
from tests.builders.membership_members import code_in, giver, sign_in, token_of
from tests.driving.provider_of_tests import EMAIL, KEEPER, _quick, again, counter, reported, subscription  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db(transaction=True)


# --- mails to somebody else's box ------------------------------------------------------------


def test_however_a_stranger_goes_about_it_a_mailbox_gets_three_mails_an_hour_and_one_is_the_owners():
    giver()
    before, client = len(outbox.outbox), Client()

    asked = [wish(email=f"hanne+{n}@reader.example", interval="once") for n in range(3)]
    gifts = [giving.start(one, provider=REGISTRY["pledge"]) for one in asked]
    for gift in gifts * 4:
        client.post(f"{gift.get_absolute_url()}mail/")
    for _ in range(5):
        giving.mail_code(token=uuid4().hex, email=EMAIL, address="192.0.2.1")
    strangers = len(outbox.outbox) - before
    for _ in range(5):
        members.ask_for_code(EMAIL, "192.0.2.1")

    assert (strangers, len(outbox.outbox) - before) == (2, 3)
    assert [gift.status for gift in gifts] == [Status.PROMISED] * 3
    assert gifts[2].reference in text(client.get(gifts[2].get_absolute_url()))
    assert members.sign_in(EMAIL, code_in(outbox.outbox[-1]), "192.0.2.9") is not None


def test_what_is_mailed_to_an_address_tells_nobody_whether_it_is_a_member_s():
    giver()
    for email in (EMAIL, "nobody@reader.example"):
        for _ in range(5):
            members.ask_for_code(email, "192.0.2.1")

    assert [
        giving.mail_code(token=uuid4().hex, email=email, address="192.0.2.1")
        for email in (EMAIL, "nobody@reader.example")
    ] == [True, True]


def test_gmail_s_dots_lead_to_one_box():
    boxes = {one_mailbox(one) for one in ("v.ictim+1@gmail.com", "VICTIM@googlemail.com")}

    assert boxes == {"victim@gmail.com"}
    assert one_mailbox("j.smith@reader.example") == "j.smith@reader.example"


def test_of_many_pledges_of_one_mailbox_the_oldest_is_reminded_of_and_stands_for_the_others():
    due = timezone.now() - timedelta(days=Terms.current().remind_after_days, hours=1)
    gifts = [make_donation(provider="pledge") for _ in range(5)]
    for number, gift in enumerate(gifts):
        with by_hand():
            Donation.objects.filter(pk=gift.pk).update(promised_at=due - timedelta(minutes=number))

    giving.remind()
    giving.remind(timezone.now() + timedelta(days=1))

    assert list(Letter.objects.filter(kind="reminder").values_list("donation", flat=True)) == [gifts[-1].pk]


# --- signing in ------------------------------------------------------------------------------


def test_one_host_that_guesses_codes_keeps_nobody_out():
    giver()
    for _ in range(40):
        members.sign_in(EMAIL, "AAAA-AAAA", "192.0.2.1")
    members.ask_for_code(EMAIL, "192.0.2.9")

    assert members.sign_in(EMAIL, code_in(outbox.outbox[-1]), "192.0.2.9") is not None


def test_when_no_more_codes_are_mailed_the_last_one_holds_again():
    giver()
    for _ in range(3):
        members.ask_for_code(EMAIL, "192.0.2.1")
    code = code_in(outbox.outbox[-1])
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(minutes=5))
    late = members.sign_in(EMAIL, code, "192.0.2.9")

    members.ask_for_code(EMAIL, "192.0.2.9")

    assert late is None
    assert members.sign_in(EMAIL, code, "192.0.2.9") is not None


# --- beginning again -------------------------------------------------------------------------


def test_a_page_that_has_closed_is_not_handed_out_again(counter):
    asked = wish(interval="once")
    first = giving.start(asked, provider=counter)
    same = giving.start(asked, provider=counter)
    counter.told = [reported(first.public_id, "expired", "")]
    giving.apply_all(counter.told)

    other = giving.start(asked, provider=counter)
    still = giving.start(asked, provider=counter)

    assert [one.next_url for one in (first, same, other, still)] == [
        "https://pay.example/1", "https://pay.example/1", "https://pay.example/2", "https://pay.example/2",
    ]  # fmt: skip
    assert (other.pk, other.provider_reference) == (first.pk, "page-2")


def test_a_page_that_was_paid_while_it_grew_old_leads_to_the_gift(counter):
    from django.core.cache import cache

    asked = wish(interval="once")
    gift = giving.start(asked, provider=counter)
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(minutes=26))
    cache.clear()
    counter.told = [fact(gift)]

    later = giving.start(asked, provider=counter)

    assert (later.next_url, len(counter.keys)) == (gift.get_absolute_url(), 1)
    assert again(gift).status == Status.RECEIVED


def test_a_wish_that_the_provider_declines_is_brought_before_it_five_times_an_hour(counter):
    counter.declines = True
    asked = wish(interval="once")
    raised = []
    for _ in range(9):
        with pytest.raises((Declined, giving.TooMany)) as refusal:
            giving.start(asked, provider=counter, evidence=giving.Evidence(address="192.0.2.1"))
        raised.append(refusal.type)

    assert raised == [Declined] * 5 + [giving.TooMany] * 4


# --- what is sent to us ----------------------------------------------------------------------


def test_an_address_that_cannot_be_read_has_limits_like_any_other(settings):
    settings.MEMBERSHIP_HOURLY_LIMIT = 2
    found = []
    for number in range(4):
        try:
            asked = wish(email=f"r{number}@reader.example")
            giving.start(asked, provider=REGISTRY["practice"], evidence=giving.Evidence(address="unknown"))
            found.append(True)
        except giving.NeedsProof:
            found.append(False)

    assert found == [True, True, False, False]


def test_a_length_of_five_thousand_figures_is_refused():
    answer = Client(raise_request_exception=False).generic(
        "POST", "/membership/webhooks/stripe/", b"x", CONTENT_LENGTH="9" * 5000
    )

    assert answer.status_code == 400


def test_a_zero_byte_is_no_receipt_and_no_reason():
    giver()
    client = sign_in()
    keeper = person("keeper", *KEEPER)

    answers = [client.get(f"/membership/me/receipts/%00{end}").status_code for end in ("/", ".pdf")]
    with pytest.raises(giving.Refused) as refusal:
        discrepancies.resolve("receipt", "1", "none", by=keeper, note="\x00")

    assert answers == [404, 404]
    assert "cannot be kept" in str(refusal.value)


@pytest.mark.parametrize(
    "name",
    ["visit evil.com now", "http:evil.com", "evil.com:8080", "EVIL.COM", "Evil.Com", "bad.example?x=1",
     "evil。com", "hanne@reader.example", "t.io"],
)  # fmt: skip
def test_a_name_that_mail_programs_would_make_a_link_of_is_refused(name):
    with pytest.raises(ValidationError):
        OneLine(max_length=120).clean(name)


@pytest.mark.parametrize(
    "name",
    ["J.R. Smith", "J.R.Smith", "Dr.Who", "dr.who", "St.John", "St. John", "Prof.Dr. Anna Weiß", "Hauptstr.12",
     "Str.des 17. Juni", "Straße des 17.Juni", "Quill & Sons Ltd.", "O’Neill-Brand", "Müller u.a."],
)  # fmt: skip
def test_names_with_dots_are_names(name):
    assert OneLine(max_length=120).clean(name) == name


def test_a_strangers_gift_does_not_say_yes_for_a_member_but_says_it_for_whoever_is_new():
    known = giver().member
    others = make_donation(email=EMAIL, consent_text="You may write")
    giving.apply(fact(others, reference="m1"))
    new = make_donation(email="berta@reader.example", consent_text="You may write")
    giving.apply(fact(new, reference="m2"))

    known.refresh_from_db()
    others.refresh_from_db()
    assert (known.consented_at, known.consent_text, others.consent_text) == (None, "", "You may write")
    assert Member.objects.get(email="berta@reader.example").consent_text == "You may write"


def test_the_address_of_a_gift_cannot_say_that_it_has_ended_while_it_runs():
    gift = giver()
    client = sign_in()
    url = f"/membership/me/gifts/{gift.public_id}/"

    running = text(client.get(f"{url}?done=stop"))
    client.post(f"{url}stop/", {"token": token_of(client)})
    ended = text(client.get(f"{url}?done=stop"))

    assert ("Your gift has ended." in running, "Your gift has ended." in ended) == (False, True)
    assert "Your data are erased" not in text(client.get("/membership/me/?done=erased"))


def test_what_an_event_said_is_forgotten_once_it_is_worked(counter, monkeypatch):
    from membership.books import reconciling

    monkeypatch.setattr(counter, "told_by", lambda kind, about: [], raising=False)
    monkeypatch.setattr(counter, "warnings", lambda kind, about: [], raising=False)
    event = Event.objects.create(
        provider="stripe", event_id="e1", kind="k", about="cs_1", created=timezone.now(), pushed=True,
        body=json.dumps({"email": EMAIL}),
    )  # fmt: skip

    worked = reconciling.working.work(event)

    event.refresh_from_db()
    assert (worked.outcome, event.body) == ("ignored", "")
