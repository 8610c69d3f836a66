"""The start page and the tables of the desk: what stands there, and how often the database is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing.status import Status, status_of, with_status
from articles.models import Article, Correction, Intake, PhotoCredit, PreviewLink, RelatedLink, State
from articles.publishing import publish, withdraw
from newsroom.models import Imprint, User
from tests.builders import newsdesk
from tests.builders.at_nine import clock  # noqa: F401 (fixture)
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db

#: No screen of the desk asks the database more often than this.
MOST_QUERIES = 20


@pytest.fixture
def maya() -> User:
    return User.objects.create_superuser(
        "maya", first_name="Maya", last_name="Quill", job_title="night editor"
    )


@pytest.fixture
def desk(client, maya):
    client.force_login(maya)
    return client


def panel(answer, title: str) -> str:
    """The HTML of one panel of the start page."""
    html = answer.content.decode()
    at = html.index(f">{title}</h2>")
    return html[html.rindex("<section", 0, at) : html.index("</section>", at)]


def in_group(name: str) -> User:
    user = User.objects.create_user(name.lower().replace(" ", "-"), is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return User.objects.get(pk=user.pk)


def test_the_header_names_the_paper_and_who_is_at_the_desk(desk):
    Imprint.objects.update_or_create(pk=1, defaults={"name": "The Kelby Tide"})

    html = desk.get("/admin/").content.decode()

    assert '<div id="site-name"><a href="/admin/">The Kelby Tide</a></div>' in html
    assert "<b>Maya Quill</b><small>night editor</small>" in html


def test_due_today_shows_what_is_late_and_what_is_due_and_nothing_else(desk, maya):
    now = timezone.now()
    newsdesk.story("Late already", deadline=now - timedelta(hours=2))
    newsdesk.story("Due next week", deadline=now + timedelta(days=7))
    gone_out = newsdesk.story("Went out in time", deadline=now - timedelta(hours=1))
    publish(gone_out, by=maya, override="for the test")

    shown = panel(desk.get("/admin/"), "Due today")

    assert "Late already" in shown
    assert "Overdue since" in shown
    assert "Due next week" not in shown
    assert "Went out in time" not in shown


def test_my_stories_are_those_i_hold_saved_or_am_credited_with(desk, maya):
    newsdesk.story("Held by me", assigned_to=maya)
    newsdesk.story("Saved by me", by=maya)
    newsdesk.story("Credited to me", authors=[newsdesk.author("Maya Quill", user=maya)])
    newsdesk.story("Of somebody else", by=in_group("Reporter"))

    shown = panel(desk.get("/admin/"), "My stories")

    assert [title in shown for title in ("Held by me", "Saved by me", "Credited to me")] == [True] * 3
    assert "Of somebody else" not in shown


def test_the_next_24_hours_show_scheduled_editions_in_order(desk, maya):
    now = timezone.now()
    for hours, headline in ((8, "Second"), (2, "First"), (30, "Day after")):
        publish(newsdesk.story(headline), by=maya, at=now + timedelta(hours=hours), override="for the test")

    shown = panel(desk.get("/admin/"), "Next 24 hours")

    assert shown.index("First") < shown.index("Second")
    assert "Day after" not in shown


def test_pasted_copy_with_open_questions_waits_on_the_start_page(desk):
    no_file, no_licence, clear = (
        newsdesk.photo("Fog", width=0),
        newsdesk.photo("Reeds"),
        newsdesk.photo("Pier"),
    )
    PhotoCredit.objects.filter(photo=no_licence).update(licence=None)
    for headline, wanted, lead in (
        ("Asks for a story", "Who owns the pier?", None),
        ("Asks for a file", "", no_file),
        ("Asks for terms", "", no_licence),
        ("All answered", "", clear),
    ):
        story = newsdesk.story(headline, lead=lead)
        Intake.objects.create(article=story, source="copy")
        if wanted:
            RelatedLink.objects.create(article=story, wanted=wanted)
    newsdesk.story("Written here", lead=no_file)

    shown = panel(desk.get("/admin/"), "Pasted copy with open questions")

    assert '<span class="cnt">3</span>' in shown
    assert all(f"Asks for {what}" in shown for what in ("a story", "a file", "terms"))
    assert shown.count("1 READ line without a story") == 1
    assert shown.count("1 picture without file or licence") == 2
    assert "All answered" not in shown
    assert "Written here" not in shown


@pytest.mark.parametrize(
    ("group", "navigation", "jobs"),
    [
        ("Reporter", ["Desk", "Articles", "Pictures", "Corrections"], ["Stories", "Pictures"]),
        ("Editor", ["Desk", "Articles", "Pictures", "Corrections"], ["Stories", "Pictures"]),
        ("Photo desk", ["Desk", "Articles", "Pictures"], ["Stories", "Pictures"]),
        ("Membership manager", ["Desk", "Gifts"], ["Membership"]),
    ],
)
def test_everybody_sees_the_desk_of_their_job(client, group, navigation, jobs):
    newsdesk.story("In hand", deadline=timezone.now())
    client.force_login(in_group(group))

    answer = client.get("/admin/")

    assert [str(link["name"]) for link in answer.context["desk_nav"]] == navigation
    assert [str(job["name"]) for job in answer.context["available_apps"]] == jobs
    assert ("In hand" in answer.content.decode()) == ("Stories" in jobs)
    assert ("Gifts in" in answer.content.decode()) == ("Membership" in jobs)


def test_a_story_stands_where_its_editions_say(maya):
    live, coming, gone = (newsdesk.story(name) for name in ("Live", "Coming", "Gone"))
    publish(live, by=maya, override="for the test")
    at = timezone.localtime(timezone.now() + timedelta(days=400)).replace(hour=6, minute=5)
    publish(coming, by=maya, at=at, override="for the test")
    publish(gone, by=maya, override="for the test")
    withdraw(gone, by=maya, reason="Names the wrong ship.")
    newsdesk.story("Edit", state=State.EDIT)

    found = {str(story): status_of(story) for story in with_status(Article.objects.all())}

    assert found == {
        "Live": Status("live", "Live"),
        "Coming": Status("scheduled", f"Scheduled, {at.day} {at:%b %Y} 06:05"),
        "Gone": Status("withdrawn", "Withdrawn"),
        "Edit": Status("edit", "In edit"),
    }
    assert status_of(Article.objects.get(pk=live.pk)) == Status("live", "Live")


def test_a_correction_is_signed_by_the_editor_who_made_it(desk, maya, client):
    story = newsdesk.story("Cranes")
    form = {"article": story.pk, "kind": "correction", "text": "It is the east pier.", "was": "", "now": ""}
    form |= {"made_at_0": "2026-03-12", "made_at_1": "21:14"}

    desk.post("/admin/articles/correction/add/", form)
    made = Correction.objects.get()
    other = User.objects.create_superuser("petra")
    client.force_login(other)
    client.post(f"/admin/articles/correction/{made.pk}/change/", {**form, "text": "It is the west pier."})

    made.refresh_from_db()
    assert (made.made_by, made.text) == (maya, "It is the west pier.")


def test_a_preview_link_is_revoked_by_a_press(desk):
    link = PreviewLink.objects.create(
        article=newsdesk.story(), token_hash="0" * 64, expires_at=timezone.now() + timedelta(days=1)
    )
    page = f"/admin/articles/previewlink/{link.pk}/"

    assert "Revoke this link" in desk.get(f"{page}change/").content.decode()
    assert desk.get(f"{page}revoke/").status_code == 405
    desk.post(f"{page}revoke/")

    link.refresh_from_db()
    assert link.revoked_at is not None
    assert "Revoke this link" not in desk.get(f"{page}change/").content.decode()


def test_a_topic_gets_its_address_from_its_name_and_an_address_in_use_is_refused_with_input_kept(desk):
    desk.post("/admin/articles/topic/add/", {"name": "Port dues", "slug": "", "explainer": ""})
    answer = desk.post(
        "/admin/articles/topic/add/", {"name": "Dues", "slug": "port-dues", "explainer": "Long text."}
    )

    assert answer.status_code == 200
    assert "slug" in answer.context["adminform"].form.errors
    assert "Long text." in answer.content.decode()
    assert answer.content.decode().count("<title>Error:") == 1


def screens() -> list[str]:
    tables = (
        "article",
        "author",
        "outlet",
        "section",
        "topic",
        "correction",
        "version",
        "edition",
        "previewlink",
    )
    tables = tuple(f"articles/{table}" for table in (*tables, "photo", "licence"))
    return ["/admin/", *(f"/admin/{table}/" for table in (*tables, "newsroom/user", "auth/group"))]


@pytest.mark.parametrize("path", screens())
def test_a_screen_asks_as_often_with_one_row_as_with_three(clock, desk, maya, path):
    # At nine: late in the evening the three would go live on two days, and the choice of days asks once more.
    maker = newsdesk.editor()

    def fill(number: int) -> None:
        person = User.objects.create_user(f"person{number}")
        author = newsdesk.author(f"Author {number}", user=person, outlet=newsdesk.outlet(f"Outlet {number}"))
        story = newsdesk.story(
            f"Story {number}",
            authors=[author],
            topics=[newsdesk.topic(f"Topic {number}")],
            section=newsdesk.section(f"Section {number}"),
            lead=newsdesk.photo(f"Photo {number}"),
            assigned_to=person,
            deadline=timezone.now(),
            by=maya,
        )
        Intake.objects.create(article=story, source="copy")
        RelatedLink.objects.create(article=story, wanted="A story")
        publish(story, by=maya, at=timezone.now() + timedelta(hours=number), override="for the test")
        make_correction(article=story, text=f"Text {number}", made_by=person)
        PreviewLink.objects.create(
            article=story,
            version=story.versions.first(),
            token_hash=f"{number:064}",
            expires_at=timezone.now() + timedelta(days=1),
            made_by=maker,
        )

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(path).status_code == 200
        return len(queries)

    fill(1)
    desk.get(path)
    one = count()
    fill(2)
    fill(3)

    assert (count(), one <= MOST_QUERIES) == (one, True)
