"""Bytes become text, or are refused with a sentence."""

from __future__ import annotations

import codecs

import pytest

from articles.importers.decoding import MAX_BYTES, Unreadable, decode

TEXT = "Søren’s boat costs £4 – “too much”, he said."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "utf-16", "utf-16 big end first"],
)
def test_the_encodings_of_the_trade_are_read(data):
    assert decode(data) == TEXT


def test_line_ends_are_kept_as_they_came():
    assert decode(b"One.\r\nTwo.\rThree.\n") == "One.\r\nTwo.\rThree.\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is no text in it."),
        (b" \r\n\t\n", "There is no text in it."),
        (codecs.BOM_UTF8, "There is no text in it."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is not text."),
        (bytes(range(256)), "This is not text."),
        (b"abc\x00def", "This is not text."),
        (b"\x81\x8d\x8f plain", "This is not text."),
        (b"%PDF-1.7\nwords", "This is a PDF file."),
        (b"PK\x03\x04words", "This is a Word (.docx), OpenDocument or ZIP file."),
        (b"{\\rtf1 words}", "This is a RTF file."),
        (b"\xff\xfe\x00", "This is not text."),
        (b"x" * (MAX_BYTES + 1), "This is larger than 1 MB."),
        ("Порт закрывает старый причал".encode("cp1251"), "The text is in an old code page"),
        ("Порт закрывает старый причал".encode()[:-1], "The text is damaged near byte 51"),
    ],
)
def test_what_is_no_copy_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Unreadable) as refusal:
        decode(data)

    assert str(refusal.value).startswith(sentence)


def test_the_largest_file_allowed_is_read():
    assert len(decode(b"x" * MAX_BYTES)) == MAX_BYTES
