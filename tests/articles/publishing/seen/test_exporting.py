"""The sealed file: whole, checked with the tools that everybody has, and on record."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from articles.models import Export
from articles.pictures import take_in
from articles.publishing.seen import ExportRefused, export, seen
from newsroom.one_hand import AnotherHand
from tests.builders import newsdesk, photo_files
from tests.builders.at_nine import HOUR, NINE, SECOND
from tests.builders.by_hand import by_hand

pytestmark = pytest.mark.django_db
HTML = (
    '<link rel="preload" href="/static/fonts/head.woff2"><link rel="stylesheet" href="/static/reader/reader.0a1b.css">'
    '<a href="/harbour/">Harbour</a><picture><source type="image/avif" srcset="/media/photos/ab/x.avif 1w">'
    '<img src="/media/photos/ab/{key}/0123456789abcdef/608.jpg" alt="A pier"></picture>'
)


@pytest.fixture
def lawyer():
    return newsdesk.editor("lawyer", may=["export_article"])


@pytest.fixture
def story(clock, kept):
    """Live since nine with a picture; the desk has a draft that readers never had."""
    picture = newsdesk.photo("The pier", widths=[280])
    story = newsdesk.live("The pier closed", slug="pier", lead=picture, topics=[newsdesk.topic("Piers")])
    newsdesk.save(story, headline="A secret draft", body="<p>What nobody may read yet.</p>")
    clock.shift(HOUR)
    return story


def taken_out(story, lawyer, html="<p>The page</p>", **how) -> tuple[Export, dict[str, bytes]]:
    done = export(seen(story, NINE), html, by=lawyer, **{"reason": "Letter of 3 March", **how})
    with zipfile.ZipFile(io.BytesIO(done.file)) as archive:
        assert archive.testzip() is None
        return done.record, {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_page_its_text_its_record_and_how_to_check_them(story, lawyer):
    _record, files = taken_out(story, lawyer)

    assert list(files) == [
        *("README.txt", "page.html", "page.txt", "names.json", "version.json", "sealed.txt", "chain.json"),
        *("editions.json", "style/reader.css", "style/cards.css", "style/article.css", "SHA256SUMS"),
    ]
    text = files["page.txt"].decode()
    assert "As readers had it at 2026-11-20 09:00:00 CET (UTC+01:00)" in text
    for words in (
        "The pier closed",
        "By Ines Amaral",
        "Jo Vale / Quay Pictures / CC BY 4.0",
        "The pilot boats",
        "Piers",
    ):
        assert words in text
    assert json.loads(files["names.json"])["authors"][0]["name"] == "Ines Amaral"
    assert json.loads(files["version.json"])["snapshot"]["headline"] == "The pier closed"
    assert [row["version"] for row in json.loads(files["editions.json"])] == [1]


def test_every_hash_is_right_and_the_sealed_text_gives_that_of_its_version(story, lawyer):
    _record, files = taken_out(story, lawyer)
    version = story.versions.get(number=1)

    listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert hashlib.sha256(files["sealed.txt"]).hexdigest() == version.hash
    assert version.hash in files["README.txt"].decode()
    assert [row["hash"] for row in json.loads(files["chain.json"])] == [
        row.hash for row in story.versions.order_by("number")
    ]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="asks the tool that the README names")
def test_the_command_of_the_readme_says_that_all_is_right_and_finds_one_letter(story, lawyer, tmp_path):
    done = export(seen(story, NINE), "<p>The page</p>", by=lawyer, reason="Letter")
    zipfile.ZipFile(io.BytesIO(done.file)).extractall(tmp_path)
    check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]

    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0

    text = tmp_path / "page.txt"
    text.write_text(text.read_text().replace("pier", "quay", 1))
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_what_readers_never_had_is_in_none_of_its_files(story, lawyer):
    _record, files = taken_out(story, lawyer)

    for name, data in files.items():
        assert b"secret draft" not in data, name
        assert b"nobody may read" not in data, name


def test_the_page_stands_alone_and_leads_back_to_the_newsroom(story, lawyer, settings):
    key = story.photo_uses.get().photo.key

    html = taken_out(story, lawyer, HTML.format(key=key))[1]["page.html"].decode()

    assert html == (
        f'<link rel="stylesheet" href="style/reader.css"><a href="{settings.SITE_URL}/harbour/">Harbour</a>'
        f'<picture><img src="pictures/{key}.jpg" alt="A pier"></picture>'
    )


def test_pictures_are_in_it_as_readers_get_them(kept, clock, lawyer):
    photo = take_in("pier.jpg", photo_files.file(), by=newsdesk.editor(may=["add_photo"]))
    newsdesk.photo()
    photo = getattr(photo, "photo", photo)
    story = newsdesk.live("With a picture", slug="picture", lead=photo_credited(photo))

    _record, files = taken_out(story, lawyer)

    assert files[f"pictures/{photo.key}.jpg"].startswith(b"\xff\xd8\xff")


def photo_credited(photo):
    from articles.models import Licence, PhotoCredit

    PhotoCredit.objects.update_or_create(
        photo=photo, defaults={"creator": "Jo Vale", "licence": Licence.objects.get(code="cc-by-4.0")}
    )
    type(photo).objects.filter(pk=photo.pk).update(alt="A pier")
    photo.refresh_from_db()
    return photo


def test_it_is_on_record_who_took_it_out_when_what_for_and_with_which_hash(story, lawyer):
    done = export(seen(story, NINE), "<p>The page</p>", by=lawyer, reason=" Letter of 3 March ")

    row = Export.objects.get()
    assert row == done.record
    assert (row.made_by, row.reason, row.moment, row.made_at) == (
        lawyer,
        "Letter of 3 March",
        NINE,
        NINE + HOUR,
    )
    assert row.sha256 == hashlib.sha256(done.file).hexdigest()
    assert row.edition == story.editions.get()


def test_the_record_is_written_by_no_other_hand_and_never_changed(story, lawyer):
    record, _files = taken_out(story, lawyer)

    with pytest.raises(AnotherHand):
        Export.objects.all().delete()
    with by_hand(), pytest.raises(DatabaseError, match="on record for good"), transaction.atomic():
        Export.objects.filter(pk=record.pk).update(reason="Nothing to do with it")


def test_it_is_refused_without_the_permission_without_a_reason_and_where_there_was_nothing(story, lawyer):
    found = seen(story, NINE)
    with pytest.raises(PermissionDenied):
        export(found, "", by=newsdesk.editor(), reason="Letter")
    with pytest.raises(ExportRefused, match="what it is taken out for"):
        export(found, "", by=lawyer, reason=" ")
    with pytest.raises(ExportRefused, match="nothing to take out"):
        export(seen(story, NINE - SECOND), "", by=lawyer, reason="Letter")

    assert not Export.objects.exists()
