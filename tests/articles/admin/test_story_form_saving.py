"""Saving a story from its form: nothing typed is lost, nobody overwrites anybody."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.models import Article, Byline, PhotoUse, RelatedLink, Topic, Version
from tests.builders.newsdesk import author, outlet, photo, section, story, topic
from tests.driving.storydesk import REPORTER, address, desk, opened, person, with_row

pytestmark = pytest.mark.django_db


def test_an_empty_draft_can_be_saved():
    client = desk(person("maya"))

    answer = client.post(address(None), opened(client))

    article = Article.objects.get()
    assert answer.status_code == 302
    assert answer.url == article.get_desk_url()
    assert (article.headline, article.body, article.revision) == ("", "", 1)


def test_a_new_story_begins_with_the_byline_of_who_writes_it():
    user = person("tom")
    own = author("Tom Adair", user=user)
    client = desk(user)

    client.post(address(None), opened(client))

    article = Article.objects.get()
    assert [byline.author for byline in article.bylines.all()] == [own]
    # It is a beginning: what was taken off stays off, and another's new story is not mine.
    article.bylines.all().delete()
    assert opened(client, article)["bylines-0-author"] == ""
    assert opened(desk(person("ines")))["bylines-0-author"] == ""


def test_a_story_is_saved_whole_in_the_order_the_editor_gave():
    user = person("maya")
    client = desk(user)
    data = opened(client) | {
        "headline": "Harbour  board votes tonight",
        "standfirst": "Forty pages, three contractors.",
        "key_points": "One\nTwo",
        "body": "<p>Kelby Harbour Board will vote tonight.</p>",
        "section": section().pk,
        "topics": [str(topic("Pilotage").pk), "+Port dues"],
        "outlet": outlet().pk,
        "outlet_url": "https://ferrypost.example/1",
    }
    data = with_row(data, "bylines", author=author("Tom Adair").pk, role="by", order=1)
    data = with_row(data, "bylines", author=author("Lotte Breen").pk, role="photographs", order=0)
    data = with_row(
        data,
        "photo_uses",
        photo=photo().pk,
        place="lead",
        caption="The basin",
        alt="Cranes",
        focal_x=30,
        focal_y=70,
        order=0,
    )
    data = with_row(data, "related_links", target=story("An older story").pk, order=0)

    answer = client.post(address(None), data)

    article = Article.objects.get(headline="Harbour board votes tonight")
    assert answer.status_code == 302
    assert list(article.bylines.values_list("author__name", "role", "order")) == [
        ("Lotte Breen", "photographs", 0),
        ("Tom Adair", "by", 1),
    ]
    assert list(article.photo_uses.values_list("caption", "place", "focal_x", "focal_y")) == [
        ("The basin", "lead", 30, 70)
    ]
    assert [link.target.headline for link in article.related_links.all()] == ["An older story"]
    assert [use.tag.name for use in article.topic_uses.order_by("pk")] == ["Pilotage", "Port dues"]
    assert article.saved_by == user
    assert Version.objects.get(article=article).made_by == user


def test_saving_again_without_a_change_makes_no_new_version():
    client = desk(person("maya"))
    article = story(lead=photo(), related=[story("Another")], topics=[topic()])

    client.post(address(article), opened(client, article))

    assert article.versions.count() == 1


def test_rows_can_be_swapped_taken_off_and_added_again_in_one_save():
    client = desk(person("maya"))
    first, second = photo("First"), photo("Second")
    article = story(lead=first, authors=[author("Tom Adair"), author("Lotte Breen")])
    PhotoUse.objects.create(article=article, photo=second, caption="Second", alt="x", order=1)
    data = opened(client, article)
    data |= {"photo_uses-0-place": "text", "photo_uses-1-place": "lead"}
    data |= {"bylines-0-DELETE": "on"}
    data = with_row(data, "bylines", author=author("Tom Adair").pk, role="by", order=9)

    answer = client.post(address(article), data)

    assert answer.status_code == 302
    assert list(article.photo_uses.values_list("photo__caption", "place")) == [
        ("First", "text"),
        ("Second", "lead"),
    ]
    assert list(article.bylines.values_list("author__name", flat=True)) == ["Lotte Breen", "Tom Adair"]


def test_what_cannot_stand_together_is_said_at_the_row_and_nothing_typed_is_lost():
    client = desk(person("maya"))
    article = story(authors=[author("Tom Adair")])
    data = opened(client, article) | {"headline": "Typed, and must stay"}
    data = with_row(data, "bylines", author=author("Tom Adair").pk, role="by", order=1)
    data = with_row(data, "related_links", url="https://elsewhere.example/", order=0)

    answer = client.post(address(article), data)

    rows = answer.context["lists"]
    assert answer.status_code == 200
    assert rows["bylines"].forms[1].errors["author"] == [
        "Tom Adair is already credited so. Take one of the two off."
    ]
    assert rows["related_links"].forms[0].errors["title"] == ["Give the title of that page; readers see it."]
    assert "Typed, and must stay" in answer.text
    assert "https://elsewhere.example/" in answer.text
    assert Article.objects.get().headline == "Pilot boats find nothing"


def test_pasted_word_and_docs_markup_is_cleaned():
    client = desk(person("maya"))
    data = opened(client) | {
        "headline": "<script>alert(1)</script>",
        "body": '<b style="font-weight:normal" id="docs-internal-guid-1"><p style="color:red" class="MsoNormal">One <b>bold</b>'
        '<script>alert(1)</script></p></b><p onclick="x()"><a href="javascript:alert(1)">two</a><o:p></o:p></p>',
    }

    client.post(address(None), data)

    article = Article.objects.get()
    assert article.body == "<p>One <strong>bold</strong></p><p>two</p>"
    assert article.headline == "<script>alert(1)</script>"
    assert "<script>alert(1)</script>" not in client.get(address(article)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(address(article)).text


def test_a_read_line_that_looks_for_a_story_is_answered_from_its_row():
    client = desk(person("maya"))
    wanted = "Who “owns” the pier’s <deed> & rent?"
    article = story(body=f"<p>Text.</p>{parts.block('read', label=wanted)}<p>More.</p>")
    target = story("Four answers, no deed")
    data = opened(client, article)
    assert data["related_links-0-wanted"] == wanted

    client.post(address(article), data | {"related_links-0-target": target.pk})

    article.refresh_from_db()
    assert parts.cut(article.body) == [
        ["html", "<p>Text.</p>"],
        ["read", target.pk],
        ["html", "<p>More.</p>"],
    ]
    assert list(article.related_links.values_list("place", "target", "wanted")) == [("text", target.pk, "")]


def test_a_photo_put_into_the_text_gets_a_row_to_hold_its_words():
    client = desk(person("maya"))
    article, picture = story(), photo("The dredger")
    body = f"<p>Text.</p>{parts.block('photo', id=picture.pk)}"

    client.post(address(article), opened(client, article) | {"body": body})

    assert list(article.photo_uses.values_list("photo", "caption", "alt", "place")) == [
        (picture.pk, "The dredger", "The dredger, seen from the quay", "text")
    ]


def test_an_address_once_given_does_not_go_away_when_its_field_is_emptied():
    client = desk(person("maya"))
    article = story(slug="pilot-boats")

    client.post(address(article), opened(client, article) | {"slug": ""})

    assert Article.objects.get().slug == "pilot-boats"


def test_a_reporter_saves_but_makes_no_new_topic():
    client = desk(person("rosa", REPORTER))
    data = opened(client) | {"headline": "Kept", "topics": ["+Brand new"]}

    answer = client.post(address(None), data)

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["topics"] == [
        "Only an editor can add the new topic “Brand new”. Take it off and ask for it."
    ]
    assert Topic.objects.count() == 0
    assert "Kept" in answer.text


@pytest.mark.parametrize("field", ["deadline", "embargo"])
def test_a_date_that_is_none_is_answered_with_a_sentence(field):
    client = desk(person("maya"))

    answer = client.post(address(None), opened(client) | {field: "tomorrow-ish", "headline": "Kept"})

    assert answer.context["adminform"].form.errors[field] == [
        "Give a date and a time, such as 2026-03-12 22:00."
    ]
    assert Article.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_few_questions_however_many_rows_it_has(django_assert_num_queries, rows):
    client = desk(person("maya"))
    writers = [author(f"Writer {number}") for number in range(rows)]
    article = story(
        authors=writers,
        lead=photo(),
        topics=[topic()],
        outlet=outlet(),
        related=[story(f"Old {n}") for n in range(rows)],
    )
    client.get(address(article))

    with django_assert_num_queries(26):
        client.get(address(article))


def test_a_story_cannot_be_deleted_at_the_desk():
    client = desk(person("maya", ("delete_article", "change_article", "view_article")))
    article = story()

    answer = client.post(address(article, "delete"), {"post": "yes"})

    assert answer.status_code == 403
    assert (Article.objects.count(), Byline.objects.count(), RelatedLink.objects.count()) == (1, 1, 0)
