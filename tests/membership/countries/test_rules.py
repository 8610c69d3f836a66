"""What a receipt must say in each country, and what is missing before it may be issued."""

from __future__ import annotations

from datetime import date

import pytest

from membership.countries import RULES, Ask, Donor, asked_of_donor, benefits, choices, problems, rule
from membership.countries.rule import Block
from membership.countries.wording import UnknownRule, parse, text_of
from membership.money import Money
from tests.builders.receipt_documents import GERMAN, HANNE, issuer

DAY = date(2026, 11, 21)


def found(slug: str, *, donor=HANNE, amount=None, issuer_=None, **told) -> list[str]:
    the = rule(slug)
    return problems(
        the,
        issuer_ or issuer(slug),
        donor,
        amount or Money(50000, the.currency or "EUR"),
        **{"on": DAY, **told},
    )


@pytest.mark.parametrize("slug", RULES)
def test_an_issuer_and_donor_with_everything_have_no_problem(slug):
    assert found(slug) == []


@pytest.mark.parametrize("slug", RULES)
def test_every_rule_names_its_sources_and_how_long_copies_are_kept(slug):
    the = rule(slug)

    assert all(source.title and source.section for source in the.sources)
    assert (bool(the.sources), the.keep_years > 0, bool(the.keep_source)) == (True, True, True)
    assert {language for titles in the.titles.values() for language in titles} == set(the.languages)


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(
        UnknownRule, match=r"“mars” is no rule for receipts\. Choose one of: au, ca, de, fr, plain"
    ):
        rule("mars")


def test_the_choices_are_the_rules_by_name():
    assert dict(choices())["us_501c3"] == "United States: 501(c)(3)"


def test_every_required_detail_that_is_missing_is_named():
    assert found("ca", issuer_=issuer("ca", details={}, name="", address="")) == [
        "Enter the legal name of the organisation that receives the money.",
        "Enter the address of the organisation: the receipt has to show it.",
        "Enter the CRA registration number, such as 123456789 RR 0001.",
        "Enter the place of issue, such as Halifax, Nova Scotia.",
        "Enter the name of whoever signs, such as Ada Lisle, treasurer.",
    ]


@pytest.mark.parametrize(
    ("slug", "number", "sentence"),
    [
        ("us_501c3", "123456789", "“123456789” does not look like the EIN. It reads like 12-3456789."),
        (
            "au",
            "51 824 753 557",
            "“51 824 753 557” cannot be right: the check digit does not fit. Compare it with the register.",
        ),
        (
            "ca",
            "123456789 RR 0001",
            "“123456789 RR 0001” cannot be right: the check digit does not fit. Compare it with the register.",
        ),
        (
            "fr",
            "732 829 321",
            "“732 829 321” cannot be right: the check digit does not fit. Compare it with the register.",
        ),
    ],
)
def test_a_number_that_cannot_be_right_is_found(slug, number, sentence):
    details = {**issuer(slug).details, "tax_id": number}

    assert found(slug, issuer_=issuer(slug, details=details)) == [sentence]


def test_a_siren_with_a_true_check_digit_is_taken():
    details = {**issuer("fr").details, "tax_id": "732 829 320"}

    assert found("fr", issuer_=issuer("fr", details=details)) == []


def test_the_german_wording_has_to_be_pasted_part_by_part():
    paste = "Paste the binding wording for [%s] from the current official model, unchanged."

    assert found("de", issuer_=issuer("de", wording="")) == [
        paste % part for part in ("head", "status", "foot")
    ]
    assert found("de", issuer_=issuer("de", wording=GERMAN.replace("[annual]", "[head]"))) == []
    assert found("de", issuer_=issuer("de", wording="[head]\na\n[foot]\nb\n[status]\nc"), annual=True) == [
        paste % "annual"
    ]


