"""What readers saw, at the desk: a date and time in, the page as it stood out, and a sealed file for those who may."""

from __future__ import annotations

import io
import zipfile

import pytest

from articles.models import Export
from tests.builders import newsdesk
from tests.builders.at_nine import HOUR, clock  # noqa: F401
from tests.driving.storydesk import EDITOR, REPORTER, address, desk, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(clock):
    story = newsdesk.live("The pier closed", slug="pier")
    clock.shift(HOUR)
    newsdesk.put_out(newsdesk.save(story, headline="The pier is open again"))
    newsdesk.save(story, headline="A secret draft")
    clock.shift(HOUR)
    return story


@pytest.fixture
def boss():
    return desk(person("boss", (*EDITOR, "export_article")))


def asked(client, story, at: str, act: str = "seen", **more):
    return client.get(address(story, act), {"at": at, **more})


def test_each_second_has_its_page(maya, story):
    for at, headline in (
        ("2026-11-20T09:59:59", "The pier closed"),
        ("2026-11-20T10:00:00", "The pier is open again"),
    ):
        assert headline in asked(maya, story, at).content.decode()
        page = asked(maya, story, at, "seen_page").content.decode()
        assert f'<h1 id="headline">{headline}</h1>' in page
        assert f"As readers had it at {at.replace('T', ' ')} CET (UTC+01:00)." in page


def test_no_draft_is_ever_among_what_readers_saw(maya, story):
    for at in ("2026-11-20T09:30:00", "2026-11-20T10:30:00", "2026-11-20T11:00:00"):
        assert "secret draft" not in asked(maya, story, at, "seen_page").content.decode()
    assert "secret draft" not in asked(maya, story, "2026-11-20T11:00:00").context["found"].page.card.headline


def test_the_page_is_nobody_s_cache_and_asks_for_no_gift(maya, story):
    answer = asked(maya, story, "2026-11-20T09:30:00", "seen_page")

    assert answer["Cache-Control"].startswith("private, no-store")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert 'class="appeal' not in answer.content.decode()


def test_before_the_story_was_out_it_is_said_and_there_is_no_page(maya, story):
    assert "Readers did not have this story" in asked(maya, story, "2026-11-20T08:59:59").content.decode()
    assert asked(maya, story, "2026-11-20T08:59:59", "seen_page").status_code == 404


def test_a_time_that_came_twice_is_asked_for_and_one_that_is_none_is_refused(maya, story):
    answer = asked(maya, story, "2025-10-26T02:30:00")
    assert answer.status_code == 422
    assert "the second time, CET (UTC+01:00)" in answer.content.decode()
    assert asked(maya, story, "2025-10-26T02:30:00", which="second").status_code == 200
    assert asked(maya, story, "soon").status_code == 422
    assert asked(maya, story, "soon", "seen_page").status_code == 302


def test_who_may_takes_out_a_sealed_file_and_it_is_on_record(boss, story):
    answer = boss.post(address(story, "seen_export"), {"at": "2026-11-20T09:30:00+01:00", "reason": "Letter"})

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="harbour-pier-20261120-093000+0100.zip"'
    page = zipfile.ZipFile(io.BytesIO(answer.content)).read("page.html").decode()
    assert '<h1 id="headline">The pier closed</h1>' in page
    assert 'href="style/article.css"' in page
    assert "/static/" not in page
    row = Export.objects.get()
    assert (row.made_by.username, row.reason) == ("boss", "Letter")
    assert row.sha256 in boss.get(address(story, "seen")).content.decode()


def test_without_a_reason_nothing_is_taken_out(boss, story):
    answer = boss.post(address(story, "seen_export"), {"at": "2026-11-20T09:30:00+01:00", "reason": ""})

    assert answer.status_code == 422
    assert "Say what it is taken out for" in answer.content.decode()
    assert not Export.objects.exists()


def test_who_may_not_is_told_which_permission_it_needs_and_gets_nothing(story):
    reporter = desk(person("rita", REPORTER))

    assert "Can take out what readers saw" in asked(reporter, story, "2026-11-20T09:30:00").content.decode()
    sent = {"at": "2026-11-20T09:30:00+01:00", "reason": "Curious"}
    assert reporter.post(address(story, "seen_export"), sent).status_code == 403
    assert not Export.objects.exists()


def test_who_may_not_see_stories_sees_nothing_here_and_strangers_are_asked_who_they_are(client, story):
    nobody = desk(person("nobody", ()))
    for act in ("seen", "seen_page"):
        assert asked(nobody, story, "2026-11-20T09:30:00", act).status_code == 403
        assert asked(client, story, "2026-11-20T09:30:00", act).status_code == 302
    sent = {"at": "2026-11-20T09:30:00+01:00", "reason": "Curious"}
    assert nobody.post(address(story, "seen_export"), sent).status_code == 403
    assert client.post(address(story, "seen_export"), sent).status_code == 401
    assert client.get(address(story, "seen_export")).status_code in {302, 405}
