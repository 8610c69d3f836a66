"""Days, figures and amounts in words, as each language writes them."""

from __future__ import annotations

import pytest

from membership.money import Money
from membership.receipt_documents.formats import day, money
from membership.receipt_documents.in_words import TooLarge, in_words, number


@pytest.mark.parametrize(
    ("language", "sheet", "written"),
    [
        ("en", "A4", "1 March 2026"),
        ("en", "Letter", "March 1, 2026"),
        ("de", "A4", "1. März 2026"),
        ("fr", "A4", "1er mars 2026"),
        ("sv", "A4", "1 mars 2026"),
    ],
)
def test_days_are_written_as_in_the_language(language, sheet, written):
    assert day("2026-03-01", language, sheet=sheet) == written


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (Money(-125050, "USD"), "en", "−$1,250.50"),
        (Money(1250, "JPY"), "en", "¥1,250"),
        (Money(125050, "EUR"), "de", "1.250,50\u00a0€"),
        (Money(125050, "EUR"), "fr", "1\u00a0250,50\u00a0€"),
        (Money(1250, "KWD"), "fr", "1,250\u00a0KWD"),
    ],
)
def test_amounts_are_written_as_in_the_language(amount, language, written):
    assert money(amount, language) == written


WORDS = """0 zero | null | zéro
1 one | eins | un
17 seventeen | siebzehn | dix-sept
21 twenty-one | einundzwanzig | vingt et un
70 seventy | siebzig | soixante-dix
71 seventy-one | einundsiebzig | soixante et onze
77 seventy-seven | siebenundsiebzig | soixante-dix-sept
80 eighty | achtzig | quatre-vingts
81 eighty-one | einundachtzig | quatre-vingt-un
91 ninety-one | einundneunzig | quatre-vingt-onze
100 one hundred | einhundert | cent
101 one hundred one | einhunderteins | cent un
200 two hundred | zweihundert | deux cents
280 two hundred eighty | zweihundertachtzig | deux cent quatre-vingts
1000 one thousand | eintausend | mille
1001 one thousand one | eintausendeins | mille un
1322 one thousand three hundred twenty-two | eintausenddreihundertzweiundzwanzig | mille trois cent vingt-deux
21000 twenty-one thousand | einundzwanzigtausend | vingt et un mille
80000 eighty thousand | achtzigtausend | quatre-vingt mille
101000 one hundred one thousand | einhunderteintausend | cent un mille
200000 two hundred thousand | zweihunderttausend | deux cent mille
1000000 one million | eine Million | un million
2000001 two million one | zwei Millionen eins | deux millions un
80000000 eighty million | achtzig Millionen | quatre-vingts millions
1000000000 one billion | eine Milliarde | un milliard"""


@pytest.mark.parametrize("line", WORDS.splitlines())
def test_numbers_in_words(line):
    value, rest = line.split(" ", 1)

    assert [number(int(value), language) for language in ("en", "de", "fr")] == rest.split(" | ")


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        (Money(100, "EUR"), "de", "ein Euro"),
        (Money(1250, "EUR"), "de", "zwölf Euro und fünfzig Cent"),
        (Money(101, "EUR"), "fr", "un euro et un centime"),
        (Money(0, "EUR"), "fr", "zéro euro"),
        (Money(10**8, "EUR"), "fr", "un million d’euros"),
        (Money(2 * 10**8, "CHF"), "fr", "deux millions de francs"),
        (Money(12550, "USD"), "en", "one hundred twenty-five dollars and fifty cents"),
        (Money(101, "GBP"), "en", "one pound and one penny"),
        (Money(1050, "SEK"), "de", "zehn SEK 50/100"),
        (Money(500, "JPY"), "en", "five hundred JPY"),
    ],
)
def test_amounts_in_words(amount, language, words):
    assert in_words(amount, language) == words


def test_what_there_are_no_words_for_is_refused():
    with pytest.raises(TooLarge):
        number(10**9 + 1, "de")
    with pytest.raises(ValueError, match="no words for amounts in “sv”"):
        in_words(Money(1, "EUR"), "sv")
