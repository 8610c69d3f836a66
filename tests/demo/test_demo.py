"""The demo newsroom: a whole small paper, made by the desk's own verbs, and the same when asked for twice."""

from __future__ import annotations

import re
import stat
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from articles.body import parts
from articles.demo import album
from articles.models import (
    Article,
    Author,
    Correction,
    Edition,
    EditionLink,
    Outlet,
    Photo,
    PhotoCredit,
    Section,
    State,
    Version,
)
from articles.photos import child, sandbox
from articles.publishing.problems import problems
from membership.books.reports import tallying
from membership.models import Appeal, Donation, Payment, Status
from newsroom.models import Imprint, User


def in_this_process(folder, data, kind, limits, job):
    """What the sandbox's child does, without starting a child for each of many pictures."""
    (folder / "original").write_bytes(data)
    job |= {"kind": kind, "max_pixels": limits.max_pixels, "strip_from": 2000}
    return child.work(folder, job)


@pytest.fixture(scope="module")
def paper(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo with small pictures, made once for all tests here and rolled back. Its data folder.

    These tests take no `db`: it would close the connection that the paper stands on.
    """
    folder = tmp_path_factory.mktemp("demo")
    block = transaction.atomic()
    block._from_testcase = True  # gifts are written in transactions of their own
    with (
        django_db_blocker.unblock(),
        override_settings(
            DATA_DIR=folder,
            MEDIA_ROOT=folder / "media",
            DEMO=True,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
        block,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sandbox, "_run", in_this_process)
        call_command("demo", picture_width=280, verbosity=0)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def undone(paper):
    """What a test changes in the paper is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def live():
    return Edition.objects.readable().select_related("article", "section")


def told():
    """All that a second run could have added to or changed."""
    models = (
        Article,
        Author,
        Edition,
        Photo,
        PhotoCredit,
        Version,
        Correction,
        Donation,
        Payment,
        Appeal,
        User,
    )
    counts = {model.__name__: model.objects.count() for model in models}
    saved = list(Article.objects.order_by("pk").values_list("pk", "saved_at", "revision", "body"))
    passwords = list(User.objects.order_by("pk").values_list("password", flat=True))
    return counts, saved, passwords, Imprint.objects.values().get()


@pytest.mark.django_db
def test_the_demo_stays_out_of_a_real_newsroom(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=0"):
        call_command("demo")


@pytest.mark.django_db
def test_a_database_without_groups_is_sent_to_migrate_first():
    Group.objects.filter(name="Photo desk").delete()

    with pytest.raises(CommandError, match="no group Photo desk"):
        call_command("demo")

    assert User.objects.count() == 0


def test_the_paper_is_a_whole_one(paper):
    in_sections = Counter(live().values_list("section__slug", flat=True))
    joint = live().filter(outlet__isnull=False, bylines__isnull=False).distinct()
    counts = {
        "stories": live().count(),
        "fewest in a section": min(in_sections.values()),
        "sections": len(in_sections),
        "faces": Author.objects.filter(portrait__isnull=False).exclude(bio="").exclude(interests="").count(),
        "outlets": Outlet.objects.exclude(terms="").count(),
        "of outlets": set(joint.values_list("outlet__name", flat=True)),
        "states": set(
            Article.objects.exclude(pk__in=live().values("article")).values_list("state", flat=True)
        ),
        "withdrawn": Edition.objects.filter(closed=Edition.Closed.WITHDRAWN).exclude(reason="").count(),
        "scheduled": Edition.objects.filter(live_from__gt=timezone.now(), closed="").count(),
        "corrections": Counter(Correction.objects.values_list("kind", flat=True)),
        "lead": live().get(prominence=2).path,
        "front": live().filter(prominence=1).count(),
        "filed from copy": Article.objects.filter(intake__isnull=False).count(),
    }

    assert counts == {
        "stories": 47,
        "fewest in a section": 5,
        "sections": Section.objects.count(),
        "faces": 10,
        "outlets": 3,
        "of outlets": {"Northern Wire", "Aldby Observer", "The Fell Review"},
        "states": set(State.values),
        "withdrawn": 1,
        "scheduled": 1,
        "corrections": {"correction": 2, "clarification": 1},
        "lead": "/harbour/outfall-ran-211-days/",
        "front": 4,
        "filed from copy": 1,
    }


def test_a_second_run_changes_nothing(paper):
    before, sign_ins = told(), (paper / "demo-sign-ins.txt").read_text()

    call_command("demo", picture_width=280, verbosity=0)

    assert told() == before
    assert (paper / "demo-sign-ins.txt").read_text() == sign_ins


def test_nothing_stands_in_the_way_of_what_is_live(paper):
    found = {edition.path: [each.code for each in problems(edition.article)] for edition in live()}

    assert {path: codes for path, codes in found.items() if codes} == {}
    assert len(found) == 47


def test_every_link_between_stories_leads_to_one_that_can_be_read(paper):
    links = EditionLink.objects.filter(edition__in=live(), target__isnull=False)
    readable = set(live().values_list("article", flat=True))

    assert {link.target_id for link in links} - readable == set()
    assert links.filter(place="text").count() >= 40


def test_every_story_answers_with_its_headline(paper):
    client = Client()

    answers = {edition.path: client.get(edition.path) for edition in live()}

    assert {path for path, answer in answers.items() if answer.status_code != 200} == set()
    assert client.get("/harbour/north-channel-shoaling/").status_code == 410


def test_no_sentence_stands_in_two_stories(paper):
    said = Counter()
    for edition in live():
        text = parts.plain_text(edition.parts)
        said.update({each.strip() for each in re.split(r"(?<=[.?!”])\s+", text) if each.count(" ") > 4})

    twice = [sentence for sentence, stories in said.items() if stories > 1]

    assert twice == []
    assert len(said) > 400


def test_stories_are_stories_and_not_filler(paper):
    short = [edition.path for edition in live() if edition.words < 180 or len(edition.headline) > 75]

    assert short == []


def test_credits_are_read_from_the_files(paper):
    by_title = {
        credit.photo.title: credit for credit in PhotoCredit.objects.select_related("photo", "licence")
    }
    drawn = {picture.title: picture.said for picture in album.prints()}

    read = {
        title: (by_title[title].photo.metadata["metadata"]["creator"], by_title[title].photo.alt)
        for title in drawn
    }

    assert read == {title: (said.get("creator", ""), said["alt"]) for title, said in drawn.items()}
    assert len(drawn) >= 30
    assert len({credit.licence for credit in by_title.values()}) >= 8


def test_one_draft_waits_for_its_licence(paper):
    waiting = PhotoCredit.objects.get(terms="CC 2.0")

    found = problems(waiting.photo.uses.get().article)

    assert waiting.licence is None
    assert [problem.code for problem in found if problem.blocking] == ["no-licence"]


def test_the_update_is_told_and_keeps_its_first_date(paper):
    editions = list(
        Edition.objects.filter(path="/harbour/ferry-suspended-engine-fire/").order_by("live_from")
    )

    first, second = editions

    assert (first.live_until, first.closed) == (second.live_from, Edition.Closed.REPLACED)
    assert (second.first_live, second.updated_at) == (first.live_from, second.live_from)
    assert "relief boat, the" not in first.search_text
    assert "relief boat, the" in second.search_text


def test_gifts_stand_in_every_state(paper):
    found = Counter(str(gift.status) for gift in Donation.objects.all())

    assert found == {
        Status.RECEIVED: 39,
        Status.ACTIVE: 18,
        Status.PAUSED: 1,
        Status.ENDED: 1,
        Status.PROMISED: 5,
        Status.FAILED: 2,
        Status.GIVEN_BACK: 1,
    }
    assert set(Appeal.objects.values_list("place", flat=True)) == {"story", "home", "own"}


def test_the_figures_know_every_gift_from_the_first(paper):
    nobody_is_left_to_count = tallying.catch_up(rounds=0)

    assert nobody_is_left_to_count


def test_sign_ins_work_and_are_ours_alone_to_read(paper):
    file = paper / "demo-sign-ins.txt"
    said = dict(line.split()[:2] for line in file.read_text().splitlines())

    people = {name: authenticate(username=name, password=word) for name, word in said.items()}

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {name: sorted(user.groups.values_list("name", flat=True)) for name, user in people.items()} == {
        "admin": [],
        "editor": ["Editor"],
        "reporter": ["Reporter"],
        "photodesk": ["Photo desk"],
        "membership": ["Membership manager"],
    }
    assert people["admin"].is_superuser


def test_a_newsroom_with_stories_of_its_own_is_left_alone(undone):
    Article.objects.filter(slug="outfall-ran-211-days").update(slug="something-else")

    with pytest.raises(CommandError, match="stories of its own"):
        call_command("demo")


def test_what_ships_is_light():
    files = list((Path(album.FOLDER) / "pictures").glob("*"))

    assert {file.suffix for file in files} == {".avif"}
    assert sum(file.stat().st_size for file in files) <= 6_000_000