@pytest.mark.parametrize(
    ("kind", "on", "old"),
    [
        ("freistellung", date(2030, 3, 14), False),
        ("freistellung", date(2030, 3, 15), True),
        ("60a", date(2028, 3, 14), False),
        ("60a", date(2028, 3, 15), True),
    ],
)
def test_a_notice_of_the_tax_office_serves_for_five_or_three_years(kind, on, old):
    details = {**issuer("de").details, "notice_kind": kind}
    years = 5 if kind == "freistellung" else 3
    sentence = f"The tax office’s notice of 2025-03-14 is more than {years} years old: a receipt would not be accepted."

    assert found("de", issuer_=issuer("de", details=details), on=on) == ([sentence] if old else [])


def test_own_wording_with_a_slip_is_found():
    wording = "Thanks, {donnor}.\n[gods]\nA mug."

    assert found("us_taxed", issuer_=issuer("us_taxed", wording=wording)) == [
        "In your own wording, {donnor} stands for nothing. Take it out, or check its spelling.",
        "In your own wording, [gods] is no part of this receipt. The parts are: status, goods, closing.",
    ]


def test_wording_is_read_by_its_marks():
    assert parse("Plain.\n[goods]\nA mug.\n[foot]\n") == {"status": "Plain.", "goods": "A mug."}


def test_own_wording_for_one_gift_serves_the_year_too():
    assert text_of(Block("status_annual", {"en": "ours"}), "en", {"status": "theirs"}) == "theirs"


def test_a_donor_without_name_or_address_has_to_be_asked():
    assert found("ca", donor=Donor()) == [
        "Ask the donor for the full name: the receipt has to show it.",
        "Ask the donor for the address: street and number, postcode, town, country missing.",
    ]
    assert found("us_taxed", donor=Donor()) == []


def test_in_germany_the_address_is_needed_above_300_euros_only():
    nameless = Donor("Hanne Oduya")

    assert found("de", donor=nameless, amount=Money(30000, "EUR")) == []
    assert found("de", donor=nameless, amount=Money(30001, "EUR")) == [
        "Ask the donor for the address: street and number, postcode, town missing."
    ]


def test_what_cannot_be_certified_is_said():
    assert found("ca", amount=Money(0, "CAD")) == [
        "Nothing is left of this gift, so there is nothing to certify."
    ]
    assert found("ca", amount=Money(500, "USD")) == [
        "This receipt is written in CAD. Enter the value of $5 on the day it was received."
    ]
    assert found("us_501c3", benefit=Money(5, "EUR")) == ["Enter the value of the benefit in USD."]
    assert found("us_501c3", benefit=Money(500, "USD")) == [
        "Say what the donor received in return: the receipt has to name it."
    ]


def test_more_than_four_fifths_back_is_no_gift_in_canada():
    told = {"amount": Money(10000, "CAD"), "benefit_text": "dinner"}

    assert found("ca", benefit=Money(8000, "CAD"), **told) == []
    assert found("ca", benefit=Money(8001, "CAD"), **told) == [
        "What came back is worth more than 80 % of the payment, so it is no gift. Issue no receipt."
    ]


def test_gift_aid_has_limits_that_matter_only_with_a_declaration():
    told = {"amount": Money(10000, "GBP"), "benefit_text": "a book"}

    assert found("uk_gift_aid", benefit=Money(2500, "GBP"), **told) == []
    assert found("uk_gift_aid", benefit=Money(2501, "GBP"), **told) == [
        "What came back is worth £25.01, more than the £25 that may be. Nothing of it is deductible."
    ]
    assert found("uk_gift_aid", benefit=Money(2501, "GBP"), donor=Donor("Hanne Oduya"), **told) == []


def test_today_is_asked_for_where_no_day_is_given():
    assert found("de", on=None) == []


