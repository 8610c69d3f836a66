"""Two people, or two tabs, at one story: what only one changed is merged, what both changed is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from articles.admin import article_saving
from articles.admin.article_merge_places import Side
from articles.body import parts
from articles.models import Article, PhotoUse, Version
from articles.publishing import publish
from tests.builders.newsdesk import author, photo, section, story, topic
from tests.driving.merge_page import asked, chosen, merged, said, save, sent
from tests.driving.storydesk import REPORTER, address, desk, opened, person, with_row

pytestmark = pytest.mark.django_db

BODY = "<p>One paragraph.</p><p>Another paragraph.</p><p>The last of them.</p>"


def test_a_headline_and_a_sentence_by_one_and_the_body_by_the_other_are_both_kept(maya, ines):
    article = story(headline="", body=BODY)
    hers = opened(maya, article) | {"body": BODY.replace("The last of them.", "The last, by Maya.")}
    save(ines, article, headline="By Ines", body=BODY.replace("One paragraph.", "One, by Ines."))

    answer = maya.post(address(article), hers)

    article.refresh_from_db()
    assert (answer.status_code, article.headline) == (302, "By Ines")
    assert article.body == "<p>One, by Ines.</p><p>Another paragraph.</p><p>The last, by Maya.</p>"
    assert "Merged with what was saved meanwhile by ines: Headline, paragraph 1." in said(answer)
    assert article.versions.count() == 3


def test_without_the_guard_the_second_save_wipes_the_first(maya, ines, monkeypatch):
    """The control: the race is real."""
    article = story(headline="", body=BODY)
    hers = opened(maya, article) | {"body": "<p>By Maya.</p>"}
    save(ines, article, headline="By Ines")
    monkeypatch.setattr(article_saving, "claim", lambda pk, _revision: Article.objects.get(pk=pk))

    maya.post(address(article), hers)

    assert Article.objects.get().headline == ""


def test_all_that_a_story_has_is_merged(maya, ines):
    first, second = photo("First"), photo("Second")
    article = story(lead=first, authors=[author("Tom")], topics=[topic("Eels")], related=[story("Old")])
    PhotoUse.objects.create(article=article, photo=second, caption="Second", alt="x", order=1)
    save(ines, article)
    hers = opened(maya, article) | {
        "photo_uses-0-caption": "By Maya",
        "topics": [topic("Eels").pk, topic("Pier").pk],
    }
    hers = with_row(hers, "bylines", author=author("Lotte").pk, role="data", order=5) | {"state": "legal"}
    theirs = opened(ines, article) | {
        "photo_uses-0-alt": "By Ines",
        "section": section("City").pk,
        "embargo": "2031-03-12T22:00",
        "topics": [topic("Port").pk, topic("Eels").pk],
        "kicker": "Ines",
    }
    theirs = with_row(theirs, "related_links", target=story("Newer").pk, order=0)
    ines.post(address(article), with_row(theirs, "bylines", author=author("Wim").pk, role="by", order=6))

    answer = maya.post(address(article), hers)

    article.refresh_from_db()
    assert answer.status_code == 302
    assert list(article.photo_uses.values_list("caption", "alt")) == [("By Maya", "By Ines"), ("Second", "x")]
    assert [use.tag.name for use in article.topic_uses.order_by("pk")] == ["Port", "Eels", "Pier"]
    assert sorted(article.bylines.values_list("author__name", "role")) == [
        ("Lotte", "data"),
        ("Tom", "by"),
        ("Wim", "by"),
    ]
    assert {link.target.headline for link in article.related_links.all()} == {"Newer", "Old"}
    assert (article.section.name, article.state, article.kicker) == ("City", "legal", "Ines")
    assert article.embargo == datetime(2031, 3, 12, 22, 0, tzinfo=timezone.get_current_timezone())


def test_a_third_save_meanwhile_is_merged_too_and_what_was_decided_of_the_same_stands(maya, ines):
    article = story(headline="Old", kicker="Old", standfirst="Old")
    hers = opened(maya, article) | {"headline": "Maya", "kicker": "Maya"}
    save(ines, article, headline="Ines", kicker="Ines")
    answer = maya.post(address(article), hers)
    save(ines, article, kicker="Ines again", standfirst="Ines")
    choices = chosen(answer, "Headline", "mine") | chosen(answer, "Kicker", "mine")

    again = maya.post(address(article), sent(answer) | choices)

    assert asked(again) == {"Headline": ("Maya", "Ines"), "Kicker": ("Maya", "Ines again")}
    assert again.context["undecided"] == 1
    maya.post(address(article), sent(again) | chosen(again, "Kicker", "theirs"))
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.standfirst) == ("Maya", "Ines again", "Ines")


def test_a_save_between_the_merge_and_its_own_save_is_merged_as_well(maya, ines, monkeypatch):
    article = story(headline="Old", kicker="Old", standfirst="Old")
    hers = opened(maya, article) | {"standfirst": "Maya"}
    save(ines, article, headline="Ines")
    bring_together = article_saving.bring_together

    def overtaken(*told, **how):
        asked = bring_together(*told, **how)
        monkeypatch.setattr(article_saving, "bring_together", bring_together)
        save(ines, article, kicker="Ines")
        return asked

    monkeypatch.setattr(article_saving, "bring_together", overtaken)
    answer = maya.post(address(article), hers)

    article.refresh_from_db()
    assert (article.headline, article.kicker, article.standfirst) == ("Ines", "Ines", "Maya")
    assert said(answer)[:2] == [
        "Merged with what was saved meanwhile by ines: Headline.",
        "Merged with what was saved meanwhile by ines: Kicker.",
    ]


def test_whoever_is_overtaken_without_end_is_asked_to_look(maya, ines, monkeypatch):
    article = story(headline="Old")
    hers = opened(maya, article) | {"standfirst": "Maya"}
    save(ines, article, headline="Ines")

    def never(pk: int, _revision: int):
        raise article_saving.Stale(Article.objects.get(pk=pk), 2)

    monkeypatch.setattr(article_saving, "claim", never)
    answer = maya.post(address(article), hers)

    assert (asked(answer), merged(answer)) == ({}, {"Standfirst": "Only you changed it"})
    assert ("headline", "Ines") in answer.context["sent"]


def test_the_same_form_sent_twice_is_no_question_and_no_version(maya):
    article = story(headline="Old")
    form = opened(maya, article) | {"headline": "Saved", "body": "<p>All of it anew.</p>"}
    maya.post(address(article), form)

    answer = maya.post(address(article), form)

    assert (answer.status_code, article.versions.count()) == (302, 2)
    assert not any("Merged" in each for each in said(answer))


def test_a_form_that_was_saved_and_is_sent_again_with_more_goes_on_from_there(maya, ines):
    article = story(headline="Old", body="<p>Old.</p>")
    form = opened(maya, article) | {"body": "<p>Typed so far</p>"}
    maya.post(address(article), form)
    save(ines, article, headline="By Ines")

    answer = maya.post(address(article), form | {"body": "<p>Typed so far, and more.</p>"})

    article.refresh_from_db()
    assert answer.status_code == 302
    assert (article.headline, article.body) == ("By Ines", "<p>Typed so far, and more.</p>")


def test_a_form_that_was_merged_and_is_sent_again_takes_nothing_back(maya, ines):
    article = story(headline="Old", kicker="Old", body=BODY)
    form = opened(maya, article) | {"kicker": "By Maya", "body": BODY.replace("One", "Maya’s")}
    save(ines, article, headline="By Ines", body=BODY.replace("The last", "Ines’s last"))
    assert maya.post(address(article), form).status_code == 302  # and the answer gets lost
    both = BODY.replace("One", "Maya’s").replace("The last", "Ines’s last")

    assert maya.post(address(article), form).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.body) == ("By Ines", "By Maya", both)

    assert maya.post(address(article), form | {"standfirst": "And more"}).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst, article.body) == ("By Ines", "And more", both)


def test_what_both_go_on_with_after_a_merge_is_asked(maya, ines):
    article = story(headline="Old", kicker="Old")
    form = opened(maya, article) | {"kicker": "By Maya"}
    save(ines, article, headline="By Ines")
    maya.post(address(article), form)

    answer = maya.post(address(article), form | {"headline": "Maya’s, too"})

    assert asked(answer) == {"Headline": ("Maya’s, too", "By Ines")}


def test_a_stale_form_that_cannot_be_saved_says_so_first_and_is_merged_then(maya, ines):
    article = story(headline="Old", kicker="Old", body=BODY)
    form = opened(maya, article) | {"headline": "Maya", "kicker": "By Maya", "deadline": "soon"}
    save(ines, article, headline="Ines", body="<p>By Ines.</p>")

    refused = maya.post(address(article), form)
    told = refused.context["adminform"].form
    again = {
        name: told[name].value() for name in ("headline", "kicker", "body", "revision", "opened", "form_key")
    }
    answer = maya.post(address(article), form | again | {"deadline": ""})

    assert (refused.status_code, list(told.errors)) == (200, ["deadline"])
    assert again["headline"] == "Maya"
    assert asked(answer) == {"Headline": ("Maya", "Ines")}
    maya.post(address(article), sent(answer) | chosen(answer, "Headline", "mine"))
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.body) == ("Maya", "By Maya", "<p>By Ines.</p>")


def test_a_story_that_goes_live_meanwhile_is_no_false_alarm(maya):
    article = story(slug="")
    form = opened(maya, article) | {"headline": "Changed"}
    publish(
        article,
        by=person("chief"),
        override="x",
        at=timezone.now() + timedelta(hours=1),
        revision=article.revision,
    )

    answer = maya.post(address(article), form)

    assert answer.status_code == 302
    assert Article.objects.get().headline == "Changed"


def test_whoever_may_not_change_the_story_is_shown_no_merge(ines):
    rosa = desk(person("rosa", REPORTER))
    article = story()
    form = opened(ines, article) | {"headline": "Rosa"}
    save(ines, article, headline="Ines")

    answer = rosa.post(address(article), form)

    assert answer.status_code == 403
    assert Article.objects.get().headline == "Ines"


def test_a_new_topic_that_a_reporter_may_not_make_is_refused_before_any_merge(ines):
    user = person("rosa", REPORTER)
    article = story(by=user)
    rosa = desk(user)
    form = opened(rosa, article) | {"topics": ["+Brand new"]}
    save(ines, article, headline="Ines")

    answer = rosa.post(address(article), form)

    assert answer.status_code == 200
    assert "Only an editor can add the new topic" in answer.text


def test_a_new_topic_goes_through_a_merge(maya, ines):
    article = story(topics=[topic("Eels")])
    form = opened(maya, article) | {"topics": [str(topic("Eels").pk), "+Brand new"]}
    save(ines, article, headline="Ines")

    maya.post(address(article), form)

    assert [use.tag.name for use in article.topic_uses.order_by("pk")] == ["Eels", "Brand new"]


def test_a_read_line_answered_by_one_and_a_paragraph_by_the_other(maya, ines):
    wanted = "Who owns the pier?"
    body = f"<p>Text.</p>{parts.block('read', label=wanted)}<p>More.</p>"
    article, target = story(body=body), story("Four answers")
    hers = opened(maya, article) | {"related_links-0-target": target.pk}
    save(ines, article, body=body.replace("More.", "More, by Ines."))

    maya.post(address(article), hers)

    article.refresh_from_db()
    assert parts.cut(article.body) == [
        ["html", "<p>Text.</p>"],
        ["read", target.pk],
        ["html", "<p>More, by Ines.</p>"],
    ]
    assert list(article.related_links.values_list("place", "target", "wanted")) == [("text", target.pk, "")]


def test_what_was_merged_is_a_version_of_whoever_saved_it(maya, ines):
    article = story(headline="Old", kicker="Old")
    hers = opened(maya, article) | {"headline": "Maya"}
    save(ines, article, kicker="Ines")

    maya.post(address(article), hers)

    newest = Version.objects.filter(article=article).order_by("-number").first()
    assert (newest.made_by.username, newest.copy.headline, newest.copy.kicker) == ("maya", "Maya", "Ines")


def test_three_who_saved_meanwhile_are_named_as_a_list():
    versions: list[Any] = [SimpleNamespace(made_by=name) for name in ("Ines", "Tom", "Ines", "Ada")]

    assert Side(story(), versions, person("maya")).who_for_all == "Ada, Ines and Tom"
