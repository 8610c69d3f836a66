"""What stands on a receipt, country by country; how it is kept and sealed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.countries import Donor, rule
from membership.money import Money
from membership.receipt_documents import Entry, GiftLine, Paper, compose, merge
from tests.builders.receipt_documents import HANNE, ISSUED, entry, issuer, paper

#: Title, sentences in order, sums, words: what each country's receipt says of a gift of 250.
GOLDEN = {
    "plain": (
        "Receipt for your gift",
        [
            "This confirms that Harbour Trust received the amount above. It makes no statement about taxes.",
            "Thank you.",
        ],
    ),
    "us_501c3": (
        "Receipt for your gift",
        [
            "Harbour Trust is a nonprofit organization described in section 501(c)(3) of the Internal Revenue Code, EIN 12-3456789.",
            "No goods or services were provided in exchange for the contribution.",
            "Please keep this receipt for your tax records.",
        ],
    ),
    "us_taxed": (
        "Receipt for your contribution",
        [
            "Contributions to Harbour Trust are not deductible as charitable contributions for federal income tax purposes.",
            "Thank you for your support.",
        ],
    ),
    "uk_gift_aid": (
        "Receipt for your donation",
        [
            "Harbour Trust is a charity, number 1123456.",
            "You asked us to treat this as Gift Aid. Harbour Trust can reclaim 25p of tax on every £1 that you gave: £62.50 on £250.00.",
            (
                "If you pay less Income Tax and Capital Gains Tax in a tax year than the Gift Aid claimed on all your donations in it, it "
                "is your responsibility to pay the difference. Tell us if your name, your address or your tax changes, or if you want to "
                "cancel your declaration."
            ),
            "Thank you.",
        ],
    ),
    "ca": (
        "Official receipt for income tax purposes",
        [
            "Harbour Trust, registration number 123456782 RR 0001, received this as a gift.",
            "Canada Revenue Agency: canada.ca/charities-giving",
        ],
    ),
    "au": (
        "Receipt for a gift",
        [
            "This receipt is for a gift to Harbour Trust, ABN 51 824 753 556.",
            "Gifts of $2 or more are tax deductible.",
        ],
    ),
    "de": ("Bestätigung über Geldzuwendungen", ["KOPF", "BESCHEID Hamburg-Nord 14. März 2025", "HINWEIS"]),
    "fr": (
        "Reçu au titre des dons",
        [
            "Objet de l’organisme\u00a0: Informer",
            "Forme du don\u00a0: don manuel. Nature\u00a0: numéraire. Mode de versement\u00a0: autre.",
            (
                "Harbour Trust certifie sur l’honneur que la somme ci-dessus ouvre droit à la réduction d’impôt prévue à l’article 200 du "
                "code général des impôts."
            ),
        ],
    ),
}


def sentences(one: Paper) -> list[str]:
    return [statement.text for statement in one.statements]


@pytest.mark.parametrize("slug", GOLDEN)
def test_a_receipt_says_what_its_country_asks_for(slug):
    one = paper(slug)

    assert (one.title, sentences(one)) == GOLDEN[slug]
    assert (one.number, one.total, dict(one.facts)[one.label("number")]) == ("R-1", 25000, "R-1")


def test_the_canadian_receipt_has_every_item_of_the_checklist():
    one = paper("ca", entry(10000, "CAD", benefit=Money(5000, "CAD")), benefit_text="a ticket")

    assert one.facts == (
        ("Receipt number", "R-1"),
        ("Date of issue", "November 21, 2026"),
        ("Date received", "November 20, 2026"),
        ("Place of issue", "Halifax"),
    )
    assert (one.issuer.lines, one.issuer.facts) == (
        ("1 Quay", "Port"),
        (("Registration number", "123456782 RR 0001"),),
    )
    assert (one.donor.name, one.donor.lines) == (
        "Hanne Oduya",
        ("12b Elm Row", "LS1 4AP Leeds", "Great Britain"),
    )
    assert (one.total, one.eligible, one.signatory) == (10000, 5000, "Ada Lisle, treasurer")
    assert sentences(one)[1] == "Advantage received in return: a ticket. Its value is CA$50.00."


def test_the_canadian_receipt_in_french():
    one = paper("ca", language="fr-CA")

    assert (one.title, one.facts[1]) == (
        "Reçu officiel aux fins de l’impôt sur le revenu",
        ("Date d’émission", "21 novembre 2026"),
    )


@pytest.mark.parametrize(
    ("amount", "benefit", "said"),
    [
        (7500, 1000, ["In return you received: a mug. Our good-faith estimate of the value is $10.00."]),
        (
            7501,
            1000,
            [
                "In return you received: a mug. Our good-faith estimate of the value is $10.00.",
                "For federal income tax purposes, the deductible amount is limited to what you paid in excess of that value: $65.01.",
            ],
        ),
        (
            100000,
            1000,
            [
                (
                    "What you received in return (a mug) is of insubstantial value under the guidelines of the Internal Revenue Service "
                    "and does not lower the deductible amount."
                )
            ],
        ),
    ],
)
def test_what_an_american_got_in_return_is_said(amount, benefit, said):
    one = paper("us_501c3", entry(amount, "USD", benefit=Money(benefit, "USD")), benefit_text="a mug")

    assert sentences(one)[1:-1] == said


def test_of_two_gifts_one_with_a_benefit_that_counts_decides():
    gifts = [entry(5000, "USD", "A"), entry(5000, "USD", "B", benefit=Money(1000, "USD"))]

    one = paper("us_501c3", *gifts, kind="annual", year=2026, benefit_text="a mug")

    assert (one.total, one.eligible, one.title) == (10000, 9000, "Your gifts in 2026")
    assert (
        sentences(one)[1] == "In return you received: a mug. Our good-faith estimate of the value is $10.00."
    )


def test_a_fiscal_sponsor_names_the_newsroom():
    sponsor = issuer("us_501c3", details={"tax_id": "12-3456789", "project": "The Harbour Ledger"})

    assert sentences(paper("us_501c3", issuer_=sponsor))[1] == (
        "The gift supports The Harbour Ledger, a project of Harbour Trust, which received it."
    )


def test_without_a_declaration_gift_aid_is_not_spoken_of():
    one = paper("uk_gift_aid", donor=Donor("Hanne Oduya", "1 Elm", "LS1 4AP"))

    assert (sentences(one), one.donor.lines) == (
        ["Harbour Trust is a charity, number 1123456.", "Thank you."],
        (),
    )


def test_the_german_receipt_keeps_to_the_order_and_says_the_amount_in_words():
    one = paper("de", kind="annual", year=2026, donor=Donor("Hanne Oduya"))

    assert [(said.place, said.text) for said in one.statements] == [
        ("head", "KOPF"),
        ("body", "ZEITRAUM 1. Januar 2026 31. Dezember 2026"),
        ("body", "BESCHEID Hamburg-Nord 14. März 2025"),
        ("foot", "HINWEIS"),
    ]
    assert (one.words, one.one_page, one.donor.lines) == ("zweihundertfünfzig Euro", True, ())
    assert one.lines[0].note == "Geldzuwendung, kein Verzicht auf Erstattung"


def test_how_the_money_came_is_named_in_france():
    gifts = [entry(100, "EUR", "A", method="card"), entry(100, "EUR", "B", method="transfer")]

    assert sentences(paper("fr", *gifts))[1].endswith("Mode de versement\u00a0: carte bancaire, virement.")


def test_a_gift_of_more_than_there_are_words_for_stands_in_figures():
    assert paper("fr", entry(10**9 * 100 + 1, "EUR")).words == ""


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("back", "The amount above was returned on 20 November 2026. Receipt R-0 no longer counts."),
        ("void", "Receipt R-0 is void. Do not use it for your taxes."),
    ],
)
def test_what_no_longer_counts_says_so_and_certifies_nothing(kind, sentence):
    one = paper("plain", entry(-500, "EUR", "B", of="A"), kind=kind, answers="R-0")

    assert (sentences(one), one.total, one.eligible, one.shows_eligible) == ([sentence], 500, 0, False)
    assert one.facts[-1] == ("Voids", "R-0")


@pytest.mark.parametrize(
    ("language", "name", "sentence"),
    [
        ("en", "Corrects", "Receipt R-0 counts for the rest alone."),
        ("de", "Berichtigt", "Bestätigung R-0 gilt nur noch für den Rest."),
        ("fr", "Rectifie", "Le reçu R-0 ne vaut plus que pour le reste."),
    ],
)
def test_what_went_back_in_part_leaves_the_rest_of_the_receipt(language, name, sentence):
    going = entry(-500, "EUR", "B", of="A")
    one = paper("plain", going, kind="back", answers="R-0", part=True, language=language)

    assert sentences(one)[0].endswith(sentence)
    assert one.facts[-1] == (name, "R-0")


def test_a_replacement_names_what_it_replaces():
    assert paper("plain", answers="R-0").facts[-1] == ("Takes the place of", "R-0")


def test_practice_is_written_on_it():
    assert [paper("plain", live=live).mark for live in (True, False)] == ["", "PRACTICE – no money moved"]


def test_the_year_is_the_one_where_the_issuer_is():
    new_york = issuer("us_501c3", timezone="America/New_York")
    late = Entry(datetime(2027, 1, 1, 4, 59, tzinfo=UTC), "HL-1", Money(100, "USD"))

    one = paper("us_501c3", late, issuer_=new_york, issued_at=datetime(2027, 1, 2, 4, tzinfo=UTC))

    assert (one.lines[0].date, one.issued_on) == ("2026-12-31", "2027-01-01")


def test_a_paper_about_nothing_is_refused():
    told = {"number": "R-1", "kind": "gift", "issued_at": ISSUED}

    with pytest.raises(ValueError, match="at least one entry"):
        compose(rule("plain"), issuer("plain"), HANNE, [], **told)


def test_a_gift_that_went_back_whole_leaves_a_paper_over_nothing():
    one = paper("plain", entry(500, "EUR", "A"), entry(-500, "EUR", "B", of="A"), kind="annual")

    assert (one.lines, one.total) == ((), 0)


def test_refunds_are_netted_and_what_belongs_elsewhere_is_handed_back():
    stray = entry(-300, "EUR", "R3", of="LAST-YEAR")
    told = [
        entry(1000, "EUR", "B", month=3, benefit=Money(900, "EUR")),
        entry(500, "EUR", "A", month=2),
        entry(-400, "EUR", "R1", of="B"),
        entry(-500, "EUR", "R2", of="A"),
        entry(0, "EUR", "F"),
        stray,
    ]

    merged = merge(told, ZoneInfo("UTC"))

    assert merged.lines == (GiftLine("2026-03-20", "B", 600, 600),)
    assert (merged.left, merged.returned) == ((stray,), (("A", 500), ("B", 400)))


def test_two_currencies_are_two_papers():
    with pytest.raises(ValueError, match="one currency"):
        merge([entry(1, "EUR"), entry(1, "USD")], ZoneInfo("UTC"))


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 2 * 10**6)), max_size=8))
def test_no_line_is_ever_below_zero(gifts):
    told = [entry(amount, "EUR", f"G{place}") for place, (amount, _back) in enumerate(gifts)]
    told += [entry(-back, "EUR", f"R{place}", of=f"G{place}") for place, (_amount, back) in enumerate(gifts)]

    lines = merge(told, ZoneInfo("UTC")).lines

    assert sum(line.minor for line in lines) == sum(max(0, amount - back) for amount, back in gifts)
    assert all(line.minor > 0 for line in lines)
