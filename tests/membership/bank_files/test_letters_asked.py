"""Letters that can be read in several ways: one word is not enough to tell, and a person chooses."""

from __future__ import annotations

import re

import pytest

from membership.models import BankCredit, Member
from newsroom import code_pages
from tests.builders.bank_files import desk, manager  # noqa: F401 (fixtures)
from tests.builders.gifts import at_desk, text, value
from tests.driving.bank_desk import choose, send
from tests.driving.member_lists import URL, held, look_at

pytestmark = pytest.mark.django_db
WORDS = {
    "cp1250 iso8859_2 cp852": "Krzyś Łódź Jiří Őrsi Žofie Božena Kučera Ďurica Michał Győr Vuković Şerban",
    "cp1252 iso8859_15 cp858 mac_roman": "Zoë Müller Åse Bjørn Malmö Città François João Håkan Núñez",
}
TABLE = "Date;Payer;Text;Amount\n2026-03-02;{};For the choir;8.00\n"


@pytest.mark.parametrize(
    ("word", "encoding"),
    [(word, page) for pages, words in WORDS.items() for word in words.split() for page in pages.split()],
)
def test_a_word_alone_is_read_rightly_or_asked_about(word, encoding):
    data = TABLE.format(word).encode(encoding)

    asked = code_pages.readings(data)

    assert word in (asked.values() or [code_pages.decode(data)[0].split(";")[4]])
    assert not asked or next(iter(asked)) == code_pages.decode(data)[1]


@pytest.mark.parametrize(
    "data",
    [
        "Krzyś, Łódź, Gołębiowska, Wiśniewski, święta".encode("cp1250"),
        "Zoë Müller, Noël, reçu, café, Jürgen, François".encode("mac_roman"),
        "Krzyś".encode(), "Krzyś".encode("utf-16"), b"Hanne", b"",
    ],
)  # fmt: skip
def test_where_enough_is_told_nobody_is_asked(data):
    assert code_pages.readings(data) == {}


def test_the_letters_of_a_statement_are_chosen_at_its_preview_and_taken_in_so(desk):
    data = TABLE.format("Krzyś Adler").encode("cp1250")

    page = choose(desk, data)
    chosen = send(desk, page, "", [], letters="cp1250")
    send(desk, chosen, "", [])

    assert "They are read as in “Krzyœ”." in text(page)
    assert re.findall(r'name="letters" value="(\w+)">([^<]+)<', page.content.decode())[0] == (
        "cp1250",
        "Krzyś",
    )
    assert ("Krzyś Adler" in text(chosen), "They are read as" in text(chosen)) == (True, False)
    assert BankCredit.objects.get().payer == "Krzyś Adler"


def test_and_where_its_columns_are_asked_about(desk):
    data = TABLE.format("Zoë").replace("Payer", "Quux").encode("mac_roman")

    chosen = send(desk, choose(desk, data), "", [], letters="mac_roman")

    assert ("Which column is what?" in text(chosen), "Zoë" in text(chosen)) == (True, True)


def test_the_letters_of_a_list_of_donors_are_chosen_too(client):
    at_desk(client, "export_member", "view_member")
    page = look_at(client, "e-mail;name\nzoe@reader.example;Zoë\n".encode("mac_roman"))
    told = {"looked_at": held(page), "read_by": value(page, "read_by"), "letters": "mac_roman"}

    chosen = client.post(URL, told)
    client.post(URL, {"looked_at": held(chosen)})

    assert "They are read as in “Zo‘”." in text(page)
    assert Member.objects.get().name == "Zoë"


def test_letters_of_a_list_that_are_damaged_are_told(client):
    at_desk(client, "export_member", "view_member")
    data = "e-mail;name\nzoe@reader.example;Zoë Müller, Jürgen\n".encode().replace("ë".encode(), b"\xc3")

    page = text(look_at(client, data))

    assert "1 letter of this file is damaged; “�” stands in its place." in page


@pytest.mark.parametrize("letters", ["utf-7", "quux", "cp1250\x00"])
def test_what_is_no_way_to_read_letters_changes_none(desk, letters):
    page = choose(desk, TABLE.format("Krzyś").encode("cp1250"))

    assert "They are read as in “Krzyœ”." in text(send(desk, page, "", [], letters=letters))
