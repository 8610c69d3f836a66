"""A donor's own page: how to pay a pledge, and thanks for what has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone

from membership import giving, providers
from membership.models import Donation, Issuer, Member, Terms
from membership.money import Money
from membership.providers.base import ReportedStatus, TemporarilyUnavailable
from membership.providers.practice import Practice
from newsroom.models import Imprint
from tests.builders import newsdesk
from tests.builders.appeals import paid
from tests.builders.gifts import fact, make_donation, person, text

pytestmark = pytest.mark.django_db


def account(**told) -> Issuer:
    return Issuer.objects.create(
        **{"name": "Ledger Cooperative", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX", **told}
    )


def test_a_pledge_is_told_to_which_account_with_a_code_to_scan(client):
    account(account_holder="Harbour Ledger", cheque_address="14 Ropewalk")
    gift = make_donation(interval="monthly")

    page = client.get(gift.get_absolute_url())

    for words in ("Pay to Harbour Ledger", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "€8.00, every month",
                  gift.reference, "Or a cheque to 14 Ropewalk", "Scan in your bank’s app"):  # fmt: skip
        assert words in text(page)
    assert (
        '<svg class="qr" role="img" aria-label="Code for your banking app: €8 to Harbour Ledger'
        in page.content.decode()
    )


@pytest.mark.parametrize("told", [{"iban": "", "bank": "Sort code 00-00-00"}, {"iban": "US00"}])
def test_where_the_rule_allows_no_code_there_is_none(client, told):
    account(**told)

    html = client.get(make_donation().get_absolute_url()).content.decode()

    assert ("<svg" in html, "Scan in" in html) == (False, False)


def test_a_gift_in_pounds_has_no_code_of_the_euro(client):
    account()

    assert "<svg" not in client.get(make_donation(currency="GBP").get_absolute_url()).content.decode()


def test_without_an_account_the_imprints_own_words_stand_there(client):
    Imprint.objects.create(bank_details="Ledger, IBAN XX12 SALT 9900")

    assert "IBAN XX12 SALT 9900" in text(client.get(make_donation().get_absolute_url()))


def test_what_happens_next_is_told_with_true_days(client):
    Terms.objects.create(remind_after_days=10, lapse_after_days=21)
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        gift = make_donation()

    told = text(client.get(gift.get_absolute_url()))

    for words in ("If nothing has arrived by 11 March 2026", "On 22 March 2026 we let the pledge lapse"):
        assert words in told


def test_the_picture_of_the_thanks_comes_with_its_credit_and_one_that_is_not_there_is_left_out(client):
    photo = newsdesk.photo("Lights on across Ropewalk")
    terms = Terms.objects.create(thanks_picture=str(photo.pk))
    gift = make_donation()

    shown = client.get(gift.get_absolute_url())
    terms.thanks_picture = "999999"
    terms.save()
    missing = client.get(gift.get_absolute_url())

    assert "Lights on across Ropewalk" in text(shown)
    assert "Jo Vale" in text(shown)
    assert ("<picture" in shown.content.decode(), "<picture" in missing.content.decode()) == (True, False)


# --- once more by mail ------------------------------------------------------------------------


def test_the_details_are_mailed_again_twice_an_hour_and_to_the_address_of_the_gift_only(
    client, django_capture_on_commit_callbacks
):
    gift = make_donation()
    path = f"/membership/gift/{gift.public_id}/mail/"

    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(path, {"email": "else@reader.example"}) for _ in range(5)]

    assert [answer.url.partition("?")[2] for answer in answers] == ["mailed=yes#mailed"] * 2 + [
        "mailed=later#mailed"
    ] * 3
    assert [answer.status_code for answer in answers] == [303] * 5
    assert [letter.to for letter in outbox.outbox] == [["hanne@reader.example"]] * 2
    assert "On their way to hanne@reader.example." in text(client.get(answers[0].url))
    assert "has had several mails from us within the hour" in text(client.get(answers[-1].url))


def test_that_the_details_are_on_their_way_is_said_of_a_letter_that_there_is_alone(client):
    page = text(client.get(f"{make_donation().get_absolute_url()}?mailed=yes"))

    assert "On their way" not in page
    assert "We could not mail these details just now." in page


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_cannot_have_the_details_mailed(client, headers):
    gift = make_donation()

    answer = client.post(f"/membership/gift/{gift.public_id}/mail/", headers=headers)

    assert answer.url.endswith("?mailed=failed#mailed")
    assert (len(outbox.outbox), gift.letters.count()) == (0, 0)


def test_a_gift_that_is_paid_is_mailed_nothing(client):
    gift = make_donation()
    giving.apply(fact(gift))
    before = gift.letters.count()

    client.post(f"/membership/gift/{gift.public_id}/mail/")

    assert gift.letters.count() == before


# --- thanks -----------------------------------------------------------------------------------


def test_thanks_tell_what_came_what_is_next_and_where_to_change_it(client):
    gift = make_donation(
        interval="monthly", minor=855, cover_minor=55, name="Hanne", tribute="memory", tribute_name="Ada"
    )
    giving.apply(fact(gift))

    page = client.get(gift.get_absolute_url())

    for words in ("Received €8.55", "Of this for the charge €0.55", "In memory of Ada", "Next on", "You are member 1",
                  "thanks are on their way"):  # fmt: skip
        assert words in text(page)
    assert 'href="/membership/me/"' in page.content.decode()


def test_of_another_amount_than_was_promised_nobody_says_what_was_for_the_charge(client):
    gift = make_donation(minor=855, cover_minor=55)
    giving.apply(fact(gift, amount=Money(500, "EUR")), as_it_came_by=person("petra"))

    page = text(client.get(gift.get_absolute_url()))

    assert ("Received €5.00" in page, "for the charge" in page) == (True, False)


def test_a_gift_made_once_has_no_next_date(client):
    gift = make_donation()
    giving.apply(fact(gift))

    assert "Next on" not in text(client.get(gift.get_absolute_url()))


# --- money that went back
@pytest.mark.parametrize("interval", ["once", "monthly"])
@pytest.mark.parametrize(
    ("kind", "told", "not_told"),
    [
        ("refund", "We have returned your gift of €8", "Your bank took"),
        ("dispute", "Your bank took your gift of €8", "We have returned"),
    ],
)
def test_the_page_says_who_took_a_gift_back(client, interval, kind, told, not_told):
    gift = make_donation(interval=interval)
    giving.apply(fact(gift))
    went(gift, kind, 800)
    if interval == "monthly":
        giving.apply(
            ReportedStatus(
                provider=gift.provider,
                donation=gift.public_id,
                state="ended",
                live=True,
                asked_at=timezone.now(),
            )
        )

    page = text(client.get(gift.get_absolute_url()))

    assert (told in page, not_told in page) == (True, False)
    assert ("nothing more is charged" in page) == (interval == "monthly")
    assert "keeps" not in page


@pytest.mark.parametrize(
    ("kind", "told"), [("refund", "Given back to you €3.00"), ("dispute", "Taken back by your bank €3.00")]
)
def test_what_went_back_in_part_stands_beside_what_came(client, kind, told):
    gift = make_donation()
    giving.apply(fact(gift))
    before = text(client.get(gift.get_absolute_url()))
    went(gift, kind, 300)

    page = text(client.get(gift.get_absolute_url()))

    assert told in page
    assert ("Given back" in before, "Taken back" in before) == (False, False)


def went(gift: Donation, kind: str, minor: int) -> None:
    giving.apply(fact(gift, kind=kind, reference=kind, of="pay-1", amount=Money(-minor, "EUR")))


def test_members_are_numbered_by_real_money_and_each_person_once(client):
    first = Member.objects.create(email="ada@reader.example")
    paid("", member=first)
    paid("", member=Member.objects.create(email="ada@other.example", same_as=first))
    paid("", member=Member.objects.create(email="practising@reader.example"), live=False)
    Member.objects.create(email="nobody@reader.example")
    second = make_donation(email="new@reader.example")
    practised = make_donation(email="p@reader.example", live=False)
    for gift, reference in ((second, "a"), (practised, "b")):
        giving.apply(fact(gift, reference=reference))

    told = [text(client.get(gift.get_absolute_url())) for gift in (second, practised)]

    assert ["You are member 2" in page for page in told] == [True, False]
    assert "You are member" not in told[1]


# --- the provider's truth ---------------------------------------------------------------------


class Knowing(Practice):
    """A provider that has the money already, though nobody told us."""

    asked = 0

    def caps(self):
        return replace(super().caps(), live=True)

    def fetch(self, reference: str):
        Knowing.asked += 1
        if reference == "broken":
            raise TemporarilyUnavailable("Not now.")
        gift = Donation.objects.get(provider_reference=reference)
        wrong = Money(1, "EUR") if reference == "wrong" else gift.amount
        return [] if reference == "unpaid" else [fact(gift, amount=wrong)]


@pytest.fixture
def knowing(monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "practice", Knowing())
    Knowing.asked = 0


@pytest.mark.usefixtures("knowing")
def test_on_return_the_provider_is_asked_and_what_it_says_is_believed(client):
    gift = make_donation(provider="practice", provider_reference="cs_1")

    pages = [client.get(gift.get_absolute_url()) for _ in range(2)]

    assert ["Gift received" in text(page) for page in pages] == [True, True]
    assert (gift.payments.count(), Knowing.asked) == (1, 1)


@pytest.mark.usefixtures("knowing")
@pytest.mark.parametrize("reference", ["unpaid", "broken", "wrong", ""])
def test_the_address_of_the_page_is_never_believed_and_a_providers_trouble_breaks_nothing(client, reference):
    gift = make_donation(provider="practice", provider_reference=reference)

    page = client.get(f"{gift.get_absolute_url()}?status=succeeded&paid=1&session_id=cs_1")

    assert (page.status_code, gift.payments.count()) == (200, 0)
    assert "This gift is not paid yet" in text(page)


@pytest.mark.usefixtures("knowing")
def test_a_page_that_is_loaded_again_and_again_does_not_ask_each_time(client):
    gift = make_donation(provider="practice", provider_reference="unpaid")

    for _ in range(9):
        client.get(gift.get_absolute_url())

    assert Knowing.asked == 4
