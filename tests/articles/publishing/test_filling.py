"""What readers get is the whole saved copy: each field, each list in the desk's order, and nothing of another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from articles.body import parts
from articles.models import Byline, Edition, PhotoUse, Role, SearchEntry
from articles.publishing import tags_of
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


def rows(edition: Edition, name: str, *fields: str) -> list[tuple]:
    return list(getattr(edition, name).order_by("order").values_list("order", *fields))


def test_every_field_of_the_copy_is_in_its_edition():
    boss, partner = newsdesk.editor(), newsdesk.outlet()
    article = newsdesk.story(
        " Pilot boats find nothing ",
        standfirst=" What the crews saw. ",
        body="<p>One two.</p><p>Three.</p>",
        key_points=" First \n \nSecond",
        kicker="Sea",
        kind="analysis",
        outlet=partner,
        outlet_url="https://ferrypost.example/boats/",
        prominence=2,
        sensitive=True,
        slug="boats",
    )

    edition = Edition.objects.get(pk=newsdesk.put_out(article, by=boss, override=" Breaking. ").pk)

    told = model_to_dict(edition, exclude=["id", "live_from", "first_live"])
    assert told == {
        "article": article.pk,
        "version": article.versions.first().pk,
        "live_until": None,
        "closed": "",
        "reason": "",
        "override": "Breaking.",
        "overridden": [],
        "published_by": boss.pk,
        "path": "/harbour/boats/",
        "headline": "Pilot boats find nothing",
        "standfirst": "What the crews saw.",
        "kicker": "Sea",
        "kind": "analysis",
        "section": article.section_id,
        "outlet": partner.pk,
        "outlet_url": "https://ferrypost.example/boats/",
        "prominence": 2,
        "sensitive": True,
        "words": 3,
        "updated_at": None,
        "key_points": ["First", "Second"],
        "parts": [["html", "<p>One two.</p><p>Three.</p>"]],
        "search_text": "Pilot boats find nothing\nWhat the crews saw.\nOne two.\nThree.",
    }
    assert edition.live_from == edition.first_live <= edition.published_at
    assert SearchEntry.objects.filter(edition=edition).exists()


def test_people_topics_pictures_and_links_stand_as_the_desk_set_them():
    ines, otto = newsdesk.author(), newsdesk.author("Otto Brandt")
    pilotage, cranes = newsdesk.topic(), newsdesk.topic("Cranes")
    lead, inside = newsdesk.photo("Lead"), newsdesk.photo("Inside")
    target = newsdesk.live("Another story")
    article = newsdesk.story(
        body=newsdesk.TEXT
        + parts.block("photo", id=inside.pk)
        + parts.block("read", label="Not found yet")
        + parts.block("read", href="https://x.example/", label="Outside"),
        authors=[otto],
        topics=[cranes, pilotage],
        lead=lead,
        related=[target],
    )
    Byline.objects.create(article=article, author=ines, role=Role.PHOTOGRAPHS, order=1)
    article.photo_uses.filter(photo=lead).update(caption="At dawn", alt="A boat", focal_x=20, focal_y=80)
    article.photo_uses.filter(photo=inside).update(
        caption="", alt="", decorative=True, focal_x=30, focal_y=70, order=1
    )

    edition = newsdesk.put_out(newsdesk.save(article, kicker="Saved"))

    assert rows(edition, "bylines", "author", "role") == [(0, otto.pk, "by"), (1, ines.pk, "photographs")]
    assert rows(edition, "topics", "topic") == [(0, cranes.pk), (1, pilotage.pk)]
    assert rows(edition, "photos", "photo", "place", "caption", "alt", "focal_x", "focal_y") == [
        (0, lead.pk, PhotoUse.Place.LEAD, "At dawn", "A boat", 20, 80),
        (1, inside.pk, PhotoUse.Place.TEXT, "", "", 30, 70),
    ]
    # The open question in between is the desk's own.
    assert rows(edition, "links", "target", "url", "title", "place") == [
        (0, target.pk, "", "", "list"),
        (2, None, "https://x.example/", "Outside", "text"),
    ]


def test_a_page_is_told_of_everything_that_the_edition_shows():
    # So that no number of an author or topic is by chance that of the row which leads there.
    newsdesk.live("Before", authors=[newsdesk.author("Ada Quill")], topics=[newsdesk.topic("Cranes")])
    newsdesk.live("Before that", authors=[newsdesk.author("Ada Quill")], topics=[newsdesk.topic("Cranes")])
    ines, otto, pilotage = newsdesk.author(), newsdesk.author("Otto Brandt"), newsdesk.topic()
    plain = newsdesk.put_out(newsdesk.story("Plain", authors=[otto]))
    partner = newsdesk.outlet()
    full = newsdesk.put_out(newsdesk.story(authors=[otto, ines], topics=[pilotage], outlet=partner))

    lists = {"latest", f"section:{newsdesk.section().pk}", f"author:{otto.pk}"}
    assert tags_of(plain) == lists | {f"article:{plain.article_id}"}
    assert tags_of(full) == lists | {
        f"article:{full.article_id}",
        f"author:{ines.pk}",
        f"topic:{pilotage.pk}",
        f"outlet:{partner.pk}",
    }


def test_the_version_says_who_published_it():
    boss = newsdesk.editor()

    version = newsdesk.put_out(newsdesk.story(), by=boss).version

    assert (version.made_by, version.reason) == (boss, "Published")


def test_the_version_of_a_schedule_does_not_say_that_it_was_published():
    coming = newsdesk.put_out(newsdesk.story(), at=timezone.now() + timedelta(days=2))

    assert coming.version.reason == "Scheduled"
