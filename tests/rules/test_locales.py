"""An amount, a day, a country and a currency are written one way for a reader: on page, in mail, on paper."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from membership import giving, money
from membership.books.reports.spans import Span
from membership.mail.text import words
from membership.models import Donation, Letter
from membership.money import Money, locales
from membership.receipt_documents import formats
from newsroom.models import Imprint
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation
from tests.builders.membership_members import keeps_words_in

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NB = "\N{NO-BREAK SPACE}"
WRITTEN = {
    "en-gb": ("€1,250.50", "1 March 2026", "Germany", "Swiss francs"),
    "de": (f"1.250,50{NB}€", "1. März 2026", "Deutschland", "Schweizer Franken"),
    "fr": (f"1{NB}250,50{NB}€", "1er mars 2026", "Allemagne", "francs suisses"),
    "pl": (f"1{NB}250,50{NB}€", "1 marca 2026", "Niemcy", "franków szwajcarskich"),
    "ja": ("€1,250.50", "2026年3月1日", "ドイツ", "スイス フラン"),
    "sv": (f"1{NB}250,50{NB}€", "1 mars 2026", "Tyskland", "schweiziska franc"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", WRITTEN)
def test_page_mail_and_paper_write_the_same(client, language, settings, tmp_path):
    keeps_words_in(settings, tmp_path, language)
    amount, day, _country, _currency = WRITTEN[language]
    gift = make_donation(minor=125_050, language=language)
    payment = giving.apply(fact(gift, at=datetime(2026, 3, 1, 12, tzinfo=UTC)))
    assert payment is not None
    with by_hand():
        Donation.objects.update(promised_at=payment.at)
    letter = Letter.objects.get(kind=Letter.Kind.THANKS)

    with translation.override(language):
        page = html.unescape(client.get(gift.get_absolute_url()).content.decode())
    mail = words(letter, Imprint.current())[1]

    assert (amount in page, day in page) == (True, True)
    assert (amount in mail, day in mail) == (True, True)
    assert (formats.money(payment.amount, language), formats.day("2026-03-01", language)) == (amount, day)


@pytest.mark.parametrize("language", WRITTEN)
def test_countries_and_currencies_have_the_readers_names(language):
    _amount, _day, country, currency = WRITTEN[language]

    assert dict(locales.countries(language))["DE"] == country
    assert len(locales.countries(language)) == 249
    assert locales.currency_name("CHF", language) == currency


def test_countries_stand_where_their_readers_look_for_them():
    first = [code for code, _name in locales.countries("de")][:3]

    assert first == ["AF", "EG", "AX"]  # Afghanistan, Ägypten, Ålandinseln


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (Money(800, "PLN"), "pl", f"8{NB}zł"),
        (Money(850, "SEK"), "sv", f"8,50{NB}kr"),
        (Money(2000, "CHF"), "en-gb", f"CHF{NB}20"),
        (Money(-300, "EUR"), "de", f"−3{NB}€"),
        (Money(1000, "JPY"), "ja", "¥1,000"),
        (Money(2000, "USD"), "en-gb", "$20"),
        (Money(2000, "USD"), "en-ca", "US$20"),
        (Money(2000, "CAD"), "en-ca", "$20"),
        (Money(1000, "JPY"), "zh-hans", "JP¥1,000"),
        (Money(123_456_700, "INR"), "hi", "₹12,34,567"),
        (Money(123_456_700, "CHF"), "de-ch", f"CHF{NB}1'234'567"),
    ],
)
def test_what_is_whole_has_no_decimals_in_a_sentence(amount, language, written):
    with translation.override(language):
        assert str(amount) == written


def test_a_language_that_nobody_knows_is_written_as_ours():
    assert Money(800, "EUR").exact_in("tlh") == "€8.00"


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("currency", ["EUR", "PLN", "SEK", "XOF", "CAD", "JPY", "DKK"])
def test_what_is_written_is_read_back(language, currency):
    amount = Money(2000, currency)

    with translation.override(language):
        assert money.read(str(amount), currency) == amount


@pytest.mark.parametrize(
    ("language", "moment", "month"),
    [
        ("en-gb", "1 March 2026, 14:05", "March 2026"),
        ("de", "1. März 2026, 14:05", "März 2026"),
        ("en-us", "March 1, 2026, 2:05\N{NARROW NO-BREAK SPACE}PM", "March 2026"),
        ("ja", "2026年3月1日, 14:05", "2026年3月"),
    ],
)
def test_the_desk_writes_moments_and_months_in_its_language(language, moment, month):
    at = datetime(2026, 3, 1, 13, 5, tzinfo=UTC)

    assert (locales.moment(at, language), locales.month(at, language)) == (moment, month)


def test_membership_has_no_order_of_day_and_month_of_its_own():
    pages = [
        page for folder in ("membership", "admin/membership") for page in (TEMPLATES / folder).rglob("*.html")
    ]
    code = (TEMPLATES.parent / "membership").rglob("*.py")

    assert [page.name for page in pages if re.search(r"""\|date:["'][^"']*[jFM]""", page.read_text())] == []
    assert [file.name for file in code if "date_format(" in file.read_text()] == []


def test_a_span_is_named_as_its_readers_write_days():
    with translation.override("de"):
        assert Span("own", date(2026, 3, 2), date(2026, 4, 12)).name == "2. März 2026 to 12. April 2026"
    with translation.override("ja"):
        assert Span("own", date(2026, 3, 1), date(2026, 3, 31)).name == "2026年3月"


@pytest.mark.parametrize("language", ["hi", "ar", "fa", "he"])
def test_large_sums_of_other_scripts_are_read_back_too(language):
    amount = Money(123_456_750, "INR")

    with translation.override(language):
        assert money.read(amount.exact, "INR") == amount
    with pytest.raises(money.NotAnAmount):
        money.read("12,34,567,50", "INR")
