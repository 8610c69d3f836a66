"""A newsroom that begins with gifts answers four questions, and the form is live."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied

from membership.appeals import first_questions
from membership.appeals.first_questions import Answers
from membership.models import Appeal, Issuer, Terms
from tests.builders.gifts import at_desk, person, text, value

pytestmark = pytest.mark.django_db
PAGE = "/admin/membership/begin/"
IBAN = "DE89370400440532013000"
MAY = ("change_terms", "add_issuer", "change_issuer", "add_appeal", "change_appeal")
ANSWERS = {
    "name": "Ledger Cooperative",
    "country": "DE",
    "iban": IBAN,
    "amounts": "7 a bus fare\n21 a day at court",
}


@pytest.fixture(autouse=True)
def _pledges(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"


@pytest.fixture
def manager(client):
    return at_desk(client, *MAY)


@pytest.mark.usefixtures("manager")
def test_four_answers_on_one_page_and_readers_can_give(client):
    start, empty = text(client.get("/admin/")), text(client.get(PAGE))
    answered = client.post(PAGE, ANSWERS, follow=True)
    form = client.get("/membership/")

    assert ("Begin with gifts" in start, "Open: How are gifts paid?" in empty) == (True, True)
    assert "The form is live: readers can give." in text(answered)
    assert "The form offers these amounts: €7, €21" in text(answered)
    assert "DE89 3704 0044 0532 0130 00" in text(answered)
    assert ("a bus fare" in text(form), "a day at court" in text(form)) == (True, True)
    issuer, appeal = Issuer.objects.get(), Appeal.objects.get()
    assert (issuer.name, issuer.rule, issuer.iban) == ("Ledger Cooperative", "plain", IBAN)
    assert (appeal.place, Terms.objects.count()) == ("page", 1)
    assert "Begin with gifts" not in text(client.get("/admin/"))


@pytest.mark.usefixtures("manager")
def test_who_receives_reads_that_receipts_still_wait_where_the_rule_asks_for_more(client):
    plain = text(client.post(PAGE, {**ANSWERS, "country": "FR"}, follow=True))
    asks = text(client.post(PAGE, {**ANSWERS, "charity": "on"}, follow=True))

    assert re.search(r"They get no receipts yet: \d+ things are missing\. Fill it in", asks)
    assert "They get no receipts yet" not in plain


@pytest.mark.usefixtures("manager")
def test_what_is_left_empty_can_wait_and_what_was_answered_is_there_again(client):
    client.post(PAGE, {"name": "Ledger Cooperative", "country": "DE"})
    again = client.get(PAGE)
    client.post(PAGE, ANSWERS)
    client.post(PAGE, {**ANSWERS, "amounts": "8"})

    assert value(again, "name") == "Ledger Cooperative"
    assert '<option value="DE" selected>' in again.content.decode()
    assert "Open: How are gifts paid?" in text(again)
    assert "Open: Who receives the gifts" not in text(again)
    assert (Issuer.objects.count(), Appeal.objects.get().amounts) == (1, "8")


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"iban": "DE00 1234"}, "IBAN"),
        ({"amounts": "some"}, "Line 1:"),
        ({"name": ""}, "Enter the name of the organisation"),
        ({"charity": "on", "country": ""}, "Choose the country that has recognised it."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_still_there(client, typed, said):
    page = client.post(PAGE, {**ANSWERS, **typed})

    assert (page.status_code, said in text(page)) == (422, True)
    assert "Nothing was kept yet." in text(page)
    assert typed.get("iban", IBAN) in page.content.decode()
    assert (Issuer.objects.exists(), Appeal.objects.exists()) == (False, False)


@pytest.mark.parametrize(
    ("country", "charity", "rule"),
    [("GB", True, "uk_gift_aid"), ("GB", False, "plain"), ("US", True, "us_501c3"), ("SE", True, "plain")],
)
def test_the_receipts_are_those_of_the_country_that_recognised_it(manager, country, charity, rule):
    first_questions.answer(Answers(name="Trust", country=country, charity=charity), by=manager)

    assert Issuer.objects.get().rule == rule
    assert first_questions.known().charity is (rule != "plain")


def test_a_rule_that_staff_have_chosen_since_stays(manager):
    Issuer.objects.create(name="Trust", rule="us_taxed", details={"country": "US", "ein": "12-3456789"})

    first_questions.answer(Answers(name="The Trust", country="US"), by=manager)

    issuer = Issuer.objects.get()
    assert (issuer.rule, issuer.details["ein"]) == ("us_taxed", "12-3456789")


def test_who_may_not_change_the_terms_sees_and_answers_nothing(client):
    client.force_login(person("otto", "view_payment", "view_appeal"))

    assert "Begin with gifts" not in text(client.get("/admin/"))
    assert [client.get(PAGE).status_code, client.post(PAGE, ANSWERS).status_code] == [403, 403]
    assert not Issuer.objects.exists()


@pytest.mark.parametrize("lacks", MAY)
def test_nobody_changes_by_it_what_they_may_not_change_elsewhere(client, lacks):
    Issuer.objects.create(name="Trust", iban=IBAN)
    user = person("otto", *(each for each in MAY if each != lacks))
    client.force_login(user)

    assert [client.get(PAGE).status_code, client.post(PAGE, ANSWERS).status_code] == [403, 403]
    with pytest.raises(PermissionDenied):
        first_questions.answer(Answers(name="Mine", iban="GB29NWBK60161331926819"), by=user)
    assert (Issuer.objects.get().iban, Appeal.objects.exists()) == (IBAN, False)


def test_another_account_has_another_code_and_what_is_empty_stays(manager):
    Issuer.objects.create(name="Trust", iban=IBAN, bic="COBADEFFXXX", bank="Saltmere Savings")

    first_questions.answer(Answers(name="The Trust"), by=manager)
    kept = Issuer.objects.get()
    first_questions.answer(Answers(name="The Trust", iban="GB29NWBK60161331926819"), by=manager)
    changed = Issuer.objects.get()

    assert (kept.name, kept.iban, kept.bic, kept.bank) == (
        "The Trust",
        IBAN,
        "COBADEFFXXX",
        "Saltmere Savings",
    )
    assert (changed.iban, changed.bic) == ("GB29NWBK60161331926819", "")
    assert [each.user for each in LogEntry.objects.filter(object_id=str(kept.pk))] == [manager, manager]
