from __future__ import annotations

import pytest

from articles.photos import renditions
from articles.photos.metadata import day
from articles.photos.sniffing import kind_of, looks_like_markup
from articles.photos.words import plain


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("Zoë Weiß", "Zoë Weiß"),
        ("Zoë Weiß".encode().decode("latin-1"), "Zoë Weiß"),
        ("„Größe“ – déjà vu".encode().decode("cp1252", "ignore"), "„Größe“ – déjà vu"),
        ("Zoë".encode(), "Zoë"),
        ("Zoë".encode("cp1252"), "Zoë"),
        ("ÂNGELA Ã", "ÂNGELA Ã"),
        ("中文".encode().decode("latin-1"), "中文"),
        ("a\x00b\x07c\u202ed", "abcd"),
        ("\ud800x", "?x"),
        ("  line\r\nline  ", "line\nline"),
        ("e\u0301", "é"),
    ],
)
def test_text_from_files_is_repaired_and_safe_to_store(stored, meant):
    assert plain(stored) == meant


def test_text_from_files_is_cut_before_it_fills_a_database():
    assert len(plain("x" * 100_000)) == 4000


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-06T09:30:00+01:00", "2026-02-06"),
        ("20260206", "2026-02-06"),
        ("2026:02:06 09:30:00", "2026-02-06"),
        ("2026", ""),
        ("0000:00:00 00:00:00", ""),
        ("2026-02-31", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_is_read_in_the_ways_of_all_three_blocks(written, meant):
    assert day(written) == meant


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", "AVIF"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "AVIF"),
        (b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00heicmif1", "HEIF"),
        (b"\x00\x00\x00\x1cftypmsf1\x00\x00\x00\x00heicmsf1", ""),
        (b"II*\x00", "TIFF"),
        (b"MM\x00*", "TIFF"),
        (b"GIF89a", ""),
        (b"%PDF-1.7", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_alone_say_what_a_file_is(start, kind):
    assert kind_of(start) == kind


def test_markup_is_known_for_what_it_is():
    assert looks_like_markup(b"\xef\xbb\xbf\n<!DOCTYPE html><p>hello")
    assert looks_like_markup(b"<?xml version='1.0'?><svg/>")
    assert looks_like_markup(b"<!-- drawn by hand --><svg>")
    assert not looks_like_markup(b"plain words about svg")


def test_no_rendition_is_wider_than_the_picture():
    assert renditions.widths_for(1400) == [280, 384, 488, 592, 608, 696, 800, 960, 1400]
    assert renditions.widths_for(959) == [280, 384, 488, 592, 608, 696, 800]
    assert renditions.widths_for(120) == [120]
    assert renditions.file_names(120) == ["120.avif", "120.jpg", "social.jpg"]


def test_an_address_changes_with_any_byte_of_any_file():
    made = {"280.avif": b"one", "social.jpg": b"two"}
    others = [made | {"social.jpg": b"twp"}, {"280.avif": b"onetwo", "social.jpg": b""}, {"280.avif": b"one"}]

    fingerprints = [renditions.fingerprint_of(each) for each in (made, *others)]

    assert len(set(fingerprints)) == 4
    assert renditions.fingerprint_of(dict(reversed(made.items()))) == fingerprints[0]
    key = "ab" * 16
    assert renditions.rendition_url(key, fingerprints[0], "280.avif") == (
        f"/media/photos/ab/{key}/{fingerprints[0]}/280.avif"
    )


def test_the_nearest_rendition_is_wide_enough_if_there_is_one():
    assert renditions.nearest([280, 384, 592], 300) == 384
    assert renditions.nearest([280, 384], 800) == 384
    assert renditions.nearest([], 800) == 0
