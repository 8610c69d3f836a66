"""The code that fills in a transfer holds what EPC069-12 asks for, and none is made where it forbids one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
import segno
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from membership.money import Money
from membership.transfers import iban, qr
from membership.transfers.qr import NoCode

IBAN = "DE89370400440532013000"
GIFT = {"holder": "Harbour Ledger e.V.", "iban": IBAN, "money": Money(1250, "EUR"), "reference": "HL-7K4Q-VX"}


def drawn(svg: str) -> tuple[Element, list[list[int]]]:
    """The picture, and its dark modules read back from the path, without the quiet zone."""
    root = ElementTree.fromstring(svg)
    size = int(root.get("viewBox").split()[2])
    matrix = [[0] * size for _row in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", root[1].get("d")):
        for at in range(int(x), int(x) + int(width)):
            matrix[int(y)][at] = 1
    return root, [row[qr.QUIET : size - qr.QUIET] for row in matrix[qr.QUIET : size - qr.QUIET]]


def test_the_payload_is_eleven_lines_in_the_order_of_the_rule():
    made = qr.payload(**GIFT, bic="cobadeff xxx")

    assert made.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "COBADEFFXXX",
        "Harbour Ledger e.V.",
        IBAN,
        "EUR12.50",
        "",
        "",
        "HL-7K4Q-VX",
    ]


def test_nothing_stands_behind_the_last_element():
    made = qr.payload(**GIFT | {"reference": ""})

    assert made.endswith(f"\n{IBAN}\nEUR12.50")


def test_the_picture_is_the_code_of_the_payload_and_fits_a_strict_csp():
    svg = qr.svg(**GIFT, label='Pay "Harbour" <Ledger>')
    root, matrix = drawn(svg)
    code = segno.make(qr.payload(**GIFT), error="m", boost_error=False, micro=False, encoding="utf-8")

    assert matrix == [list(row) for row in code.matrix]
    assert (code.error, code.version <= 13) == ("M", True)
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Pay "Harbour" <Ledger>')
    assert [word for word in ("style", "script", "href", "on") if re.search(rf"\b{word}\w*=", svg)] == []
    assert [child.get("fill") for child in root] == ["#fff", "#000"]


def test_a_line_break_cannot_move_the_lines_below_it():
    made = qr.payload(**GIFT | {"holder": "Harbour\nLedger\u2028e.V."})

    assert made.split("\n")[5] == "Harbour Ledger e.V."


@given(
    holder=st.text(min_size=1, max_size=70),
    cents=st.integers(min_value=1, max_value=qr.MOST_CENTS),
    reference=st.text(max_size=140),
)
def test_any_words_give_a_code_of_the_right_shape_or_a_reason(holder: str, cents: int, reference: str):
    gift = GIFT | {"holder": holder, "money": Money(cents, "EUR"), "reference": reference}

    try:
        made, refused = qr.payload(**gift), ""
    except NoCode as reason:
        made, refused = "", str(reason)
    lines = made.split("\n")

    if refused:
        assert refused in {
            "A SEPA code needs the name of the account holder.",
            "A SEPA code holds 331 bytes. Shorten the name of the account holder.",
        }
    else:
        assert lines[:5] == ["BCD", "002", "1", "SCT", ""]
        assert lines[6:8] == [IBAN, f"EUR{cents // 100}.{cents % 100:02d}"]
        assert len(lines) in {8, 11}


def test_the_fullest_code_is_of_version_13():
    wide = GIFT | {"holder": "é" * 70, "bic": "COBADEFFXXX", "money": Money(qr.MOST_CENTS, "EUR")}
    room = qr.MOST_BYTES - len(qr.payload(**wide | {"reference": "x"}).encode()) + 1
    full = wide | {"reference": "x" * room}

    _root, matrix = drawn(qr.svg(**full, label="Pay"))

    assert len(qr.payload(**full).encode()) == 331
    assert len(matrix) == 17 + 4 * 13


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"money": Money(1250, "GBP")}, "A SEPA code can carry euros only, not GBP."),
        ({"money": Money(0, "EUR")}, "A SEPA code can carry €0.01 to €999,999,999.99."),
        ({"money": Money(10**11, "EUR")}, "A SEPA code can carry €0.01 to €999,999,999.99."),
        ({"iban": IBAN[:-1] + "1"}, "The check digits do not fit. Compare the IBAN with the bank statement."),
        ({"iban": "TR330006100519786457841326"}, "Accounts in TR cannot receive SEPA transfers."),
        ({"iban": "CH9300762011623852957"}, "A SEPA code for an account in CH needs the BIC."),
        ({"bic": "12345"}, "A BIC has 8 or 11 letters and figures, such as INGBNL2A."),
        ({"holder": " "}, "A SEPA code needs the name of the account holder."),
        (
            {"holder": "x" * 71},
            "A SEPA code holds 70 characters for the name of the account holder; this has 71.",
        ),
        ({"reference": "x" * 141}, "A SEPA code holds 140 characters for the reference; this has 141."),
        (
            {"holder": "é" * 70, "reference": "é" * 140},
            "A SEPA code holds 331 bytes. Shorten the name of the account holder.",
        ),
    ],
)
def test_no_code_is_made_where_the_rule_forbids_it(change: dict, sentence: str):
    with pytest.raises(NoCode) as refused:
        qr.payload(**GIFT | change)

    assert str(refused.value) == sentence


# --- IBAN -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["DE89 3704 0044 0532 0130 00", "de89370400440532013000", "IBAN: DE89-3704-0044-0532-0130-00"]
)
def test_an_iban_is_read_however_it_is_typed(typed: str):
    assert (iban.read(typed), iban.is_iban(typed)) == (IBAN, True)
    assert iban.written(iban.read(typed)) == "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(
    "example",
    [
        "GB82WEST12345698765432",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "FR1420041010050500013M02606",
        "NL91ABNA0417164300",
        "CH9300762011623852957",
        "LC55HEMM000100010012001200023015",
    ],
)
def test_the_examples_of_the_registry_are_true(example: str):
    assert iban.is_iban(example)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the IBAN. It is on the bank statement."),
        ("12345", "An IBAN starts with two letters and two figures, such as DE89 or FR76."),
        ("ZZ12345", "No country writes its IBANs with ZZ."),
        (IBAN[:-1], "An IBAN of DE has 22 letters and figures; this one has 21."),
        ("DE88370400440532013000", "The check digits do not fit. Compare the IBAN with the bank statement."),
    ],
)
def test_what_is_no_iban_is_refused_with_what_is_wrong(typed: str, sentence: str):
    with pytest.raises(iban.NotAnIban) as refused:
        iban.read(typed)

    assert (str(refused.value), iban.is_iban(typed)) == (sentence, False)


@given(at=st.integers(min_value=4, max_value=21), char=st.sampled_from("0123456789"))
def test_every_single_wrong_figure_is_found(at: int, char: str):
    wrong = IBAN[:at] + char + IBAN[at + 1 :]

    assert iban.is_iban(wrong) == (wrong == IBAN)
