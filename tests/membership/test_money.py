"""What people type becomes exact money, or a sentence that says what to type instead."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from membership import money
from membership.money import EXPONENTS, Money, NotAnAmount, read

EUR = "EUR"
currencies = st.sampled_from(sorted(EXPONENTS))


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("8", 800),
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5", 1250),
        ("0.5", 50),
        ("007", 700),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1 234,50", 123450),
        ("1\N{NO-BREAK SPACE}234", 123400),
        ("1\N{NARROW NO-BREAK SPACE}234", 123400),
        ("1'234.50", 123450),
        ("1’234", 123400),
        ("1.234.567", 123456700),
        ("€ 20", 2000),
        ("€20", 2000),
        ("20 €", 2000),
        ("20€", 2000),
        ("EUR 20", 2000),
        ("20 eur", 2000),
        (" 20 ", 2000),
        ("20,-", 2000),
        ("20.–", 2000),
        ("20,— €", 2000),
        ("٢٠", 2000),
        ("١٢٫٥٠", 1250),
        ("١٬٢٣٤٫٥٠", 123450),
        ("２０", 2000),
    ],
)
def test_what_people_type_is_read(typed, minor):
    assert read(typed, EUR) == Money(minor, EUR)


@pytest.mark.parametrize(
    ("language", "typed", "currency"),
    [
        ("en-gb", "$20", "CAD"),
        ("en-gb", "CA$20", "CAD"),
        ("en-gb", "US$20", "USD"),
        ("en-gb", "$20", "USD"),
        ("de", "20 CA$", "CAD"),
    ],
)
def test_a_currency_may_be_written_by_its_full_sign_and_by_the_one_of_its_country(language, typed, currency):
    with translation.override(language):
        assert read(typed, currency) == Money(2000, currency)


@pytest.mark.parametrize(
    ("language", "typed", "currency"),
    [("de", "$20", "CAD"), ("en-us", "$20", "CAD"), ("en-gb", "$20", "BRL")],
)
def test_a_sign_that_readers_know_for_another_currency_is_not_taken(language, typed, currency):
    with translation.override(language), pytest.raises(NotAnAmount):
        read(typed, currency)


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("", "empty", "Enter an amount, such as 5 or 12.50."),
        ("   ", "empty", "Enter an amount, such as 5 or 12.50."),
        ("0", "small", "Enter an amount above zero, such as 5 or 12.50."),
        ("0,00", "small", "Enter an amount above zero, such as 5 or 12.50."),
        ("-5", "small", "Enter an amount above zero, such as 5 or 12.50."),
        ("− 5", "small", "Enter an amount above zero, such as 5 or 12.50."),
        ("€-5", "small", "Enter an amount above zero, such as 5 or 12.50."),
        ("1e9", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("ten", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("€", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("5 or 6", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("1,2,3", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("1.234.50", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("12..50", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("5²", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("½", "words", "Enter the amount in figures, such as 5 or 12.50."),
        ("<b>5</b>", "words", "Enter the amount in figures, such as 5 or 12.50."),
        (
            "1.234",
            "decimals",
            "Enter at most 2 figures after the point, such as 5 or 12.50. Write thousands without a point.",
        ),
        (
            "12.505",
            "decimals",
            "Enter at most 2 figures after the point, such as 5 or 12.50. Write thousands without a point.",
        ),
        ("$20", "currency", "This form takes EUR. Enter the amount in it, such as 5 or 12.50."),
        ("20 GBP", "currency", "This form takes EUR. Enter the amount in it, such as 5 or 12.50."),
        (
            "9" * 16,
            "large",
            "Enter an amount of €10,000,000,000,000 or less. For more, write to us.",
        ),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed, code, sentence):
    with pytest.raises(NotAnAmount) as refused:
        read(typed, EUR)

    assert (refused.value.code, str(refused.value)) == (code, sentence)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0,5", "Enter an amount of €2 or more, such as 5 or 12.50."),
        ("-5", "Enter an amount of €2 or more, such as 5 or 12.50."),
        ("1000000000", "Enter an amount of €10,000 or less. For more, write to us."),
    ],
)
def test_the_forms_limits_stand_in_the_sentence(typed, sentence):
    with pytest.raises(NotAnAmount) as refused:
        read(typed, EUR, least=Money(200, EUR), most=Money(1_000_000, EUR))

    assert str(refused.value) == sentence


def test_the_limits_themselves_are_taken():
    least, most = Money(200, EUR), Money(1_000_000, EUR)

    assert read("2", EUR, least=least, most=most) == least
    assert read("10000", EUR, least=least, most=most) == most


@pytest.mark.parametrize(("typed", "minor"), [("500", 500), ("1,200", 1200), ("1.200", 1200), ("¥ 500", 500)])
def test_yen_have_no_decimals_so_a_point_before_three_figures_is_a_thousand(typed, minor):
    assert read(typed, "JPY") == Money(minor, "JPY")


@pytest.mark.parametrize("typed", ["5.5", "500,00", "1,200.50"])
def test_decimals_of_a_yen_are_refused(typed):
    with pytest.raises(NotAnAmount) as refused:
        read(typed, "JPY")

    assert str(refused.value) == "JPY has no decimals. Enter a whole number, such as 500 or 1200."


@pytest.mark.parametrize(
    ("typed", "minor"), [("1.234", 1234), ("1.2", 1200), ("5", 5000), ("1,234.567", 1234567)]
)
def test_a_dinar_has_three_decimals(typed, minor):
    assert read(typed, "KWD") == Money(minor, "KWD")


@pytest.mark.parametrize(
    ("amount", "short", "exact"),
    [
        (Money(800, "EUR"), "€8", "€8.00"),
        (Money(1250, "EUR"), "€12.50", "€12.50"),
        (Money(-300, "GBP"), "−\N{WORD JOINER}£3", "−\N{WORD JOINER}£3.00"),
        (Money(123456, "USD"), "$1,234.56", "$1,234.56"),
        (Money(500, "JPY"), "¥500", "¥500"),
        (Money(1234, "KWD"), "KWD\N{NO-BREAK SPACE}1.234", "KWD\N{NO-BREAK SPACE}1.234"),
        (Money(2000, "CHF"), "CHF\N{NO-BREAK SPACE}20", "CHF\N{NO-BREAK SPACE}20.00"),
    ],
)
def test_money_is_written_as_its_currency_is(amount, short, exact):
    assert (str(amount), amount.exact) == (short, exact)


def test_a_sum_that_was_copied_from_a_page_is_read_as_one():
    with pytest.raises(NotAnAmount, match="above zero"):
        read(str(Money(-300, "EUR")), "EUR")
    assert read("+\N{WORD JOINER}€3".lstrip("+"), "EUR") == Money(300, "EUR")


def test_whole_units_become_minor_ones():
    assert [money.whole(5, code) for code in ("JPY", "EUR", "KWD")] == [
        Money(5, "JPY"),
        Money(500, "EUR"),
        Money(5000, "KWD"),
    ]


def test_money_adds_up_within_one_currency_only():
    assert Money(100, "EUR") + -Money(30, "EUR") == Money(70, "EUR")
    with pytest.raises(ValueError, match="EUR and GBP cannot be added"):
        Money(1, "EUR") + Money(1, "GBP")


@pytest.mark.parametrize("minor", [8.0, True, "8", None])
def test_money_is_made_of_whole_numbers_only(minor):
    with pytest.raises(TypeError):
        Money(minor, "EUR")


def test_a_currency_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="ZZZ is no currency"):
        Money(1, "ZZZ")


@given(st.integers(min_value=1, max_value=10**12), currencies)
def test_every_amount_is_read_back_as_it_was_written(minor, currency):
    amount = Money(minor, currency)

    assert read(amount.figure, currency) == amount
    assert read(amount.exact, currency) == amount


@given(st.integers(min_value=0, max_value=100_000))
def test_no_hundredth_is_ever_lost(minor):
    """Products that multiply a float by 100 turn 1.13 into 112 hundredths."""
    if minor:
        assert read(f"{minor // 100}.{minor % 100:02d}", EUR).minor == minor


@given(st.text(max_size=80), currencies)
def test_any_text_is_read_or_refused_with_a_sentence(text, currency):
    try:
        told = read(text, currency).minor > 0
    except NotAnAmount as refused:
        told = str(refused).endswith(".")

    assert told
