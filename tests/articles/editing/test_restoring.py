"""An old version comes back as a new one; whatever stood there is not lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles.body import parts
from articles.editing.copying import copy_of
from articles.editing.restoring import NoReason, restore
from articles.models import Article, Byline, PhotoUse, RelatedLink, TopicUse
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return newsdesk.editor()


@pytest.fixture
def article(boss):
    """A story with one of everything, and after it a version with nothing of that."""
    other = newsdesk.story("Another story")
    article = newsdesk.story(
        "As it was",
        slug="as-it-was",
        body=newsdesk.TEXT
        + parts.block("photo", id=newsdesk.photo("A rope").pk)
        + parts.block("read", id=other.pk),
        authors=[newsdesk.author("Ines Amaral"), newsdesk.author("Jo Vale")],
        topics=[newsdesk.topic("Pilotage"), newsdesk.topic("Eels")],
        lead=newsdesk.photo(),
        related=[other],
        outlet=newsdesk.outlet(),
        by=boss,
    )
    for rows in (Byline, PhotoUse, RelatedLink):
        rows.objects.filter(article=article).delete()
    TopicUse.objects.filter(content_object=article).delete()
    return newsdesk.save(article, by=boss, headline="As it is", body="<p>New.</p>", section=None, outlet=None)


def versions(article: Article) -> list[tuple]:
    return list(article.versions.order_by("number").values_list("number", "made_by", "reason"))


def test_the_whole_copy_comes_back_as_a_new_version_with_its_reason(article, boss):
    old = article.versions.get(number=1)

    done = restore(article, old, by=boss, reason=" The old figures were right. ")

    fresh = Article.objects.get(pk=article.pk)
    assert copy_of(fresh) == old.copy
    assert done.version.copy == old.copy
    assert (done.version.number, done.before.number, done.left_out) == (3, 2, [])
    assert versions(article)[2] == (3, boss.pk, "v1 restored: The old figures were right.")
    assert done.version.is_intact()
    assert done.version.previous_hash == done.before.hash


def test_forms_that_were_open_meanwhile_are_stale_afterwards(article, boss):
    restore(article, article.versions.get(number=1), by=boss, reason="Better.")

    assert Article.objects.get(pk=article.pk).revision == article.revision + 1


def test_a_copy_that_has_no_version_yet_gets_one_before_it_makes_way(article, boss):
    Article.objects.filter(pk=article.pk).update(headline="Written past the form")

    done = restore(article, article.versions.get(number=1), by=boss, reason="Better.")

    assert article.versions.get(number=3).copy.headline == "Written past the form"
    assert (done.before.number, done.version.number) == (3, 4)


def test_state_deadline_and_who_holds_it_are_left_alone_and_so_are_readers(article, boss):
    Byline.objects.create(article=article, author=newsdesk.author())
    newsdesk.put_out(newsdesk.save(article, headline="Before readers", section=newsdesk.section()), by=boss)
    Article.objects.filter(pk=article.pk).update(state="legal", assigned_to=boss)

    restore(article, article.versions.get(number=1), by=boss, reason="Better.")

    fresh = Article.objects.get(pk=article.pk)
    assert (fresh.state, fresh.assigned_to) == ("legal", boss)
    assert article.editions.readable().get().headline == "Before readers"


def test_an_address_is_kept_where_the_version_had_none(boss):
    article = newsdesk.story("No address yet")
    newsdesk.save(article, slug="given-later", headline="Other")

    restore(article, article.versions.get(number=1), by=boss, reason="Better.")

    assert Article.objects.get(pk=article.pk).slug == "given-later"


def test_what_has_been_deleted_since_is_left_out_and_named(article, boss):
    newsdesk.topic("Eels").delete()
    newsdesk.author("Jo Vale").delete()

    done = restore(article, article.versions.get(number=1), by=boss, reason="Better.")

    assert done.left_out == ["Jo Vale", "Eels"]
    assert [line.name for line in done.version.copy.bylines] == ["Ines Amaral"]
    assert [use.name for use in done.version.copy.topics] == ["Pilotage"]


def test_what_the_desk_copy_says_already_makes_no_version(article, boss):
    done = restore(article, article.versions.get(number=2), by=boss, reason="Twice pressed.")

    assert done.version == done.before
    assert article.versions.count() == 2


def test_it_needs_a_reason_the_right_to_write_and_a_version_of_this_story(article, boss):
    old, before = article.versions.get(number=1), versions(article)
    with pytest.raises(NoReason):
        restore(article, old, by=boss, reason="  ")
    with pytest.raises(PermissionDenied):
        restore(article, old, by=newsdesk.editor(may=["view_article"]), reason="Better.")
    with pytest.raises(PermissionDenied):
        restore(newsdesk.story("Not its own"), old, by=boss, reason="Better.")

    assert versions(article) == before
