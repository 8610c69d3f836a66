"""What a statement says of its balance, and what it takes back, comes out as plain values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from membership.bank_files import Balance, Statement, read
from membership.money import Money

FILES = Path(__file__).parent / "statements"
SWIFT = """:20:STARTUMS
:25:DE42000000000640123456
:28C:1/1
:60{kind}:C261127EUR100,00
:61:2611271127CR50,00N062NONREF//A1
:86:166?00GUTSCHRIFT?20SVWZ+Gift?32Donor
:61:2611281128RC12,50N062NONREF//A6
:86:166?00RUECK?20SVWZ+HL-7K4Q-VX?32Jonas Adler
:61:2611281128DR9,90N062NONREF//A7
:62{kind}:C261128EUR{closing}
"""


def swift(closing: str, kind: str = "F") -> Statement:
    return read(SWIFT.format(closing=closing, kind=kind).encode(), "a.sta", currency="EUR")


def golden(name: str) -> Statement:
    return read((FILES / name).read_bytes(), name, currency="EUR")


@pytest.mark.parametrize("kind", ["F", "M"])
def test_mt940_entries_that_lead_from_the_opening_to_the_closing_balance(kind: str):
    [told] = swift("127,60", kind).balances

    assert told.account == "DE42000000000640123456"
    assert told.opening == Balance(Money(10_000, "EUR"), date(2026, 11, 27))
    assert told.closing == Balance(Money(12_760, "EUR"), date(2026, 11, 28))
    assert (told.booked, told.off) == (Money(2_760, "EUR"), None)


def test_mt940_entries_that_miss_the_closing_balance_say_by_how_much():
    assert swift("140,00").balances[0].off == Money(1_240, "EUR")


def test_camt_balances_count_what_is_booked_and_not_what_is_pending():
    told = (FILES / "camt_v8.xml").read_text()
    balance = (
        '<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
        "<CdtDbtInd>{mark}</CdtDbtInd><Dt><Dt>2026-03-0{day}</Dt></Dt></Bal>"
    )
    put = (
        balance.format(kind="PRCD", amount="40.00", mark="DBIT", day=1)
        + balance.format(kind="CLAV", amount="7.00", mark="CRDT", day=3)
        + balance.format(kind="CLBD", amount="1180.00", mark="DBIT", day=3)
    )

    [found] = read(told.replace("</Acct>", f"</Acct>{put}").encode(), "a.xml", currency="EUR").balances

    assert found.opening == Balance(Money(-4_000, "EUR"), date(2026, 3, 1))
    assert found.closing == Balance(Money(-118_000, "EUR"), date(2026, 3, 3))
    assert (found.booked, found.off) == (Money(-114_000, "EUR"), None)


def test_ofx_tells_the_closing_balance_alone():
    [told] = golden("us.ofx").balances

    assert (told.account, told.opening) == ("998877", None)
    assert told.closing == Balance(Money(10_000, "USD"), date(2026, 3, 9))
    assert told.off is None


def test_each_message_of_an_mt940_file_has_balances_of_its_own():
    later = SWIFT.replace("100,00", "127,60", 1).format(closing="155,20", kind="F")
    data = SWIFT.format(closing="127,60", kind="F") + "-\n" + later

    found = read(data.encode(), "a.sta", currency="EUR")

    assert [(told.opening.money.minor, told.closing.money.minor, told.off) for told in found.balances] == [
        (10_000, 12_760, None),
        (12_760, 15_520, None),
    ]


def test_a_returned_transfer_of_mt940_is_a_value_of_its_own():
    [back] = swift("127,60").returned

    assert (back.money, back.booked_on, back.payer) == (
        Money(-1_250, "EUR"),
        date(2026, 11, 28),
        "Jonas Adler",
    )
    assert ("HL-7K4Q-VX" in back.text, back.account) == (True, "DE42000000000640123456")
    assert (back.own, back.why, back.reference[:3]) == ("A6", "RC", "A6-")
    assert swift("0,00").returned == (back,)


@pytest.mark.parametrize(
    ("line", "minor"),
    [
        (":61:261128D12,50N109NONREF//A6\n:86:109?00RETOURE?32Jonas Adler", -1250),
        (":61:261128D12,50NRTINONREF//A6", -1250),
        (":61:261128C12,50N159NONREF//A6\n:86:159?00RETOURE", 1250),
        (":61:261128RD12,50NMSCNONREF//A6", 1250),
    ],
)
def test_what_the_kind_of_an_mt940_entry_calls_a_return_is_one(line: str, minor: int):
    found = read(f":20:X\n:25:1\n{line}\n:61:261128C1,00NTRFNONREF\n".encode(), "a.sta", currency="EUR")

    assert [back.money.minor for back in found.returned] == [minor]
    assert [one.money.minor for one in found.credits] == [100]


def test_a_return_of_camt_bears_the_code_of_its_reason():
    told = (FILES / "camt_v8.xml").read_text()
    marked, coded = golden("camt_v8.xml"), told.replace("<RvslInd>true</RvslInd>", "")
    put = (
        "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Jonas Adler</Nm></Dbtr></RltdPties>"
        "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls><AddtlNtryInf>Return of"
    )

    [found] = read(coded.replace("<AddtlNtryInf>Return of", put).encode(), "a.xml", currency="EUR").returned

    assert [(back.money.minor, back.why, back.text) for back in marked.returned] == [
        (-2_500, "RvslInd", "Return of HL-7K4Q-VX")
    ]
    assert (found.why, found.payer, found.money, found.account) == (
        "AC04",
        "Jonas Adler",
        Money(-2_500, "EUR"),
        "DE89370400440532013000",
    )
    assert "Return of HL-7K4Q-VX" in found.text


def test_a_credit_knows_the_account_that_it_came_to():
    assert {one.account for one in swift("127,60").credits} == {"DE42000000000640123456"}


def test_a_camt_entry_without_a_day_takes_the_day_of_its_statement():
    told = (FILES / "camt_v2.xml").read_text()
    bare = told.replace("<BookgDt><Dt>2026-03-05</Dt></BookgDt>", "")
    dated = bare.replace("<Acct>", "<CreDtTm>2026-03-06T07:00:00</CreDtTm><Acct>")

    assert [one.booked_on.day for one in read(dated.encode(), "a.xml", currency="EUR").credits] == [5, 6]
    assert [one.reason for one in read(bare.encode(), "a.xml", currency="EUR").left_out] == ["unreadable"]


def test_an_entry_keeps_its_name_for_ever():
    names = {name: [one.reference for one in golden(name).credits] for name in sorted(KEPT)}

    assert names == KEPT


KEPT = {
    "camt_v2.xml": ["7-c6d8bf162ec0", "e9849cf5a920f937082db59e733c1c66"],
    "camt_v8.xml": [
        "20260302000017-80bc268c788c",
        "e438cff01d52b877f1f075eb55e06b78",
        "a6e9690535e877bb67f69506699819f6",
    ],
    "dutch.csv": ["cdeda9440d3b4bf5c9c284b0a70ae487"],
    "dutch.sta": [
        "0f573fb45328352ea2aa513c6af24717",
        "00000000001005-ae1057975ee1",
        "6597c722e2ac311206496f38e2caf1d2",
    ],
    "english.csv": ["T1-406780c4c752", "e0449b028eb3d9c407e5a451227d65a7"],
    "french.csv": ["0916c00c61ee6e2a036b3e438cdea879"],
    "german.csv": ["829e48fed63d6176feb0aeda533c7de4"],
    "german.sta": ["POS 17-657ddd2699bd", "POS 17-760996e08829"],
    "spanish.csv": ["d14a3b9f3b77fab5f2c25cf63422f9ae"],
    "swiss.ofx": ["cecfe1d6130c9055310722b8eb0e26d2", "189b22a2280824efab6b23e7828b44e1"],
    "us.ofx": ["F-1001-1a2fb08e70d2"],
}