def test_the_form_asks_for_what_the_rule_needs_and_only_then():
    euros = Money(30000, "EUR")
    address = ("street", "postcode", "town")

    assert asked_of_donor(rule("us_501c3")) == (Ask("name", required=True),)
    assert asked_of_donor(rule("us_taxed")) == (Ask("name", required=False),)
    assert asked_of_donor(rule("de"), euros) == (Ask("name", required=True),)
    assert [ask.key for ask in asked_of_donor(rule("de"), euros + Money(1, "EUR"))] == ["name", *address]
    assert [ask.key for ask in asked_of_donor(rule("de"))] == ["name", *address]
    assert [ask.key for ask in asked_of_donor(rule("de"), Money(1, "USD"))] == ["name", *address]
    assert [ask.key for ask in asked_of_donor(rule("ca"), Money(1, "CAD"))] == ["name", *address, "country"]
    assert asked_of_donor(rule("uk_gift_aid")) == (
        Ask("name", required=True, when="declared"),
        Ask("declared", required=False),
        Ask("street", required=True, when="declared"),
        Ask("postcode", required=True, when="declared"),
    )


@pytest.mark.parametrize(
    ("slug", "amount", "benefit", "year", "counts"),
    [
        ("us_501c3", 10000, 0, 2025, 10000),
        ("us_501c3", 10000, 200, 2025, 10000),  # 2 per cent is insubstantial
        ("us_501c3", 10000, 201, 2025, 9799),
        ("us_501c3", 1000000, 13600, 2025, 1000000),  # at most $136
        ("us_501c3", 1000000, 13601, 2025, 986399),
        ("us_501c3", 1000000, 13601, 2030, 986399),  # the last figure we know
        ("us_501c3", 1000000, 13601, 2020, 1000000),  # before the table: the two per cent alone
        ("us_501c3", 1000, 2000, 2025, 0),
        ("us_taxed", 1000, 0, 2025, 0),
        ("uk_gift_aid", 20000, 3000, 2026, 20000),  # £25 and 5 per cent of £100
        ("uk_gift_aid", 20000, 3001, 2026, 0),
        ("uk_gift_aid", 10000000, 250000, 2026, 10000000),
        ("uk_gift_aid", 10000000, 250001, 2026, 0),
        ("ca", 10000, 1000, 2026, 10000),
        ("ca", 10000, 1001, 2026, 8999),
        ("ca", 10000, 8001, 2026, 0),
        ("au", 10000, 1, 2026, 0),
        ("de", 10000, 1, 2026, 0),
        ("fr", 10000, 2500, 2026, 10000),
        ("fr", 10000, 2501, 2026, 0),
        ("fr", 100000, 7300, 2026, 100000),
        ("fr", 100000, 7301, 2026, 0),
        ("fr", -1, 0, 2026, 0),
    ],
)
def test_what_counts_of_a_gift_with_a_benefit(slug, amount, benefit, year, counts):
    currency = rule(slug).currency

    assert benefits.eligible(rule(slug), Money(amount, currency), Money(benefit, currency), year) == Money(
        counts, currency
    )


@pytest.mark.parametrize(
    ("amount", "cost", "year", "small"),
    [
        (6800, 1360, 2025, True),
        (6799, 1360, 2025, False),
        (6800, 1361, 2025, False),
        (6800, 1360, 2020, False),
    ],
)
def test_a_token_item_with_the_name_on_it_is_insubstantial(amount, cost, year, small):
    given, worth = Money(amount, "USD"), Money(cost, "USD")

    assert benefits.is_insubstantial(rule("us_501c3"), given, worth, year, token=True) is small


def test_a_benefit_in_a_foreign_currency_is_never_small():
    assert not benefits.is_insubstantial(rule("us_501c3"), Money(10000, "EUR"), Money(1, "EUR"), 2025)


def test_the_disclosure_is_due_above_75_dollars():
    the, mug = rule("us_501c3"), Money(500, "USD")

    assert [benefits.is_quid_pro_quo(the, Money(minor, "USD"), mug) for minor in (7500, 7501)] == [
        False,
        True,
    ]
    assert not benefits.is_quid_pro_quo(rule("ca"), Money(7501, "CAD"), mug)


def test_figures_that_have_to_be_looked_up_anew_are_known():
    assert [benefits.is_out_of_date(rule("us_501c3"), year) for year in (2025, 2026)] == [False, True]
    assert [benefits.is_out_of_date(rule("fr"), year) for year in (2025, 2026)] == [False, True]
    assert not benefits.is_out_of_date(rule("ca"), 2040)
