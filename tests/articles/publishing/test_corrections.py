"""Corrections: made by one hand, withdrawn with a reason, never deleted; what is withdrawn readers find nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles import reading
from articles.admin.corrections import CorrectionAdmin
from articles.models import Correction
from articles.publishing.correcting import CorrectionRefused, correct, withdraw_correction
from articles.publishing.previews import make_preview
from articles.reading.lists import this_year
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand
from tests.driving.everywhere import CANARY, visit, where

pytestmark = pytest.mark.django_db
DESK = ("view_correction", "add_correction", "change_correction", "delete_correction", "view_article")
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def boss():
    return newsdesk.editor(may=(*DESK, "preview_article"))


@pytest.fixture
def fix(boss):
    return correct(
        Correction(
            article=newsdesk.live("Cranes"),
            text=f"{CANARY} It is the east pier.",
            was=f"{CANARY} west",
            now=f"{CANARY} east",
            severe=True,
        ),
        by=boss,
    )


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_a_withdrawn_correction_is_public_nowhere_and_stays_at_the_desk_with_its_reason(fix, boss, client):
    preview = make_preview(fix.article, by=boss)
    before = {*where(), preview} if CANARY in visit(preview) else set()

    withdraw_correction(fix, by=boss, reason=" It was right all along. ")
    again = where()

    assert before >= {"/corrections/", "/harbour/cranes/", "/feed/", "/harbour/feed/", preview}
    assert again == where() == set()
    assert CANARY not in visit(preview)
    assert (fix.withdrawn_because, fix.withdrawn_by) == ("It was right all along.", boss)
    client.force_login(boss)
    page = client.get(reverse("admin:articles_correction_change", args=[fix.pk])).text
    assert f"{CANARY} It is the east pier." in page
    assert "It was right all along." in page


def test_a_withdrawn_correction_counts_no_more(fix, boss):
    counted = this_year()["corrected"]
    corrected = visit("/sitemap-stories-1.xml")

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        other = correct(Correction(article=fix.article, text="A second one."), by=boss)
        later = visit("/sitemap-stories-1.xml")
        for each in (fix, other):
            withdraw_correction(each, by=boss, reason="Because.")

    assert (counted, this_year()["corrected"]) == (1, 0)
    assert corrected != later
    assert visit("/sitemap-stories-1.xml") != later


def test_a_severe_correction_that_is_withdrawn_gives_the_appeal_back(fix, boss):
    assert reading.story_at("/harbour/cranes/").severe_fixes
    withdraw_correction(fix, by=boss, reason="Because.")
    assert not reading.story_at("/harbour/cranes/").severe_fixes


@pytest.mark.parametrize("reason", ["", " \n"])
def test_withdrawing_needs_a_reason(fix, boss, reason):
    with pytest.raises(CorrectionRefused, match="Say why"):
        withdraw_correction(fix, by=boss, reason=reason)

    assert Correction.objects.get().withdrawn_at is None


def test_withdrawing_twice_keeps_the_first_reason(fix, boss):
    for reason in ("First.", "Second."):
        withdraw_correction(fix, by=boss, reason=reason)

    assert Correction.objects.get().withdrawn_because == "First."


def test_the_verbs_ask_for_permission(fix):
    rosa = newsdesk.editor(may=("view_correction",))
    gone = newsdesk.editor(may=DESK)
    gone.is_active = False

    for user in (rosa, gone):
        for act in (
            lambda user=user: correct(Correction(article=fix.article, text="New"), by=user),
            lambda user=user: correct(fix, by=user),
            lambda user=user: withdraw_correction(fix, by=user, reason="Because."),
        ):
            with pytest.raises(PermissionDenied):
                act()

    assert Correction.objects.get().withdrawn_at is None


def test_a_correction_stays_its_makers_and_a_withdrawn_one_is_reworded_by_nobody(fix, boss):
    other = newsdesk.editor(may=DESK)
    fix.text = "It is the north pier."
    correct(fix, by=other)
    withdraw_correction(fix, by=other, reason="Because.")

    fix.text = "Never said."
    with pytest.raises(CorrectionRefused, match="Make a new one"):
        correct(fix, by=boss)

    row = Correction.objects.get()
    assert (row.text, row.made_by) == ("It is the north pier.", boss)


def test_no_hand_dates_a_correction_in_the_future(fix, boss):
    """Readers would have it now, under a day that has not come."""
    for correction in (fix, Correction(article=fix.article, text="New")):
        correction.made_at = timezone.now() + timedelta(minutes=2)
        with pytest.raises(CorrectionRefused, match="in the future"):
            correct(correction, by=boss)

    assert Correction.objects.get().made_at <= timezone.now()


def test_who_rewords_a_correction_that_is_withdrawn_meanwhile_is_told_so_and_keeps_what_was_typed(
    fix, boss, client, monkeypatch
):
    client.force_login(boss)
    withdraw_correction(Correction.objects.get(), by=boss, reason="Because.")
    # The page was opened, and its permission asked, while the correction was public.
    monkeypatch.setattr(CorrectionAdmin, "has_change_permission", lambda *_asked: True)
    monkeypatch.setattr(CorrectionAdmin, "get_object", lambda *_asked: fix)
    typed = {
        "kind": "correction",
        "text": "It is the north pier.",
        "made_at_0": "2026-11-20",
        "made_at_1": "9:00",
    }

    answer = client.post(reverse("admin:articles_correction_change", args=[fix.pk]), typed)

    form = answer.context["adminform"].form
    assert (answer.status_code, form.non_field_errors()) == (
        200,
        ["This correction has been withdrawn. Make a new one."],
    )
    assert "It is the north pier." in answer.content.decode()
    assert Correction.objects.get().text == f"{CANARY} It is the east pier."


def test_no_row_of_a_correction_can_be_deleted(fix):
    for act in (fix.delete, Correction.objects.all().delete, fix.article.corrections.all().delete):
        with by_hand(), pytest.raises(TypeError, match="never deleted"):
            act()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            assert refused(lambda: cursor.execute("DELETE FROM articles_correction"))
    assert Correction.objects.count() == 1


@by_hand()
def test_the_database_refuses_a_withdrawal_without_reason_and_a_change_after_one(fix, boss):
    row = Correction.objects.filter(pk=fix.pk)

    assert refused(lambda: row.update(withdrawn_at=timezone.now()))
    assert refused(lambda: row.update(withdrawn_because="Because."))
    withdraw_correction(fix, by=boss, reason="Because.")
    for change in ({"text": "?"}, {"severe": False}, {"withdrawn_at": None, "withdrawn_because": ""}):
        assert refused(lambda change=change: row.update(**change))
    boss.delete()
    assert row.get().withdrawn_by is None


def test_a_sign_in_that_may_delete_corrections_finds_no_way_to(fix, boss, client):
    """Editors of a newsroom that was there before have the permission still."""
    for user in (boss, User.objects.create_superuser("root")):
        client.force_login(user)
        page = client.get(reverse("admin:articles_correction_changelist"))
        client.post(
            reverse("admin:articles_correction_changelist"),
            {"action": "delete_selected", "_selected_action": [fix.pk], "post": "yes"},
        )
        answer = client.post(reverse("admin:articles_correction_delete", args=[fix.pk]), {"post": "yes"})

        assert "delete_selected" not in page.text
        assert answer.status_code == 403
        assert Correction.objects.count() == 1


def test_the_desk_withdraws_by_a_post_with_a_reason(fix, boss, client):
    client.force_login(boss)
    address = reverse("admin:articles_correction_withdraw", args=[fix.pk])
    form = client.get(reverse("admin:articles_correction_change", args=[fix.pk]))

    asked = client.get(address)
    without = client.post(address, {"reason": " "})
    standing = Correction.objects.get().withdrawn_at
    done = client.post(address, {"reason": "It was right all along."})

    assert address in form.text
    assert asked.status_code == 200
    assert without.status_code == 422
    assert "Say why the correction is withdrawn." in without.text
    assert standing is None
    assert done.status_code == 302
    assert Correction.objects.get().withdrawn_because == "It was right all along."
    assert address not in client.get(reverse("admin:articles_correction_change", args=[fix.pk])).text
    only = {"withdrawn": "yes"}
    for query, count in ((only, 1), ({"withdrawn": "no"}, 0), ({}, 1)):
        page = client.get(reverse("admin:articles_correction_changelist"), query)
        assert page.context["cl"].result_count == count


@pytest.mark.parametrize(("severe", "name"), [(True, "Serious correction"), (False, "Correction")])
def test_the_feed_says_what_the_page_says(boss, settings, severe, name):
    """Five to midnight in London is the next day in the newsroom."""
    with time_machine.travel(NINE, tick=False):
        article = newsdesk.live("Cranes")
        correct(
            Correction(
                article=article,
                text="It is the <east> pier.",
                was="the west pier",
                now="the east pier",
                severe=severe,
                made_at=datetime(2026, 11, 19, 23, 30, tzinfo=ZoneInfo("UTC")),
            ),
            by=boss,
        )
        with timezone.override("Europe/Berlin"):
            feed, page = visit("/feed/"), visit("/harbour/cranes/")

    said = (
        "It is the &lt;east&gt; pier. It said: <del>the west pier</del> It now says: <ins>the east pier</ins>"
    )
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"{name}, 20 November 2026:" in feed
    assert escaped in feed
    assert said in page
    assert "20 November 2026" in page


def test_a_correction_stays_with_its_story(fix, boss, client):
    """Moved, it would go from one story without a trace, and the stored page of that one would keep it."""
    other = newsdesk.live("The dredger")
    client.force_login(boss)
    form = client.get(reverse("admin:articles_correction_change", args=[fix.pk])).content.decode()
    fix.article = other

    with pytest.raises(CorrectionRefused, match="stays with its story"):
        correct(fix, by=boss)

    assert 'name="text"' in form
    assert 'name="article"' not in form
    assert Correction.objects.get().article != other
