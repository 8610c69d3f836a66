"""`manage.py import_copy`: what it files, publishes, prints and refuses."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Author, Photo, Section
from tests.builders.copy_shapes import COPY, FERRY, PLAIN

pytestmark = pytest.mark.django_db


def run(*args: str, **options: object) -> str:
    out = io.StringIO()
    call_command("import_copy", *map(str, args), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def run_refused(*args: str, **options: object) -> tuple[CommandError, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_copy", *map(str, args), stdout=out, stderr=err, **options)
    return refusal.value, out.getvalue(), err.getvalue()


def test_the_command_files_a_draft_and_ends_with_its_address(editor, settings):
    printed = run(COPY / "ferry.txt")

    article = Article.objects.get()
    assert printed.splitlines()[-1] == f"{settings.SITE_URL}/admin/articles/article/{article.pk}/change/"
    assert "  Byline: “By Elin Marsh” · Elin Marsh (new author)" in printed
    assert (
        "11 of 11 parts placed" in printed or "12 of 12 parts placed: 11 kept, 1 left out, 0 lost." in printed
    )
    assert not article.editions.exists()


def test_the_command_publishes_what_nothing_stands_in_the_way_of(editor, settings, tmp_path):
    Section.objects.create(name="Harbour")
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")

    printed = run(tmp_path / "a.txt", "--headline", "The pier is back", "--section", "harbour", "--publish")

    edition = Article.objects.get().editions.get()
    assert edition.headline == "The pier is back"
    assert printed.splitlines()[-1] == f"{settings.SITE_URL}/harbour/the-pier-is-back/"
    assert "Replaced by “The pier is back”." in printed


def test_what_cannot_be_published_stays_a_draft_and_is_told_why(editor):
    Section.objects.create(name="Harbour")

    refusal, out, _err = run_refused(COPY / "ferry.txt", "--section", "harbour", "--publish")

    article = Article.objects.get()
    assert refusal.returncode == 3
    assert not article.editions.exists()
    assert "is not clear (“CC 2.0”)" in out
    assert out.splitlines()[-1].endswith(f"/admin/articles/article/{article.pk}/change/")


def test_a_dry_run_files_nothing(editor):
    printed = run(COPY / "ferry.txt", "--dry-run", "--publish")

    assert "  Headline: “Ferry company drops" in printed
    assert "The story stands in no section." in printed
    assert printed.splitlines()[-1] == "Nothing was filed: this was a dry run."
    assert (Article.objects.count(), Author.objects.count(), Photo.objects.count()) == (0, 0, 0)


def test_standard_input_is_read(editor, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + FERRY.encode())))

    run("-")

    assert Article.objects.get().intake.source == FERRY


def test_one_bad_file_does_not_stop_the_others(editor, tmp_path):
    for name, data in {
        "1.txt": b"",
        "2.txt": b"\x89PNG\x00\x01",
        "3.txt": b"x" * (1024 * 1024 + 1),
        "4.txt": PLAIN.encode("cp1252"),
    }.items():
        (tmp_path / name).write_bytes(data)

    names = [tmp_path / name for name in ("1.txt", "2.txt", "3.txt", "no.txt", "4.txt")]
    refusal, out, err = run_refused(*names)

    assert (refusal.returncode, str(refusal)) == (1, "4 of 5 not filed.")
    assert Article.objects.count() == 1
    assert len(err.splitlines()) == 4
    assert "There is no text in it." in err
    assert "This is not text." in err
    assert "This is larger than 1 MB." in err
    assert "It cannot be read (No such file or directory)." in err
    assert out.splitlines()[-1].endswith("/change/")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--section", "sea"], "There is no section “sea”. Sections: harbour."),
        (["--by", "nobody"], "Nobody signs in as “nobody”. Check the name given with --by."),
        (["--headline", "x" * 161], "The headline is longer than 160 letters. Shorten it."),
    ],
)
def test_a_wrong_option_files_nothing(editor, options, sentence):
    Section.objects.create(name="Harbour")

    refusal, _out, _err = run_refused(COPY / "ferry.txt", *options)

    assert (str(refusal), Article.objects.count()) == (sentence, 0)


def test_without_an_administrator_the_command_asks_who_files():
    refusal, _out, _err = run_refused(COPY / "ferry.txt")

    assert str(refusal).startswith("Say who files it with --by USERNAME")


def test_copy_that_comes_twice_is_told(editor):
    run(COPY / "ferry.txt")

    assert "The same copy was filed before: " in run(COPY / "ferry.txt")
