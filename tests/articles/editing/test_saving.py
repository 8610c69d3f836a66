"""Saving a desk copy: no save is lost under another, rows follow the text, each change is a Version."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.body import parts
from articles.editing.differences import readable
from articles.editing.saving import Stale, answer_read, claim, saved
from articles.models import Article, Version
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


def in_text(article: Article) -> list[tuple]:
    rows = article.related_links.filter(place="text").order_by("order")
    return [(row.target_id, row.url, row.title, row.wanted) for row in rows]


def test_a_save_begun_before_another_is_refused_with_the_newer_copy_in_hand():
    article = newsdesk.story()
    opened = article.revision
    newsdesk.save(article, headline="Saved by another hand")

    with pytest.raises(Stale) as refusal, transaction.atomic():
        claim(article.pk, opened)

    assert refusal.value.current.headline == "Saved by another hand"
    assert Article.objects.get(pk=article.pk).headline == "Saved by another hand"


def test_a_save_of_the_newest_copy_goes_through_and_is_counted():
    article = newsdesk.story()

    with transaction.atomic():
        current = claim(article.pk, article.revision)
        saved(current, by=None)

    assert Article.objects.get(pk=article.pk).revision == article.revision + 1


def test_each_change_is_a_version_and_no_change_is_none():
    article, user = newsdesk.story(), newsdesk.editor()
    first = Version.objects.get()

    same = saved(article, by=user)
    newsdesk.save(article, by=user, headline="Changed")

    assert same == first
    assert [(version.number, version.made_by) for version in article.versions.order_by("number")] == [
        (1, None),
        (2, user),
    ]
    assert article.versions.get(number=2).previous_hash == first.hash


def test_nobody_saves_who_may_not_write():
    article = newsdesk.story()
    before = (article.revision, article.versions.count())

    with pytest.raises(PermissionDenied, match="Ask an editor"):
        saved(article, by=newsdesk.editor(may=("view_article", "publish_article")))

    fresh = Article.objects.get(pk=article.pk)
    assert (fresh.revision, fresh.versions.count()) == before


def test_a_body_is_read_out_with_the_names_of_what_stands_in_it():
    picture, other = newsdesk.photo("Cranes at low water"), newsdesk.story("The other story")
    body = (
        "<p>One.</p>"
        + parts.block("photo", id=picture.pk)
        + parts.block("read", id=other.pk)
        + parts.block("read", label="A story not found yet")
        + parts.block("quote", text="We saw it", by="Jo")
        + parts.block("photo", id=picture.pk + 1000)
    )

    assert readable(body).split("\n\n") == [
        "One.",
        "Picture: Cranes at low water",
        "READ: The other story",
        "READ: A story not found yet",
        "“We saw it” Jo",
        "Picture: no longer here",
    ]


def test_a_version_holds_bylines_pictures_links_and_topics():
    other = newsdesk.story("Another story")
    article = newsdesk.story(
        lead=newsdesk.photo(), topics=[newsdesk.topic()], related=[other], outlet=newsdesk.outlet()
    )

    copy = article.versions.get().snapshot

    assert [line["name"] for line in copy["bylines"]] == ["Ines Amaral"]
    assert [(use["place"], use["credit"]) for use in copy["photos"]] == [
        ("lead", "Jo Vale / Quay Pictures / CC BY 4.0")
    ]
    assert [link["target"] for link in copy["links"]] == [other.pk]
    assert [use["name"] for use in copy["topics"]] == ["Pilotage"]
    assert copy["outlet_name"] == "The Ferry Post"


def test_a_changed_snapshot_or_a_broken_chain_shows():
    version = newsdesk.story().versions.get()
    assert version.is_intact()

    version.snapshot["headline"] = "Forged"

    assert not version.is_intact()


def test_the_links_in_the_text_are_its_read_lines_in_their_order():
    first, second = newsdesk.story("First"), newsdesk.story("Second")
    body = "".join(
        (
            parts.block("read", id=second.pk),
            parts.block("read", href="https://x.example/", label="Outside"),
            parts.block("read", label="Somewhere"),
            parts.block("read", id=first.pk),
            parts.block("read", id=second.pk),
            parts.block("read", id=999_999),
        )
    )

    article = newsdesk.story(body=newsdesk.TEXT + body)
    before = in_text(article)
    newsdesk.save(article, body=newsdesk.TEXT + parts.block("read", id=first.pk))

    assert before == [
        (second.pk, "", "", ""),
        (None, "https://x.example/", "Outside", ""),
        (None, "", "", "Somewhere"),
        (first.pk, "", "", ""),
    ]
    assert in_text(article) == [(first.pk, "", "", "")]


def test_a_story_does_not_lead_to_itself_and_the_related_list_is_left_alone():
    other = newsdesk.story("Other")
    article = newsdesk.story(related=[other])

    newsdesk.save(article, body=newsdesk.TEXT + parts.block("read", id=article.pk))

    assert in_text(article) == []
    assert [link.target for link in article.related_links.filter(place="list")] == [other]


def test_a_picture_put_into_the_text_brings_its_caption_and_alt_text():
    photo = newsdesk.photo("A crane", focal_x=20)
    article = newsdesk.story(body=newsdesk.TEXT + parts.block("photo", id=photo.pk) * 2)

    rows = [(use.photo, use.place, use.caption, use.alt, use.focal_x) for use in article.photo_uses.all()]

    assert rows == [(photo, "text", "A crane", photo.alt, 20)]


def test_an_answered_read_line_leads_to_its_story():
    other = newsdesk.story("Other")
    article = newsdesk.story(body=newsdesk.TEXT + parts.block("read", label="Othr & more"))

    answer_read(article, wanted="Othr & more", target=other)
    saved(article, by=None)

    assert in_text(article) == [(other.pk, "", "", "")]
