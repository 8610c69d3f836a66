"""A reference is found however a bank mangled it, and nothing is taken for one whose check does not hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.transfers import references
from membership.transfers.references import ALPHABET, make, references_in

TRUE = "HL-7K4Q-VX"
drawn = (
    st.tuples(st.sampled_from(["HL", "OI", "DE"]), st.text(ALPHABET, min_size=4, max_size=6))
    .map(lambda parts: f"{parts[0]}-{parts[1]}-{references._check(parts[1])}")
    .filter(lambda reference: set(reference[-2:]) <= set(ALPHABET))
)


@pytest.mark.parametrize(
    "text",
    [
        TRUE,
        "hl-7k4q-vx",
        "HL 7K4Q VX",
        "HL7K4QVX",
        "HL–7K4Q—VX",
        "HL.7K4Q/VX",
        "HL - 7K4Q - VX",
        "Gift HL-7K\n4Q-VX, thanks",
        "HL-7K4Q-\nVX",
        "H L 7 K 4 Q V X",
        "ＨＬ－７Ｋ４Ｑ－ＶＸ",
        "giftHL-7K4Q-VXthanks",
        "giftHL7K4QVX thanks",
        "EREF+HL7K4QVXSVWZ+gift",
        "HL 7K4Q VX 20 EUR 2026",
        "REF:HL7K4QVX/INV",
        "H1-7K4Q-VX",
        "HL-7K4Q-VX hl7k4qvx",
        "DE89370400440532013000 HL 7K4Q VX",
        "HLHL7K4QVX",
    ],
)
def test_a_reference_is_found_however_it_was_mangled(text: str):
    assert references_in(text, ["HL"]) == [TRUE]


@given(reference=drawn, data=st.data())
def test_every_reference_is_found_in_every_dress(reference: str, data: st.DataObject):
    dash = data.draw(st.sampled_from(["-", " ", "", " - ", "–", "\n"]))
    text = reference.replace("-", dash)
    if data.draw(st.booleans()):
        text = text.replace("0", "O").replace("1", "I")
    if data.draw(st.booleans()):
        text = text.lower()
    around = data.draw(st.sampled_from(["{}", "Gift {}", "({})", "a {} b", "SVWZ+{}\nthanks", "{}, 2026"]))

    assert reference in references_in(around.format(text), [reference[:2]])


@given(reference=drawn, at=st.integers(3, 9), data=st.data())
def test_a_line_break_may_stand_anywhere_in_it(reference: str, at: int, data: st.DataObject):
    gap = data.draw(st.sampled_from(["\n", "\r\n", " ", " \n "]))

    assert reference in references_in(f"gift {reference[:at]}{gap}{reference[at:]}", [reference[:2]])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HL",
        "HL-7K4Q",
        "HL-7K4Q-V",
        "HL-7K4Q-VY",
        "HL-7K4X-VQ",
        "HL-7K*****4Q-VX",
        "XX-7K4Q-VX",
        "giftHLKPQTNTthanks",
        "U7K4QVX",
        "HL-7U4Q-VX",
    ],
)
def test_what_is_no_true_reference_is_not_found(text: str):
    assert references_in(text, ["HL"]) == []


def test_a_word_that_only_looks_like_one_is_not_taken_out_of_its_middle():
    inner = next(
        body for body in ("BERG", "MANN", "KEN", *ALPHABET_WORDS) if len(body) == 4 and letters(body)
    )
    word = f"HL{inner}{references._check(inner)}"

    assert references_in(f"Ko{word}er", ["HL"]) == []
    assert references_in(word, ["HL"]) == [f"HL-{inner}-{word[-2:]}"]


ALPHABET_WORDS = [a + b + "RT" for a in "ABCDEFGHJKMNPQRSTVWXYZ" for b in "ABCDEFGHJKMNPQRSTVWXYZ"]


def letters(body: str) -> bool:
    return set(references._check(body)) <= set("ABCDEFGHJKMNPQRSTVWXYZ")


def test_several_are_found_in_their_order_and_each_once():
    first, second = make("HL"), make("GU", length=6)

    assert references_in(f"{second} {first} {second}", ["HL", "GU", "HL"]) == [second, first]


def test_two_readings_never_share_a_character():
    tails = (f"{one}{other}" for one in ALPHABET for other in ALPHABET)
    body, check = next(
        (tail + first, references._check(tail + first))
        for tail in tails
        if set(first := references._check("HK" + tail)) | set(references._check(tail + first))
        <= set(ALPHABET)
    )
    text = f"AB HK{body[:2]} {body[2:]} {check}"

    assert references_in(text, ["HK"]) == [f"HK-{body}-{check}"]
    assert references_in(text, ["AB", "HK"]) == [f"AB-HK{body[:2]}-{body[2:]}"]


def test_where_spaces_leave_two_true_readings_both_are_told_and_dashes_leave_one():
    first, second = "OI-T46V-S9", "OI-T46VS9-YN"

    assert references_in("OI-T46V S9-YN", ["OI"]) == [first, second]
    assert references_in("OI T46V S9 YN", ["OI"]) == [first, second]
    assert references_in("OI T46VS9 YN", ["OI"]) == [first, second]
    assert references_in("OI-T46VS9-YN", ["OI"]) == [second]
    assert references_in(f"{first} YN", ["OI"]) == [first]


def test_a_true_iban_is_never_read_as_a_reference():
    ibans = [f"DE{check:02d}{bank:018d}" for bank in range(10_000, 14_000) for check in [_iban_check(bank)]]
    grouped = [" ".join(iban[at : at + 4] for at in range(0, 22, 4)) for iban in ibans]

    assert [found for text in (*ibans, *grouped) if (found := references_in(text, ["DE"]))] == []


def _iban_check(account: int) -> int:
    return 98 - int(f"{account:018d}131400") % 97


def test_of_a_million_chances_only_those_are_taken_whose_check_holds():
    source = random.Random(7)
    texts = [
        "HL-" + "".join(source.choices(ALPHABET, k=4)) + "-" + "".join(source.choices(ALPHABET, k=2))
        for _ in range(20_000)
    ]

    found = [text for text in texts if references_in(text, ["HL"])]

    assert found == [text for text in texts if references.read(text)]
    assert len(found) < 20_000 / 900


def test_in_a_long_text_no_check_is_worked_out_of_what_cannot_be_one(monkeypatch: pytest.MonkeyPatch):
    worked_out: list[str] = []
    check = references._check
    monkeypatch.setattr(references, "_check", lambda body: worked_out.append(body) or check(body))

    found = references_in(f"{'HL' * 2_000} {TRUE} {'HL' * 2_000} GU-7K4Q-VX HL7K4QVX", ["HL", "GU"])

    assert found == [TRUE, "GU-7K4Q-VX"]
    assert len(worked_out) < 50


def test_a_text_is_walked_through_once_however_often_a_prefix_stands_in_it(monkeypatch: pytest.MonkeyPatch):
    walks: list[str] = []
    line = references._Line
    monkeypatch.setattr(references, "_Line", lambda text: walks.append(text) or line(text))

    assert references_in("HL HL GU GU " * 500 + TRUE, ["HL", "GU", "XX"]) == [TRUE]
    assert references_in("a gift for the paper", ["HL", "GU"]) == []
    assert len(walks) == 1
