"""The two links of the mail: each good for one answer, safe to press twice, and of use to nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from membership import giving
from membership.books.discrepancies import resolve
from membership.models import Donation, Letter, Note, Pair
from membership.money import locales
from membership.providers.base import TemporarilyUnavailable
from tests.builders.found import counter, keeper, kinds  # noqa: F401 (fixtures)
from tests.builders.gifts import at_desk, make_donation, text
from tests.builders.letters import carry
from tests.builders.membership_members import sign_in
from tests.builders.pairs import NOW, ended, links, monthly, paid, reported, stoppable, story, tell, twice  # noqa: F401

pytestmark = pytest.mark.django_db


def test_looking_at_a_link_does_nothing_and_pressing_stops_the_one_it_names_once(client, counter, stoppable):
    _keep, stop = links()
    page = client.get(stop)
    before = ended()

    answers = [client.post(stop).status_code for _time in range(2)]

    assert "Stop the older gift?" in text(page)
    assert locales.day(stoppable.first.promised_at) in text(page)
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert not page.cookies
    assert "Hanne" not in text(page)
    assert (before, answers, ended()) == (set(), [303, 303], {"older"})
    assert counter.stopped == ["sub-older"]
    said = text(client.get(stop))
    assert f"The gift {stoppable.first.reference} has ended" in said
    assert f"The gift {stoppable.second.reference} goes on as it was." in said


def test_where_no_payment_is_missing_the_newer_is_offered_to_be_stopped(client, counter, tell):
    older, newer = monthly("older", NOW - timedelta(days=9)), monthly("newer", NOW - timedelta(days=1))
    for gift in (older, newer):
        tell(
            paid(gift, gift.provider_reference, gift.promised_at), reported(gift, "active", gift.promised_at)
        )
    counter.truth["stopped-sub-newer"] = [reported(newer, "ended", timezone.now())]
    _keep, stop = links()

    assert "Stop the newer gift?" in text(client.get(stop))
    client.post(stop)
    assert ended() == {"newer"}


def test_the_first_answer_holds(client, stoppable, keeper):
    keep, stop = links()

    client.post(keep)
    client.post(stop)

    assert (ended(), kinds(keeper)) == (set(), [])
    assert "Both gifts stay as they are" in text(client.get(stop))


def test_the_page_names_the_gift_that_staff_stopped_whatever_the_link_asks(
    client, counter, stoppable, keeper
):
    _keep, stop = links()
    counter.truth["stopped-sub-newer"] = [reported(stoppable.second, "ended", timezone.now())]
    resolve("beside", str(stoppable.pk), "second", by=keeper)

    said = text(client.get(stop))

    assert f"The gift {stoppable.second.reference} has ended" in said
    assert f"The gift {stoppable.first.reference} goes on as it was." in said


def test_who_took_longer_than_a_claim_holds_leaves_that_of_the_next(stoppable, monkeypatch):
    claim = f"membership.pair:{stoppable.pk}"

    def overtaken(*_args):
        cache.set(claim, "somebody else’s")
        return Pair.Answer.KEPT

    monkeypatch.setattr(giving.answering, "_done", overtaken)
    giving.answering.answer(stoppable, Pair.Answer.KEPT)

    assert cache.get(claim) == "somebody else’s"


def test_a_gift_that_has_ended_meanwhile_is_no_mistake(client, counter, tell, stoppable):
    _keep, stop = links()
    tell(reported(stoppable.first, "ended", NOW + timedelta(minutes=1)))

    assert "There is nothing left to do" in text(client.get(stop))
    assert client.post(stop).status_code == 303
    assert counter.stopped == []


@pytest.mark.parametrize(
    "spoil", [lambda link: link[:-2] + "x/", lambda _link: "/membership/twice/1.first:x:y/"]
)
def test_a_link_that_is_not_ours_does_nothing(client, stoppable, spoil):
    link = spoil(links()[1])

    assert (client.get(link).status_code, client.post(link).status_code) == (404, 404)
    assert ended() == set()


def test_a_link_that_is_too_old_or_of_somebody_who_was_erased_does_nothing(
    client, counter, stoppable, time_machine, keeper
):
    stop = links()[1]
    time_machine.move_to(timezone.now() + timedelta(days=31))
    old = client.post(stop).status_code
    time_machine.move_to(NOW)
    giving.forget([stoppable.first_id, stoppable.second_id], email="hanne@reader.example")

    assert (old, client.post(stop).status_code) == (404, 404)
    assert "This link no longer holds" in text(client.get(stop))
    assert (ended(), counter.stopped) == (set(), [])


def test_a_link_sent_from_a_foreign_page_does_nothing(client, stoppable):
    assert client.post(links()[1], headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ended() == set()


def test_a_provider_that_is_down_leaves_the_question_open(client, counter, stoppable, monkeypatch):
    def down(*_args, **_told):
        raise TemporarilyUnavailable("The provider cannot be reached. Try again in a few minutes.")

    _keep, stop = links()
    with monkeypatch.context() as patch:
        patch.setattr(counter, "cancel", down, raising=False)
        page = client.post(stop)

    assert (page.status_code, "cannot be reached" in text(page)) == (503, True)
    assert client.post(stop).status_code == 303
    assert ended() == {"older"}


def test_two_answers_at_once_are_one(client, counter, stoppable, monkeypatch):
    keep, stop = links()
    between = []

    def meanwhile(*told, cancel=counter.cancel, **more):
        between.append(client.post(keep).status_code)
        return cancel(*told, **more)

    monkeypatch.setattr(counter, "cancel", meanwhile)
    client.post(stop)

    assert (between, ended(), Pair.objects.get().answer) == ([503], {"older"}, "first")


# --- the member's own page --------------------------------------------------------------------


def test_who_is_signed_in_sees_what_they_give_and_that_its_payment_failed(client, tell, story):
    tell(*story[:4])
    client = sign_in("hanne@reader.example")

    page = client.get("/membership/me/give/")
    form = re.findall(r'name="token" value="(\w+)"', page.content.decode())
    on = client.post("/membership/me/give/", {"token": form[0]})
    tell(*story[4:])

    assert "Its last payment failed." in text(page)
    assert "Mend the card instead" in text(page)
    assert (on.status_code, on.url) == (303, "/membership/")
    assert Pair.objects.count() == 0


def test_who_gives_nothing_repeated_is_led_to_the_form_and_strangers_to_the_sign_in(client, tell):
    tell(paid(make_donation(provider="counter"), "1", NOW))

    assert sign_in("hanne@reader.example").get("/membership/me/give/").url == "/membership/"
    assert client.get("/membership/me/give/").url == "/membership/me/"


def test_the_public_form_is_the_same_for_an_address_that_gives_and_one_that_does_not(
    client, tell, story, settings
):
    settings.MEMBERSHIP_PROVIDER = "practice"
    tell(*story[:4])
    wrong = {"interval": "monthly", "own_monthly": "x"}
    pages = [
        text(client.post("/membership/", {**wrong, "email": one}))
        for one in ("hanne@reader.example", "no@x.example")
    ]

    assert pages[0].replace("hanne@reader.example", "") == pages[1].replace("no@x.example", "")
    assert Donation.objects.count() == 2


@pytest.mark.parametrize("how", ["desk", "provider"])
def test_a_mail_that_could_not_go_at_once_asks_nothing_that_was_settled_meanwhile(
    counter, stoppable, keeper, tell, how
):
    letter = Letter.objects.get(kind="twice")
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, tries=1)
    outbox.outbox.clear()

    if how == "desk":
        resolve("beside", str(stoppable.pk), "meant", by=keeper)
    else:
        tell(reported(stoppable.first, "ended", timezone.now()))
    carry(letter)

    letter.refresh_from_db()
    assert letter.sent_at is None
    assert not [one for one in outbox.outbox if "twice?" in one.subject]
    assert kinds(keeper) == []


def test_a_mail_whose_question_is_settled_is_not_mailed_again_and_stays_one_that_was_sent(
    client, counter, stoppable, keeper
):
    letter = Letter.objects.get(kind="twice")
    sent_at = letter.sent_at
    resolve("beside", str(stoppable.pk), "meant", by=keeper)
    outbox.outbox.clear()
    at_desk(client, "steer_donation", "view_donation")

    again = reverse("admin:membership_donation_resend", args=[letter.donation_id])
    page = client.post(again, {"letter": letter.pk}, follow=True)

    assert "It is not mailed: what it asks has been settled." in text(page)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.problem) == (sent_at, "")
    assert sent_at is not None
    assert not Note.objects.filter(text__contains="again").exists()
    assert outbox.outbox == []
