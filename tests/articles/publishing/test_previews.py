"""A link to a preview shows the copy that was saved when it was made, and ends with its maker's account."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.admin.article_margin import _previews
from articles.body import parts
from articles.models import Article, Byline, PhotoUse, PreviewLink, RelatedLink, TopicUse
from articles.publishing.previews import make_preview, revoke_preview
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.everywhere import CANARY, visit
from tests.driving.storydesk import address, desk, opened, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> User:
    return person("maya")


def test_a_link_shows_the_copy_it_was_made_for_whatever_is_saved_later(maya):
    """Words, bylines, pictures, topics and links: all of the later copy stays unseen."""
    other = newsdesk.live("Read on")
    article = newsdesk.story(
        body=newsdesk.TEXT + parts.block("read", id=other.pk),
        lead=newsdesk.photo(),
        topics=[newsdesk.topic()],
        outlet=newsdesk.outlet(),
        outlet_url="https://ferrypost.example/1",
        related=[other],
        key_points="First\nSecond",
        slug="boats",
    )
    link = make_preview(article, by=maya)
    before = visit(link)

    article.photo_uses.all().delete()
    article.bylines.all().delete()
    article.topic_uses.all().delete()
    article.related_links.all().delete()
    PhotoUse.objects.create(
        article=article, photo=newsdesk.photo("Later"), place="lead", caption=CANARY, alt=CANARY
    )
    Byline.objects.create(article=article, author=newsdesk.author(CANARY))
    TopicUse.objects.create(content_object=article, tag=newsdesk.topic(CANARY))
    RelatedLink.objects.create(article=article, url="https://x.example/", title=CANARY)
    changed = dict.fromkeys(("headline", "standfirst", "kicker", "key_points", "slug"), CANARY)
    newsdesk.save(
        Article.objects.get(pk=article.pk),
        body=f"<p>{CANARY}</p>",
        section=newsdesk.section(CANARY, in_navigation=False),
        outlet=newsdesk.outlet(CANARY),
        kind="opinion",
        **changed,
    )
    after = visit(link)

    for words in (
        "Pilot boats find nothing",
        "What the crews saw.",
        "The pilot boats left the basin",
        "Ines Amaral",
        "Cranes at low water",
        "Jo Vale",
        "Pilotage",
        "The Ferry Post",
        "https://ferrypost.example/1",
        "Read on",
        "Second",
    ):
        assert words in before.replace("\xa0", " "), words
        assert words in after.replace("\xa0", " "), words
    assert CANARY not in after.lower()
    assert "This link shows copy v1, saved" in before
    assert "maya made it." in before
    assert "A newer copy has been saved since. It is not shown here; ask maya" not in before
    assert "A newer copy has been saved since. It is not shown here; ask maya" in after


def test_a_credit_that_was_put_right_is_right_in_a_preview_too(maya):
    photo = newsdesk.photo()
    link = make_preview(newsdesk.story(lead=photo), by=maya)

    photo.credit.creator = "Somebody Else"
    photo.credit.save()

    assert "Somebody Else" in visit(link)


def test_two_links_to_two_copies_show_each_its_own(maya):
    article = newsdesk.story()
    first = make_preview(article, by=maya)
    second = make_preview(newsdesk.save(article, headline="They found a lantern"), by=maya)

    assert "They found a lantern" in visit(second).replace("\xa0", " ")
    assert "They found a lantern" not in visit(first).replace("\xa0", " ")
    assert "A newer copy" not in visit(second)


def margin(user: User, article: Article) -> str:
    return desk(user).get(address(article)).text


def disabled(user):
    user.is_active = False
    user.save()


def no_more_staff(user):
    user.is_staff = False
    user.save()


ENDS = {
    "the account is closed": disabled,
    "it is no desk account any more": no_more_staff,
    "the permission is gone": lambda user: user.user_permissions.clear(),
    "the group is left": lambda user: user.groups.clear(),
    "the account is deleted": lambda user: user.delete(),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_link_ends_with_its_makers_account(how):
    user = User.objects.create_user("maya", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    if how == "the permission is gone":
        user = person("other")
    article = newsdesk.story()
    link = make_preview(article, by=User.objects.get(pk=user.pk))
    boss = User.objects.create_superuser("root")
    assert visit(link).startswith("200")
    assert address(article, "revoke", link=PreviewLink.objects.get().pk) in margin(boss, article)

    ENDS[how](user)

    answer = visit(link)
    assert answer.startswith("404")
    assert "Pilot boats" not in answer
    assert "Ended with its maker" in desk(boss).get(reverse("admin:articles_previewlink_changelist")).text
    assert address(article, "revoke", link=PreviewLink.objects.get().pk) not in margin(boss, article)


def test_a_link_opens_again_when_its_maker_may_again(maya):
    link = make_preview(newsdesk.story(), by=maya)
    disabled(maya)
    assert visit(link).startswith("404")

    maya.is_active = True
    maya.save()

    assert visit(link).startswith("200")


def test_only_who_may_make_previews_makes_and_revokes_them(maya):
    article = newsdesk.story()
    make_preview(article, by=maya)
    rosa = newsdesk.editor(may=("change_article",))
    disabled(maya)

    for user in (rosa, maya):
        with pytest.raises(PermissionDenied):
            make_preview(article, by=user)
        with pytest.raises(PermissionDenied):
            revoke_preview(PreviewLink.objects.get(), by=user)

    assert PreviewLink.objects.get().revoked_at is None


def test_a_preview_of_what_is_saved_makes_no_second_copy_of_it(maya):
    client, article = desk(maya), newsdesk.story()
    client.post(address(article), opened(client, article) | {"kicker": "Sea"})
    numbers = list(article.versions.values_list("number", flat=True))

    client.post(address(article, "preview"))

    assert list(article.versions.values_list("number", flat=True)) == numbers
    assert PreviewLink.objects.get().version.number == max(numbers)
    assert f"v{max(numbers)}, made" in client.get(address(article)).text


def test_links_that_were_there_before_show_the_copy_of_their_day_or_nothing(maya):
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        article = newsdesk.story()
    with time_machine.travel(timezone.now() - timedelta(days=1), tick=False):
        link = make_preview(article, by=maya)
        nameless = make_preview(newsdesk.story("Never saved"), by=maya)
    newsdesk.save(article, headline="Saved today")
    PreviewLink.objects.update(version=None)
    Article.objects.get(headline="Never saved").versions.all().delete()

    import_module("articles.migrations.0011_held_back").name_copies(apps, None)

    assert "Pilot boats find nothing" in visit(link).replace("\xa0", " ")
    assert visit(nameless).startswith("404")


@pytest.mark.parametrize("links", [1, 3])
def test_the_margin_asks_once_whether_a_maker_may_still_show_what_they_showed(
    maya, django_assert_num_queries, links
):
    article = newsdesk.story()
    maker = newsdesk.editor()
    for number in range(links):
        make_preview(newsdesk.save(article, kicker=f"{number}"), by=maker)

    with django_assert_num_queries(4):
        assert len(_previews(article)) == links
