"""Being forgotten: what names a person goes, the books and sealed receipts stay as they are."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import giving, members
from membership.members import StillRunning, erase, erasing, everything_about
from membership.models import (
    Donation,
    Event,
    Issuer,
    Letter,
    Look,
    Member,
    MemberSession,
    Payment,
    Receipt,
    SignInCode,
)
from tests.builders.gifts import fact, make_donation, person, text
from tests.builders.letters import carry
from tests.builders.membership_members import giver, member_of, sign_in, token_of

pytestmark = pytest.mark.django_db

PERSONAL = {
    "name": "Hanne Oduya",
    "receipt_name": "Hanne Z. Oduya",
    "street": "3 Kelp Lane",
    "postcode": "12345",
    "town": "Saltmere",
    "country": "DE",
    "tribute": "memory",
    "tribute_name": "Aunt Ottilie",
    "message": "For the night desk",
    "consent_text": "You may write",
    "language": "de",
    "declaration": "I am a taxpayer",
    "back": "/harbour/outfall/",
    "next_url": "https://pay.example/x",
}


@pytest.fixture
def donation():
    Issuer.objects.create(name="Cooperative", address="14 Ropewalk", valid_from="2020-01-01")
    return giver(**PERSONAL)


def test_a_member_erases_themselves_and_running_gifts_are_stopped_in_the_same_step(donation):
    client = sign_in()
    key = token_of(client)
    asked = client.get("/membership/me/erase/")

    wrong = client.post("/membership/me/erase/", {"token": key, "email": "berta@reader.example"})
    untouched = Member.objects.get().email
    done = client.post("/membership/me/erase/", {"token": key, "email": " HANNE@reader.example"})

    assert "These gifts are stopped first €8 a month" in text(asked)
    assert (wrong.status_code, untouched) == (422, "hanne@reader.example")
    assert "Nothing was erased." in text(wrong)
    assert done["Location"] == "/membership/me/?done=erased"
    assert "Your data are erased" in text(client.get(done["Location"]))
    assert Donation.objects.get().status == "ended"
    assert (MemberSession.objects.count(), SignInCode.objects.count()) == (0, 0)


def test_nothing_that_names_the_person_is_left_but_the_sealed_receipt(donation):
    make_donation(email="HANNE@reader.example", name="Hanne O.")
    Event.objects.create(
        provider="stripe",
        event_id="evt_1",
        kind="x",
        created=timezone.now(),
        pushed=True,
        body='{"email": "hanne@reader.example"}',
        outcome="done",
    )
    Letter.objects.filter(kind="thanks").update(problem="550 hanne@reader.example unknown")
    member = member_of(donation)
    words = ["Hanne", "hanne@", "Kelp", "12345", "Saltmere", "Ottilie", "night desk", "outfall"]
    before = str(everything_about(member))

    erase(member, None, stop_gifts=True)

    def held(*rows):
        return " ".join(str(list(row.objects.values())) for row in rows)

    assert [word for word in words if word not in before] == []
    left = held(Donation, Member, Letter, Event, MemberSession, SignInCode)
    assert [word for word in words if word in left] == []
    receipt = Receipt.objects.get()
    assert receipt.paper["donor"]["name"] == "Hanne Z. Oduya"
    assert Donation.objects.filter(declaration_ended_at__isnull=False).count() == 1


def test_ledger_and_receipts_are_as_they_were(donation):
    kept = [list(row.objects.order_by("pk").values()) for row in (Payment, Receipt)]
    figures = ("minor", "currency", "interval", "reference", "source", "provider")
    promised = list(Donation.objects.values(*figures))

    erase(member_of(donation), None, stop_gifts=True)

    assert [list(row.objects.order_by("pk").values()) for row in (Payment, Receipt)] == kept
    assert list(Donation.objects.values(*figures)) == promised


def test_a_running_gift_stands_in_the_way_unless_it_is_to_be_stopped(donation):
    member = member_of(donation)

    with pytest.raises(StillRunning, match=f"The gift {donation.reference} is still running. Stop it first."):
        erase(member, None)

    assert Member.objects.get().email == "hanne@reader.example"


def test_staff_erase_with_the_permission_alone_and_it_is_written_down(donation):
    member = member_of(donation)
    manager = person("petra", "erase_member", "steer_donation")

    with pytest.raises(PermissionDenied):
        erase(member, person("uwe", "change_member"), stop_gifts=True)
    erase(member, manager, stop_gifts=True)
    erase(member, manager, stop_gifts=True)

    assert list(Look.objects.values_list("what", "which", "by__username")) == [
        ("erasure", str(member.pk), "petra")
    ]


def test_others_stay_as_they_are(donation):
    berta = giver("berta@reader.example", name="Berta Quill")
    before = Donation.objects.filter(pk=berta.pk).values().get()

    erase(member_of(donation), None, stop_gifts=True)

    assert Donation.objects.filter(pk=berta.pk).values().get() == before
    assert member_of(berta).email == "berta@reader.example"


def test_a_letter_that_waits_is_not_sent_to_somebody_who_is_forgotten(donation):
    waiting = Letter.objects.create(donation=donation, kind="card-ends", day="2027-10-01")
    erase(member_of(donation), None, stop_gifts=True)
    before = len(outbox.outbox)
    later = Letter.objects.create(donation=donation, kind="yearly", day="2027-10-01")

    carry(waiting)
    carry(later)

    later.refresh_from_db()
    assert len(outbox.outbox) == before
    assert (later.sent_at, later.problem) == (None, "The person has been erased.")
    assert not Letter.objects.filter(pk=waiting.pk).exists()


def test_whoever_is_erased_cannot_sign_in_and_a_new_gift_is_a_new_member(donation):
    old = member_of(donation)
    erase(old, None, stop_gifts=True)
    before = len(outbox.outbox)

    members.ask_for_code("hanne@reader.example", "")
    members.ask_for_code("", "")
    asked = len(outbox.outbox)
    new = member_of(giver())

    assert asked == before
    assert new.pk != old.pk


def test_what_is_written_between_the_looking_and_the_emptying_is_forgotten_too(donation, monkeypatch):
    member, mentions, late = member_of(donation), erasing._mentions, []

    def interrupted(*args, **told):
        found = mentions(*args, **told)
        if not late:
            late.append(Letter.objects.create(kind="check", address="Hanne@reader.example"))
            Event.objects.create(
                provider="stripe", event_id="evt_late", kind="x", created=timezone.now(), pushed=True,
                body='{"email": "hanne@reader.example"}', outcome="done",
            )  # fmt: skip
        return found

    monkeypatch.setattr(erasing, "_mentions", interrupted)
    erase(member, None, stop_gifts=True)

    assert not Letter.objects.filter(pk=late[0].pk).exists()
    assert Event.objects.get(event_id="evt_late").body == ""


def locks(seen: CaptureQueriesContext) -> list[str]:
    """What is asked with a lock."""
    return [one["sql"] for one in seen if re.search(r" FOR (NO KEY )?UPDATE", one["sql"])]


def test_gifts_are_held_before_their_member_and_in_one_order_as_by_whoever_records_money(donation):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock.")
    other = giver()
    with CaptureQueriesContext(connection) as seen:
        giving.apply_all([fact(one, reference=f"more-{one.pk}") for one in (other, donation)])
    of_gifts, *more = locks(seen)
    assert 'FROM "membership_donation"' in of_gifts
    assert of_gifts.endswith(" ORDER BY 1 ASC FOR UPDATE")
    assert not [one for one in more if 'FROM "membership_member"' in one]

    with CaptureQueriesContext(connection) as seen:
        erasing._erase(member_of(donation), None)
    of_gifts, of_members, *_more = locks(seen)
    assert 'FROM "membership_donation"' in of_gifts
    assert of_gifts.endswith(" ORDER BY 1 ASC FOR NO KEY UPDATE")
    assert of_members.startswith('SELECT "membership_member"')
    assert of_members.endswith(" FOR NO KEY UPDATE")
