"""What cannot be read exactly is refused with a sentence that says what to do; nothing else ever comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from membership import bank_files
from membership.bank_files import Statement, Unreadable, camt, read
from tests.measuring.cpu import within_cpu

FILES = {path.name: path.read_bytes() for path in (Path(__file__).parent / "statements").iterdir()}
CAMT = FILES["camt_v8.xml"].decode()
OFX = FILES["us.ofx"].decode()
WHOLE = bank_files.read(CAMT.encode(), "file", currency="EUR")


def unread(found: Statement) -> list[str]:
    """Why each entry that could not be read could not be."""
    return [one.why for one in found.left_out if one.reason == "unreadable"]


def refusal(data: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data.encode() if isinstance(data, str) else data, "file", currency="EUR")
    return str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("</Stmt>", "", "This XML is damaged or unsafe."),
        ("<Document", "<!DOCTYPE x [<!ENTITY a 'b'>]><Document", "This XML is damaged or unsafe."),
        ('encoding="UTF-8"', 'encoding="klingon"', "This XML is damaged or unsafe."),
        ("BkToCstmrStmt>", "Other>", "This XML is no bank statement."),
    ],
)
def test_a_camt_message_that_cannot_be_read_exactly(old: str, new: str, sentence: str):
    assert old in CAMT

    assert refusal(CAMT.replace(old, new)).startswith(sentence)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG", "<Sts><Cd>PDNG", "An entry does not say whether"),
        ('<Amt Ccy="EUR">1200.00</Amt>', "", "An entry of this statement has no amount."),
        ('Ccy="EUR">1200.00', 'Ccy="XXX">1200.00', "The statement names a currency we do not know: “XXX”."),
        (">1200.00<", ">1200.001<", "“1200.001” is no amount we can read exactly."),
        (">1200.00<", ">1.200,00<", "“1.200,00” is no amount we can read exactly."),
        (">1200.00<", ">.<", "“.” is no amount we can read exactly."),
        (">1200.00<", ">99999999999999999<", "“99999999999999999” is no amount we can read exactly."),
        ("<Dt>2026-03-02</Dt>", "<Dt>2026-02-30</Dt>", "“2026-02-30” is no day."),
        ("<Dt>2026-03-02</Dt>", "<Dt>soon</Dt>", "“soon” is no day."),
    ],
)
def test_an_entry_of_a_camt_message_that_cannot_be_read_is_listed_and_refuses_no_other(
    old: str, new: str, sentence: str
):
    assert old in CAMT

    found = read(CAMT.replace(old, new).encode(), "file", currency="EUR")

    assert unread(found)[0].startswith(sentence)
    assert found.credits
    assert len(found.credits) + len(found.left_out) + len(found.returned) >= len(WHOLE.left_out)


def test_another_camt_message_is_named():
    other = CAMT.replace("camt.053", "camt.054").replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")

    assert refusal(other) == (
        "This is a CAMT.054 notice. Its credits come again in the statement, often added up, and would be "
        "booked twice. Export CAMT.053 instead."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("55.5</Amt></TxAmt>", "55.4</Amt></TxAmt>"),
        ('<TxAmt><Amt Ccy="EUR">', '<TxAmt><Amt Ccy="USD">'),
    ],
)
def test_a_batch_whose_parts_do_not_add_up_stays_one_credit_with_all_texts(old: str, new: str):
    found = read(CAMT.replace(old, new).encode(), "file", currency="EUR").credits[1]

    assert (found.money.minor, found.payer) == (6000, "")
    assert found.text == "RF18539007547034\nE2E-1\nInes Okoro\nE2E-2\nFee"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (":20:X\nnothing", "This MT940 file has neither an account nor entries."),
        (":20:X\n:25:1\n:61:nonsense\n", "An entry of this MT940 file cannot be read"),
        (":20:X\n:25:1\n:61:261301C5,00NTRF\n", "An entry of this MT940 file cannot be read"),
        (":20:X\n:25:1\n:61:260301C5,,0NTRF\n", "An entry of this MT940 file cannot be read"),
        (":20:X\n:61:260301C5,00NTRF\n:86:" + "x\n" * 200, "An entry of this MT940 file cannot be read"),
        (":20:X\n:61:260301C5,001NTRF\n", "“5.001” is no amount we can read exactly."),
    ],
)
def test_an_mt940_file_that_cannot_be_read_exactly(text: str, sentence: str):
    assert refusal(text).startswith(sentence)


BOOKED = "<STMTTRN><DTPOSTED>{}<TRNAMT>1</STMTTRN>"


@pytest.mark.parametrize(
    "data",
    [
        "Date;Amount;Balance\n2026-03-01;1.00;1.00\n0001-01-01;1.00;2.00\n",
        "Date;Amount;Balance\n2062-01-01;1.00;1.00\n2026-03-01;1.00;2.00\n",
        ":20:X\n:25:1\n:60F:C620301EUR1,00\n:61:260301C1,00NTRF\n:61:620301RD1,00NTRF\n:62F:C620301EUR2,00\n",
        CAMT.replace("<Dt>2026-03-03</Dt>", "<Dt>0001-01-01</Dt>").replace("FrDtTm>2026", "FrDtTm>0001"),
        f"<OFX><DTSTART>19990101<BANKTRANLIST>{BOOKED.format(20260301)}{BOOKED.format(20620301)}</BANKTRANLIST>",
    ],
    ids=range(5),
)
def test_a_day_on_which_no_bank_can_have_booked_is_listed_and_spans_nothing(data: str):
    found = read(data.encode(), "file", currency="EUR")

    assert "it is before 2000 or after tomorrow." in " ".join(unread(found))
    told = {one.booked_on.year for one in (*found.credits, *found.returned)}
    ends = {end.day.year for one in found.balances for end in (one.opening, one.closing) if end and end.day}
    assert told == {found.first_day.year, found.last_day.year} == {2026}
    assert ends <= {2026}


@pytest.mark.parametrize(
    "data",
    [
        ":20:X\n:25:1\n:60F:C000000EUR0,00\n:61:260301C1,00NTRF\n:62F:C000000EUR1,00\n",
        CAMT.replace("FrDtTm>2026", "FrDtTm>soon"),
        f"<OFX><DTSTART>00000000<BANKTRANLIST>{BOOKED.format(20260301)}</BANKTRANLIST>",
    ],
    ids=["swift", "camt", "ofx"],
)
def test_a_field_about_the_whole_statement_that_cannot_be_read_refuses_no_entry(data: str):
    found = read(data.encode(), "file", currency="EUR")

    assert (bool(found.credits), found.first_day.year) == (True, 2026)


def test_an_mt940_entry_ends_where_a_field_of_the_statement_begins():
    data = b":20:X\n:25:1\n:61:260301C5,00NTRFNONREF\n:86:gift\n:90C:1EUR5,00\n:86:terms of the bank\n"

    assert [each.text for each in read(data, "file", currency="EUR").credits] == ["gift"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<OFX>", "<!DOCTYPE OFX [<!ENTITY a 'b'>]><OFX>", "This OFX file is unsafe"),
        ("BANKTRANLIST", "OTHERLIST", "This OFX file holds no bank statement."),
    ],
)
def test_an_ofx_file_that_cannot_be_read_exactly(old: str, new: str, sentence: str):
    assert old in OFX

    assert refusal(OFX.replace(old, new)).startswith(sentence)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<TRNAMT>-75.10", "", "An entry of this OFX file has no amount or no day."),
        ("<TRNAMT>-75.10", "<TRNAMT>NaN", "“NaN” is no amount we can read exactly."),
        ("<DTPOSTED>20260305", "<DTPOSTED>2026", "“2026” is no day."),
    ],
)
def test_an_ofx_entry_that_cannot_be_read_is_listed_with_its_text(old: str, new: str, sentence: str):
    assert old in OFX

    found = read(OFX.replace(old, new).encode(), "file", currency="USD")

    assert unread(found)[0].startswith(sentence)
    assert [one.money.minor for one in found.credits] == [5000]
    assert "PRINTER" in next(one.text for one in found.left_out if one.reason == "unreadable")


def test_an_mt940_entry_that_cannot_be_read_is_listed_with_its_text():
    found = read(
        b":20:X\n:25:1\n:61:260301C5,00NTRF\n:61:nonsense\n:61:260302C6,00NTRF\n", "f", currency="EUR"
    )

    assert [one.money.minor for one in found.credits] == [500, 600]
    assert [one.text for one in found.left_out] == [":61:nonsense"]
    assert unread(found)[0].startswith("An entry of this MT940 file cannot be read: “:61:nonsense”.")


def test_an_ofx_file_that_was_cut_off_is_refused():
    assert refusal(OFX[: OFX.index("<FITID>F-1003")]).startswith(
        "This OFX file ends in the middle of an entry."
    )


def test_an_ofx_entry_may_be_closed_by_the_end_of_the_list():
    open_ended = OFX.replace("<CORRECTACTION>DELETE\n</STMTTRN>", "<CORRECTACTION>DELETE")

    assert read(open_ended.encode(), "file", currency="USD") == read(OFX.encode(), "file", currency="USD")


def test_more_than_20_000_entries_are_refused_in_every_format():
    many = bank_files.MOST_ENTRIES + 1
    entry = (
        '<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-01</Dt></BookgDt></Ntry>'
    )
    camt = f"<Document><BkToCstmrStmt><Stmt>{entry * many}</Stmt></BkToCstmrStmt></Document>"
    ofx = f"<OFX><BANKTRANLIST>{'<STMTTRN><DTPOSTED>20260301<TRNAMT>1</STMTTRN>' * many}"
    swift = ":20:X\n:25:1\n" + ":61:260301C1,00NTRFNONREF\n" * many
    table = "Date;Amount\n" + "2026-03-01;1.00\n" * (many + 100)

    sentences = {refusal(data) for data in (camt, ofx, swift, table)}

    assert sentences == {"This statement has more than 20,000 entries. Export a shorter span of time."}


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 1_000_000,
        b"<" * 5_000_000,
        b":20:X\n:25:1\n:61:260301C1,00NTRF\n" + b":86:x\n" * 800_000,
        b":61:" * 1_200_000,
        b":20:\n" * 1_000_000,
        b"{1:" * 1_600_000,
        b"OFXHEADER:100\n<OFX><BANKTRANLIST>" + b"<STMTTRN>" * 500_000,
        b"OFXHEADER:100\n" + b"<" * 4_000_000,
        b"<?" * 2_500_000,
        b"Date;Amount\n" + b";" * 5_000_000,
        b"Date;Amount\n" + b'"' * 5_000_000,
        b"Date;Amount\n2026-01-01;" + b"1" * 100_000,
        b"Date;Amount\n2026-01-01;" + b"1,000" * 20_000,
        b";" * 5_000_000,
        b"-" * 5_000_000,
        b"\n" * 5_000_000 + b"x",
        b" " * 5_000_000 + b"x",
    ],
    ids=range(17),
)
def test_a_hostile_file_is_done_with_within_seconds(data: bytes):
    with within_cpu(10):
        assert _outcome(data) in {"nothing", "refused"}


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    name=st.sampled_from(sorted(FILES)),
    cuts=st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 20), st.binary(max_size=6)), min_size=1, max_size=6
    ),
)
def test_a_mutated_file_is_read_or_refused_and_nothing_else(name: str, cuts: list[tuple[int, int, bytes]]):
    data = FILES[name]
    for at, length, put in cuts:
        start = at % (len(data) + 1)
        data = data[:start] + put + data[start + length :]

    assert _outcome(data) in {"read", "nothing", "refused"}


@settings(max_examples=300, deadline=None)
@given(
    start=st.sampled_from(
        [b"", b"<", b":20:X\n:25:1\n:61:", b"<OFX><BANKTRANLIST><STMTTRN>", b"Date;Amount\n"]
    ),
    rest=st.one_of(
        st.binary(max_size=200), st.text("0123456789.,-+;:'\"/<>?CD\n ENTRF", max_size=120).map(str.encode)
    ),
)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes):
    assert _outcome(start + rest) in {"read", "nothing", "refused"}


def _outcome(data: bytes) -> str:
    try:
        found = read(data, "file", currency="EUR")
    except Unreadable as refused:
        return "refused" if str(refused) else "refused without a word"
    assert isinstance(found, Statement)
    assert all(each.money.minor > 0 for each in found.credits)
    assert "\0" not in str(found)
    return "read" if found.credits or found.left_out else "nothing"


@pytest.mark.parametrize("name", ["Ntry", "Bal"])
def test_a_camt_message_of_too_many_entries_or_balances_is_refused_before_one_is_read(name: str, monkeypatch):
    monkeypatch.setattr(camt, "_lines", lambda *_told: pytest.fail("an entry was read"))

    assert "more than 20,000 entries" in refusal(
        CAMT.replace("</Stmt>", f"<{name}/>" * 20_001 + "</Stmt>", 1)
    )
