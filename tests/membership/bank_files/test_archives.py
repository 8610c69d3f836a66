"""Old encodings, interim reports, archives: files that were refused or misread."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from membership import bank_files
from membership.bank_files import Unreadable, read, table_of
from membership.bank_imports import following
from membership.money import Money
from newsroom import code_pages
from tests.measuring.cpu import within_cpu

FILES = Path(__file__).parent / "statements"
TEXTS = {
    "german": "Buchungstag;Betrag;Auftraggeber;Währung\n01.03.2026;5,00;Jürgen Größe, Österreich;EUR\n",
    "french": "Date;Libellé;Débit;Crédit\n01/03/2026;Don de Noël, reçu à l'été;;5,00\n",
    "danish": "Dato;Tekst;Beløb\n01.03.2026;Støtte fra Åse Sørensen på Ærø;5,00\n",
    "polish": "Data;Kwota;Tytuł\n2026-03-01;5,00;Darowizna od Łukasza Żółkiewskiego, dziękuję\n",
    "czech": "Datum;Částka;Zpráva pro příjemce\n01.03.2026;5,00;Příspěvek od Jiřího Dvořáka, děkuji\n",
    "hungarian": "Dátum;Összeg;Közlemény\n2026-03-01;5,00;Adomány Győrből, köszönjük Ödönnek\n",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *[(language, encoding) for language in ("german", "french", "danish") for encoding in (
            "utf-8", "cp1252", "iso8859_15", "cp850", "mac_roman", "utf-16",
        )],
        *[(language, "cp437") for language in ("german", "french")],
        *[(language, encoding) for language in ("polish", "czech", "hungarian") for encoding in (
            "utf-8", "cp1250", "iso8859_2", "cp852",
        )],
    ],
)  # fmt: skip
def test_the_letters_of_a_language_come_out_of_every_old_encoding(language: str, encoding: str):
    text = TEXTS[language]

    assert code_pages.decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Buchung;Betrag (€)\n2026-03-01;5,00\n", ("cp1252", "iso8859_15", "cp858", "mac_roman")),
        ("Date;Amount\n2026-03-01;£12.50\n", ("cp1252", "iso8859_15", "cp850", "cp437", "mac_roman")),
        ("Sean O’Neill – thanks…", ("cp1252",)),
        ("“Gift” of 5 € – for n° 7", ("cp1252",)),
        ("ROSA MÜLLER, STRAßE 7", ("cp1252", "cp850", "cp437")),
        ("FRANÇOIS LEFÈVRE", ("cp1252", "cp850", "mac_roman")),
        ("Kwota: 5 zł, Müller, Łódź", ("cp1250",)),
        ("¿Un regalo? ¡Gracias!", ("cp1252",)),
    ],
)
def test_signs_and_capitals_come_out_where_hardly_a_letter_tells(text: str, encodings: tuple[str, ...]):
    assert [code_pages.decode(text.encode(each))[0] for each in encodings] == [text] * len(encodings)


@pytest.mark.parametrize(
    ("words", "encodings"),
    [
        ("Łódź zł|Maciąg|WIŚNIEWSKI PAWEŁ|Przelew od Żanety|Święta Góra", ("cp1250", "iso8859_2")),
        ("Kč|5,00 Kč|Růžena|Tomáš|DVOŘÁK JIŘÍ|Ženíšek Ondřej|Šťastný", ("cp1250", "iso8859_2")),
        ("Müller|Größe|Für Öl|MÜLLER|Straße", ("cp1252", "iso8859_15")),
        ("Noël|reçu|Hélène|ÉTÉ À LA PLAGE|cœur", ("cp1252", "iso8859_15")),
        ("Åse|Bjørn|Ærø|Malmö|Gåva Öström|Määrä|ÅSE BJØRN|Þórður", ("cp1252", "iso8859_15")),
        ("Città|perché|Niccolò|È così|España|Núñez|ÑUÑOA|Conceição", ("cp1252", "iso8859_15")),
    ],
)
def test_one_word_is_enough_to_tell_the_centre_of_europe_from_the_west(words: str, encodings: tuple):
    for word in words.split("|"):
        assert [code_pages.decode(word.encode(each))[0] for each in encodings] == [word] * len(encodings)


BROKEN_TABLE = (
    "Date;Amount;Payer;Text\n2026-03-01;5,00;Łukasz Żak;Za gazetę\n2026-03-02;6,00;Zoë Brûlé;Merci, à b".encode()
    + b"ient\xc3\n"
)
BROKEN_CAMT = (FILES / "camt_v8.xml").read_bytes().replace(b"Gift HL-7K", b"Gift \xc3 HL-7K")


@pytest.mark.parametrize(
    ("data", "payers"),
    [
        (BROKEN_TABLE, ["Łukasz Żak", "Zoë Brûlé"]),
        (BROKEN_CAMT, ["Marit Sandøy", "Ines Okoro", "Tom Varga"]),
    ],
)
def test_a_broken_letter_leaves_all_others_as_they_are_and_is_told(data: bytes, payers: list[str]):
    found = read(data, "a", currency="EUR")

    assert [one.payer for one in found.credits] == payers
    assert (found.broken, sum(one.text.count("\ufffd") for one in found.credits)) == (1, 1)
    assert [(one.sentence, one.harmless) for one in following.oddities(replace(found, balances=()))] == [
        ("1 letter of this file is damaged; “\ufffd” stands in its place.", True)
    ]


def test_of_a_long_file_a_part_is_judged(monkeypatch):
    judged: list[int] = []
    score = code_pages._score
    monkeypatch.setattr(
        code_pages, "_score", lambda told, each: judged.append(len(told)) or score(told, each)
    )

    assert code_pages.decode("ü".encode("cp1252") * 1_000_000)[1] == "cp1252"
    assert max(judged) <= 40_000


INTERIM = """:20:INTERIM
:25:PL61109010140000071219812874
:28C:1/1
:34F:PLN0,
:13D:2611281200+0100
:61:2611281128C50,00NTRFNONREF//A1
:86:Gift HL-7K4Q-VX
:61:2611281128D9,90NTRFNONREF//A2
:90D:1PLN9,90
:90C:1PLN50,00
-
"""


def test_an_interim_report_books_nothing_and_is_in_the_currency_that_it_names():
    found = read(INTERIM.encode(), "a.sta", currency="EUR")

    assert (found.format, found.is_interim, found.credits) == ("MT942", True, ())
    assert [(one.reason, one.money) for one in found.left_out] == [
        ("pending", Money(5000, "PLN")),
        ("pending", Money(-990, "PLN")),
    ]
    assert "HL-7K4Q-VX" in found.left_out[0].text


def test_a_statement_without_balances_takes_the_currency_that_stands_behind_its_account():
    text = ":20:X\n:25:NL20INGB0001234567PLN\n:61:260301C5,00NTRFNONREF\n"

    assert read(text.encode(), "a.sta", currency="EUR").credits[0].money == Money(500, "PLN")


def test_a_camt_052_report_is_interim():
    camt = (FILES / "camt_v8.xml").read_text()
    told = camt.replace("BkToCstmrStmt", "BkToCstmrAcctRpt").replace("Stmt>", "Rpt>").replace("053", "052")

    found = read(told.encode(), "a.xml", currency="EUR")

    assert (found.format, found.is_interim, found.credits, found.returned) == ("CAMT.052", True, (), ())
    assert {one.reason for one in found.left_out} == {"pending"}


def test_references_longer_than_swift_allows_refuse_nothing():
    lines = (
        ":61:2603020302CR25,00NTRFCUSTOMER-REFERENCE-LONG//BANK-REFERENCE-OF-MORE-THAN-23-LETTERS\nsupplement\n"
        ":86:gift HL-7K4Q-VX\n:61:260303C1,00NTRFNONREF//short\n"
    )

    found = read(f":20:X\n:25:1\n{lines}".encode(), "a.sta", currency="EUR")

    assert found.left_out == ()
    assert [one.money.minor for one in found.credits] == [2500, 100]
    assert "CUSTOMER-REFERENCE-LONG" in found.credits[0].text
    assert found.credits[1].reference.startswith("short-")


def archive(packed: int = zipfile.ZIP_DEFLATED, /, **files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as made:
        for name, content in files.items():
            # Of no moment: the bytes stand in the names of tests, which each worker has to find alike.
            made.writestr(zipfile.ZipInfo(name), content, packed)
    return held.getvalue()


def golden(name: str) -> bytes:
    return (FILES / name).read_bytes()


def test_an_archive_that_is_not_packed_at_all_is_read():
    data = archive(zipfile.ZIP_STORED, a=golden("german.sta"))

    assert (
        read(data, "a.zip", currency="EUR").credits == read(golden("german.sta"), "a", currency="EUR").credits
    )


def test_every_statement_of_an_archive_is_read_and_an_entry_that_two_hold_is_one():
    german, dutch = golden("german.sta"), golden("dutch.sta")
    data = archive(
        **{"a/1.sta": german, "2.sta": german, "3.sta": dutch, "__MACOSX/._1.sta": b"x", ".x": b"y"}
    )
    alone = [read(each, "a.sta", currency="EUR") for each in (german, dutch)]

    found = read(data, "march.zip", currency="EUR")

    assert [one.reference for one in found.credits] == [
        one.reference for each in alone for one in each.credits
    ]
    assert (found.format, found.account) == ("MT940", "37040044/0532013000, NL20INGB0001234567EUR")
    assert (found.first_day, found.last_day) == (alone[1].first_day, alone[1].last_day)
    assert len(found.balances) == 3


def test_a_file_of_an_archive_that_is_no_statement_is_listed_by_its_name():
    data = archive(**{"1.sta": golden("german.sta"), "terms.pdf": b"%PDF-1.7", "t.csv": golden("dutch.csv")})

    told = [(one.text, one.why) for one in read(data, "a.zip", currency="EUR").left_out if one.why]

    assert [name for name, _why in told] == ["terms.pdf", "t.csv"]
    assert told[0][1].startswith("A PDF cannot be read exactly.")
    assert told[1][1].startswith("This is a table.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (archive(**{"in.zip": archive(a=b"x")}), "Nothing in this archive is a statement: An archive within"),
        (archive(), "Nothing in this archive is a statement: There is no file in it."),
        (archive(**{"[Content_Types].xml": b""}), "This is a spreadsheet."),
        (archive(**{str(number): b"x" for number in range(201)}), "This archive holds more than 200 files."),
        (archive(a=b" " * (5 * 1024 * 1024 + 1)), "The files in this archive are larger than 5 MB."),
        (archive(a=b" " * 4_000_000), "The files in this archive are larger than 5 MB."),
        (archive(zipfile.ZIP_BZIP2, a=golden("german.sta")), "This archive is packed in an unusual way."),
        (archive(zipfile.ZIP_LZMA, a=golden("german.sta")), "This archive is packed in an unusual way."),
        (archive(a=b"x" * 400)[:-30], "This archive is damaged."),
        (b"PK\x03\x04" + b"\0" * 1000, "This archive is damaged."),
    ],
)
def test_an_archive_that_is_too_much_is_refused(data: bytes, sentence: str):
    if not data.startswith(b"PK\x03\x04"):
        data = b"PK\x03\x04" + data
    with pytest.raises(Unreadable) as refused:
        read(data, "a.zip", currency="EUR")

    assert str(refused.value).startswith(sentence)


def test_a_large_table_is_read_in_linear_time():
    line = "2026-03-01;5,00;120,00;Gift for the paper, with the best wishes;Rosa Tammel;Gebucht\n"
    text = "Datum;Betrag;Saldo;Verwendungszweck;Auftraggeber;Status\n" + line * 19_900

    with within_cpu(10):
        found = read(text.encode(), "a.csv", currency="EUR")

    assert len(found.credits) == 19_900


def test_a_table_without_a_header_is_asked_about():
    data = b"01/03/2026,20.00,gift,120.00\n14/03/2026,-5.00,coffee,115.00\n"

    with pytest.raises(Unreadable, match="No line of this table names its columns"):
        read(data, "a.csv", currency="EUR")
    table = table_of(data, "a.csv")

    assert (table.sheet.header, table.is_understood) == ((), False)
    assert table.proposed.fields == ("date", "amount", "text", "balance")
    assert [number for number, _row in table.sheet.rows] == [1, 2]


def test_lines_above_a_table_without_a_header_are_listed():
    lines = "Account 123\n2026-03-01;9.00\n2026-03-02;1.00;a;b\n2026-03-03;2.00;c;d\n"
    table = table_of(lines.encode(), "a.csv")

    found = read(lines.encode(), "a.csv", currency="EUR", shape=bank_files.guessed(table.sheet))

    assert table.sheet.kinds == ["day", "figure", "text", "text"]
    assert [one.money.minor for one in found.credits] == [900, 100, 200]
    assert [(one.reason, one.text) for one in found.left_out] == [("no entry", "Account 123")]


def test_a_long_preamble_cuts_no_line_of_a_long_table():
    text = "x\n" * 60 + "Date;Amount\n" + "2026-03-01;1.00\n" * 20_001

    with pytest.raises(Unreadable, match="more than 20,000 entries"):
        read(text.encode(), "a.csv", currency="EUR")


def test_a_table_of_more_columns_than_a_person_could_be_asked_about_is_none():
    wide = f"Date;Amount{';x' * 10_000}\n2026-03-01;1.00{';x' * 10_000}\n"

    assert table_of(wide.encode(), "a.csv") is None


def test_a_kind_of_table_has_one_fingerprint_whatever_stands_in_it():
    def fingerprint(text: str) -> str:
        return table_of(text.encode(), "a.csv").sheet.fingerprint

    bare = fingerprint("01/03/2026,20.00,gift\n02/03/2026,1.00,more\n")

    assert bare == fingerprint("05/03/2026,7.00,other\n")
    assert bare != fingerprint("05/03/2026,other,7.00\n")
    assert fingerprint("Datum;Wieviel\n01.03.2026;5,00\n") == fingerprint("datum ;wieviel\n02.03.2026;6,00\n")
    assert fingerprint("Datum;Wieviel\n01.03.2026;5,00\n") != fingerprint("Datum;Betrag\n01.03.2026;5,00\n")
