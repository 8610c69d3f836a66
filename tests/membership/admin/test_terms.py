"""The terms of giving and the receiving organisation, as staff write them at the desk."""

from __future__ import annotations

import pytest

from membership.models import Issuer, Terms
from membership.money import Money
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db
TERMS = "/admin/membership/terms/1/change/"


@pytest.fixture
def petra(client):
    client.force_login(
        person("petra", "view_terms", "change_terms", "view_issuer", "add_issuer", "change_issuer")
    )
    return client


def terms(**told) -> dict[str, str]:
    return {
        "cover_percent": "2.9",
        "cover_fixed_EUR": "0.30",
        "remind_after_days": "14",
        "lapse_after_days": "30",
        "offer_yearly": "on",
        **told,
    }


def issuer(**told) -> dict[str, str]:
    return {"name": "Ledger Cooperative", "rule": "plain", "language": "en", "series": "R", "valid_from": "2026-01-01",
            **told}  # fmt: skip


def test_the_terms_are_one_row_that_opens_at_once(petra):
    answers = [petra.get("/admin/membership/terms/") for _ in range(2)]

    assert [answer.url for answer in answers] == [TERMS] * 2
    assert Terms.objects.count() == 1
    assert petra.get("/admin/membership/terms/add/").status_code == 403


def test_amounts_are_typed_as_amounts(petra):
    petra.get("/admin/membership/terms/")

    told = terms(monthly_goal_minor="12000", publish_from_minor="1000", cover_fixed_EUR="0,35")
    answer = petra.post(TERMS, {**told, "where_it_goes": "6.20 Reporters"})
    html = petra.get(TERMS).content.decode()

    found = Terms.current()
    assert answer.status_code == 302
    assert (found.monthly_goal, found.publish_from, found.cover_fixed) == (
        Money(1_200_000, "EUR"),
        Money(100_000, "EUR"),
        {"EUR": 35},
    )
    assert 'value="1000"' in html
    assert "in €" in text(petra.get(TERMS))


def test_the_fixed_part_of_the_charge_is_written_for_each_currency_in_its_own_units(petra, settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "JPY", "KWD"]
    petra.get("/admin/membership/terms/")
    html = petra.get(TERMS).content.decode()

    answer = petra.post(TERMS, terms(cover_fixed_EUR="0,25", cover_fixed_JPY="40", cover_fixed_KWD="0.125"))

    assert [f'name="cover_fixed_{code}"' in html for code in ("EUR", "JPY", "KWD", "USD")] == [True] * 3 + [
        False
    ]
    assert answer.status_code == 302
    assert Terms.current().cover_fixed == {"EUR": 25, "JPY": 40, "KWD": 125}


def test_a_currency_that_is_not_offered_just_now_keeps_its_fixed_part(petra):
    Terms.objects.create(cover_fixed={"JPY": 40})

    petra.post(TERMS, terms(cover_fixed_EUR=""))

    assert Terms.current().cover_fixed == {"EUR": 0, "JPY": 40}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"cover_fixed_EUR": "a little"}, "Enter the amount in figures"),
        ({"monthly_goal_minor": "lots"}, "Enter the amount in figures"),
        ({"picture": "999999"}, "“999999” is not there any more. Take it out, or choose another."),
        ({"where_it_goes": "most of it"}, "Line 1: Enter the amount in figures"),
        ({"lapse_after_days": "10"}, "A pledge lapses after its reminder."),
    ],
)
def test_terms_that_cannot_be_are_named(petra, told, sentence):
    petra.get("/admin/membership/terms/")

    page = petra.post(TERMS, terms(**told))

    assert (page.status_code, sentence in text(page)) == (200, True)


def test_nobody_is_published_for_giving_nothing(petra):
    petra.get("/admin/membership/terms/")

    petra.post(TERMS, terms(publish_from_minor="0"))

    assert Terms.current().publish_from is None


def test_an_account_is_checked_and_kept_as_the_bank_writes_it(petra):
    wrong = petra.post(
        "/admin/membership/issuer/add/", issuer(iban="DE89 3704 0044 0532 0130 01", bic="COBA")
    )
    right = petra.post(
        "/admin/membership/issuer/add/", issuer(iban="de89 3704 0044 0532 0130 00", bic="cobadeffxxx")
    )

    assert "The check digits do not fit." in text(wrong)
    assert "A BIC has 8 or 11 letters and figures" in text(wrong)
    assert (wrong.status_code, right.status_code) == (200, 302)
    assert list(Issuer.objects.values_list("iban", "bic")) == [("DE89370400440532013000", "COBADEFFXXX")]


def test_the_form_asks_for_what_the_rule_needs_and_keeps_it(petra):
    petra.post("/admin/membership/issuer/add/", issuer(rule="de", language="de"))
    path = f"/admin/membership/issuer/{Issuer.objects.get().pk}/change/"
    asked = petra.get(path).content.decode()
    told = issuer(rule="de", language="de", detail_tax_office="Hamburg-Nord", detail_place_of_issue="Hamburg")

    wrong = petra.post(path, {**told, "detail_notice_date": "soon"})
    right = petra.post(path, {**told, "detail_notice_kind": "60a"}, follow=True)
    plain = petra.post(path, issuer(rule="plain"))

    assert (
        'name="detail_tax_office"' in asked,
        'name="detail_tax_id"' in asked,
        'name="tax_id"' in asked,
    ) == (
        True,
        False,
        True,
    )
    assert "This does not look right." in text(wrong)
    assert "Paste the binding wording" in text(right)
    assert plain.status_code == 302
    kept = Issuer.objects.get()
    assert (kept.rule, kept.details["tax_office"], kept.details["notice_kind"]) == (
        "plain",
        "Hamburg-Nord",
        "60a",
    )


def test_the_list_says_what_is_missing_before_receipts(petra):
    Issuer.objects.create(name="Ledger", rule="us_501c3")
    Issuer.objects.create(name="Plain", rule="plain")

    told = text(petra.get("/admin/membership/issuer/"))

    assert "Not yet: Enter the address of the organisation" in told
    assert "Yes" in told


def test_limits_of_an_earlier_year_are_told_with_where_this_years_stand(petra):
    said = [
        "Receipts go by the limits of an earlier year" in text(page) and "Rev. Proc." in text(page)
        for page in (
            petra.post("/admin/membership/issuer/add/", issuer(rule=rule), follow=True)
            for rule in ("us_501c3", "plain")
        )
    ]

    assert said == [True, False]


def test_where_passages_are_bound_each_has_a_field_and_nothing_is_lost(petra):
    path = "/admin/membership/issuer/add/"
    page = petra.post(
        path, issuer(rule="de", passage_head="Aussteller", passage_foot=" Hinweis "), follow=True
    )

    made = Issuer.objects.get()
    form = petra.get(f"/admin/membership/issuer/{made.pk}/change/").content.decode()
    assert made.wording == "[head]\nAussteller\n\n[foot]\nHinweis"
    assert ('name="passage_status"' in form, 'name="wording"' in form) == (True, False)
    assert '<option value="freistellung">' in form
    assert "things are still missing." in text(page)
