"""`manage.py leak_test`: quiet about a story that is kept, loud about each way in which one could get out."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import escape

from articles.body import parts
from articles.editing.saving import saved
from articles.models import Article, Author, PhotoUse, Section
from articles.models.span import SpanQuerySet
from articles.models.triggers import TRIGGERS
from articles.publishing.leaks import addresses, hidden, too_early
from articles.reading import searching, statements, to_find
from articles.views import lost
from newsroom import triggers
from newsroom.pagestore import store
from tests.builders import newsdesk
from tests.driving.everywhere import names_on_the_map

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEADLINE = "Harbour board sold the <pilot> station & told nobody"
TEXT = "<p>The deed was signed at four in the morning. A clerk kept the second copy.</p>"


@pytest.fixture
def boss():
    return newsdesk.editor()


@pytest.fixture
def naming():
    return newsdesk.live("Second story")


@pytest.fixture
def secret(boss, naming) -> Article:
    """A story under embargo, scheduled for its end, with all that a story can have."""
    embargo = timezone.now() + timedelta(days=2)
    lead = newsdesk.photo("The deed on a kitchen table")
    article = newsdesk.story(
        HEADLINE,
        body=TEXT + parts.block("quote", text="Nobody was to know before the vote", by="A clerk"),
        standfirst="A sale in the night.",
        key_points="The price was never named",
        authors=[newsdesk.author(), newsdesk.author("Nils Undercover")],
        topics=[newsdesk.topic("Operation Lantern")],
        outlet=newsdesk.outlet("The Night Desk", link_required=False),
        lead=lead,
        related=[naming],
        embargo=embargo,
    )
    newsdesk.put_out(article, by=boss, at=embargo)
    return Article.objects.get(pk=article.pk)


def run(article: Article, **options) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("leak_test", str(article.pk), stdout=said, **options)
    except CommandError as error:
        return error.returncode, said.getvalue()
    return 0, said.getvalue()


def leaks(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("LEAK")]


def test_a_story_that_is_kept_is_asked_for_everywhere_and_found_nowhere(secret):
    code, said = run(secret)

    assert (code, leaks(said)) == (0, [])
    assert "Nothing of it was found." in said
    asked = {line.split()[1] for line in said.splitlines() if line.strip()[:1].isdigit()}
    assert asked >= {
        secret.address,
        "/",
        "/harbour/",
        "/harbour/feed/",
        "/author/ines-amaral/",
        "/author/nils-undercover/feed/",
        "/outlet/the-night-desk/",
        "/topic/operation-lantern/",
        "/feed/",
        "/sitemap.xml",
        "/sitemap-stories-1.xml",
        "/sitemap-news.xml",
        "/corrections/",
        f"/membership/?from={secret.pk}",
        "/harbour/second-story/",
        f"/nobody/{secret.slug}/",
    }
    assert any(address.startswith("/search/?q=") for address in asked)
    assert any(address.startswith("/media/photos/") for address in asked)


def test_every_public_pattern_of_the_map_is_asked(secret):
    """A page that is added to the map is asked without anybody thinking of it."""
    asked = addresses.of(secret, hidden.of(secret))

    assert names_on_the_map() - {name for address in asked for name in _name(urlsplit(address).path)} == set()


def test_every_file_of_the_sitemap_is_asked_however_many_there_are(boss, naming, monkeypatch):
    monkeypatch.setattr(to_find, "PER_FILE", 2)
    for number in range(4):
        newsdesk.live(f"Story {number}")
    last = newsdesk.story(HEADLINE)

    asked = addresses.of(last, hidden.of(last))

    assert {f"/sitemap-stories-{number}.xml" for number in (1, 2, 3)} <= set(asked)


def _name(path: str) -> list[str]:
    with suppress(Resolver404):
        match = resolve(path)
        return [match.view_name or match.route, match.route]
    return []


# --- planted leaks ----------------------------------------------------------------------------------


def test_what_the_desk_lets_out_by_hand_is_found(secret, boss, naming):
    """A headline in another story, its address in a text, a point in a section, a name in a biography …"""
    read = parts.block("read", href=f"https://paper.example{secret.address}", label=HEADLINE)
    newsdesk.put_out(newsdesk.save(naming, body=newsdesk.TEXT + read), by=boss)
    Section.objects.filter(pk=secret.section_id).update(description="Soon: the price was never named!")
    Author.objects.filter(name="Ines Amaral").update(bio="She works with Nils\u00a0Undercover")
    shown = newsdesk.photo("Cranes")
    PhotoUse.objects.create(article=secret, photo=shown, caption="A clerk beside the cranes", alt="x")
    saved(secret, by=boss)
    newsdesk.put_out(newsdesk.story("Third story", lead=shown), by=boss)
    file = Path(settings.MEDIA_ROOT) / "photos" / shown.key[:2] / shown.key / "384.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes("…Description A clerk beside the cranes…".encode())

    code, said = run(secret, quiet=True)

    assert code == 1
    found = {line.split(maxsplit=3)[2]: line.split(maxsplit=3)[3] for line in leaks(said)}
    assert "headline" in found["/harbour/second-story/"]
    assert f"address {secret.address}" in found["/harbour/second-story/"]
    assert found["/harbour/"] == "key point “The price was never named”"
    assert "author “Nils Undercover”" in found["/author/ines-amaral/"]
    assert (
        found[f"/media/photos/{shown.key[:2]}/{shown.key}/384.jpg"] == "caption “A clerk beside the cranes”"
    )
    assert not any(address.startswith(("/search/", "/outlet/", "/topic/")) for address in found)


def readable_forgets_the_clock(monkeypatch, naming):
    monkeypatch.setattr(SpanQuerySet, "readable", lambda self, at=None: self.filter(live_until=None))
    return {"/sitemap-pages.xml"}


def statements_forget_the_clock(monkeypatch, naming):
    readable_forgets_the_clock(monkeypatch, naming)
    clock = "e.live_from <= %(now)s AND "
    rows = statements.rows
    for room in (statements, to_find, searching):
        monkeypatch.setattr(
            room, "rows", lambda statement, **values: rows(statement.replace(clock, ""), **values)
        )
    return {
        "/sitemap-stories-1.xml",
        "/sitemap-news.xml",
        "/harbour/",
        "/harbour/feed/",
        "/author/nils-undercover/",
        "/topic/operation-lantern/feed/",
        "/search/?q=nobody",
    }


def not_found_proposes_it(monkeypatch, naming):
    [card] = statements.cards_by_id([naming.editions.get().pk]).values()
    sold = replace(card, headline="A sale in the night")
    monkeypatch.setattr(lost, "_best_match", lambda words: sold)
    return {"/preview/nobody/"}


def only_the_stored_page_has_it(monkeypatch, naming):
    def spoilt(*keys):
        page = find(*keys)
        return page and replace(page, body=page.body + escape(HEADLINE).encode(), gzipped=b"")

    find = store.find
    monkeypatch.setattr(store, "find", spoilt)
    return {"/", "/feed/"}


PLANTED = [
    readable_forgets_the_clock,
    statements_forget_the_clock,
    not_found_proposes_it,
    only_the_stored_page_has_it,
]


@pytest.mark.parametrize("plant", PLANTED)
def test_what_the_program_lets_out_is_found(plant, secret, monkeypatch, naming):
    wanted = plant(monkeypatch, naming)

    code, said = run(secret, quiet=True)

    assert code == 1
    assert wanted <= {line.split()[2] for line in leaks(said)}


def test_a_schedule_before_the_embargo_is_found_in_the_rows(secret, boss):
    triggers.take_off(TRIGGERS, plan=["0011"])
    Article.objects.filter(pk=secret.pk).update(embargo=secret.embargo + timedelta(days=1))

    assert [sentence.split(" on ")[0] for sentence in too_early(Article.objects.get(pk=secret.pk))] == [
        "An edition begins"
    ]


def test_a_later_copy_of_a_live_story_is_hidden_and_what_readers_have_is_not(boss, naming):
    changed = newsdesk.save(naming, standfirst="The figure was wrong by a factor of ten.")

    secrets = hidden.of(changed)

    assert [str(said) for said in secrets.words.values()] == [
        "standfirst “The figure was wrong by a factor of ten.”"
    ]
    assert (secrets.paths, secrets.photos) == (set(), {})


def test_words_that_another_story_says_are_no_leak_and_short_ones_prove_nothing(boss):
    newsdesk.live("Letters to the editor", body="<p>All letters are shortened by the desk.</p>")
    article = newsdesk.story(
        "Letters to the editor", body="<p>All letters are shortened by the desk. No.</p>"
    )

    secrets = hidden.of(article)

    excused = {str(said) for words, said in secrets.words.items() if secrets.excused(words)}
    assert {"headline “Letters to the editor”", "text “All letters are shortened by the desk”"} <= excused
    assert "text “No”" in secrets.left_out


@pytest.mark.parametrize("said", ["number", "path", "address"])
def test_a_story_is_named_by_number_path_or_address(said, naming, monkeypatch):
    monkeypatch.setattr(addresses, "of", lambda article, secrets: [])
    path = naming.editions.get().path
    asked = {"number": str(naming.pk), "path": path, "address": f"https://paper.example{path}"}[said]
    written = StringIO()

    call_command("leak_test", asked, stdout=written)

    assert "“Second story”: 0 addresses" in written.getvalue()
    assert "Nothing of it is hidden: readers have all of it." in written.getvalue()


@pytest.mark.parametrize("said", ["99", "9" * 30, "http://[::1", "½", "../.."])
def test_a_story_that_is_not_there_is_said_to_be(db, said):
    with pytest.raises(CommandError, match=re.escape(f"There is no story {said}.")) as refusal:
        call_command("leak_test", said)

    assert refusal.value.returncode == 2
