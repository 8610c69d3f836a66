"""The checks beside a story, of what is typed and not saved."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from articles.models import Article, PhotoCredit
from tests.builders.newsdesk import TEXT, author, live, photo, section, story
from tests.driving.storydesk import REPORTER, address, desk, opened, person, with_row

pytestmark = pytest.mark.django_db


def told(answer) -> list[tuple[str, str]]:
    return [(check.problem.code, check.target) for check in answer.context["checks"]]


def test_what_is_typed_is_judged_and_nothing_is_saved(maya):
    article = story()
    typed = opened(maya, article) | {"headline": "", "body": f"{TEXT}<p>About TK boats.</p>"}

    answer = maya.post(address(article, "checks"), typed)

    assert told(answer) == [("no-headline", "id_headline"), ("tk", "id_body")]
    assert 'data-words="TK"' in answer.text
    assert {step.slug: (step.blocking, step.warnings) for step in answer.context["steps"]}["write"] == (1, 1)
    article.refresh_from_db()
    assert (article.headline, article.revision) == ("Pilot boats find nothing", 1)


def test_it_is_what_a_save_of_the_same_would_be_told(maya):
    article, writer, place = story(authors=[], section=None), author(), section()
    typed = with_row(opened(maya, article), "bylines", author=writer.pk, role="by")
    typed |= {"section": place.pk, "standfirst": ""}

    before = maya.post(address(article, "checks"), typed)
    maya.post(address(article), typed)
    after = maya.get(address(article))

    assert told(before) == told(after) == [("no-standfirst", "id_standfirst")]
    assert before.context["passed"] == after.context["passed"]


def test_a_new_story_is_judged_before_it_is_a_row(maya):
    answer = maya.post("/admin/articles/article/checks/", opened(maya) | {"headline": "Board votes"})

    assert [code for code, _target in told(answer)] == [
        *("no-body", "no-byline", "no-section"),
        *("short-headline", "no-standfirst"),
    ]
    assert Article.objects.count() == 0


def test_a_picture_that_was_put_on_just_now_leads_to_its_row(maya):
    article = story()
    picture = photo(alt="")
    typed = with_row(
        opened(maya, article), "photo_uses", photo=picture.pk, place="lead", alt="", caption="TK"
    )
    typed |= {"photo_uses-0-focal_x": 50, "photo_uses-0-focal_y": 50}

    answer = maya.post(address(article, "checks"), typed)

    assert told(answer) == [("no-alt", "id_photo_uses-0-alt"), ("tk", "id_photo_uses-0-caption")]


@pytest.mark.parametrize(
    ("credit", "code"),
    [
        ({"creator": "", "organisation": ""}, "no-credit"),
        ({"licence": None}, "no-licence"),
        ({"expires_on": date(2020, 3, 1)}, "photo-expired"),
    ],
)
def test_what_is_wrong_with_a_credit_leads_to_where_it_is_typed(maya, credit, code):
    picture = photo()
    PhotoCredit.objects.filter(photo=picture).update(**credit)
    article = story(lead=picture)

    answer = maya.post(address(article, "checks"), opened(maya, article))

    assert told(answer) == [(code, "credit-photo_uses-0")]
    assert 'id="credit-photo_uses-0"' in maya.get(address(article)).text


def test_what_a_save_would_refuse_is_said_first_and_in_its_words(maya):
    live("Told before, and it is live", slug="told")
    article = story(slug="mine")

    answer = maya.post(address(article, "checks"), opened(maya, article) | {"slug": "told"})

    (first, *_others) = answer.context["checks"]
    assert (first.problem.sentence, first.target) == (
        "Another story has or had this address. Choose another.",
        "id_slug",
    )


def test_what_is_scheduled_is_judged_by_its_minute(maya):
    article = story(embargo=timezone.now() + timezone.timedelta(hours=1))
    at = timezone.now() + timezone.timedelta(hours=2)
    maya.post(
        address(article, "publish"),
        {"when": "later", "at": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"), "revision": 1},
    )

    assert told(maya.post(address(article, "checks"), opened(maya, article))) == []


def test_only_who_may_change_the_story_is_told():
    article = story()

    answers = [
        desk(person(name, may)).post(address(article, "checks"), {}).status_code
        for name, may in (("reporter", REPORTER), ("nobody", ()))
    ]

    assert answers == [403, 403]


def test_which_warnings_were_set_aside_is_told_where_the_story_s_editions_are(maya):
    article = story(standfirst="")
    maya.post(
        address(article, "publish"), {"when": "now", "at": "", "revision": 1, "override": "In a hurry."}
    )

    page = maya.get(address(article, "history")).text

    assert "In a hurry." in page
    assert "There is no standfirst. Lists will show the headline alone." in page


def test_the_publish_dialog_tells_hints_apart_and_what_passed(maya):
    article = story()

    page = maya.get(address(article, "publish"))

    assert "Nothing blocks it" in page.text
    assert f"{len(page.context['passed'])} checks passed" in page.text
    assert page.context["warnings"] == []
    assert "id_override" not in page.text
    assert "1 thing would be nice to have, and asks for no reason" in page.text


def test_the_page_beside_the_text_is_made_of_what_is_typed(maya):
    article = story()
    typed = opened(maya, article) | {"headline": "Typed and not saved", "body": f"{TEXT}<p>One more.</p>"}

    page = maya.post(address(article, "live", shown="page"), typed)
    card = maya.post(address(article, "live", shown="card"), typed)
    found = maya.post(address(article, "live", shown="search"), typed)
    bad = maya.post(address(article, "live", shown="page"), typed | {"slug": "feed"})

    assert [answer.status_code for answer in (page, card, found, bad)] == [200, 200, 200, 422]
    assert all("Typed and not saved" in answer.text for answer in (page, card, found, bad))
    assert "One more." in page.text
    assert "One more." not in card.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
