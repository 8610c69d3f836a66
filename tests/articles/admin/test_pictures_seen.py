"""Who may change stories and not see the library sees the pictures of stories and their own: nowhere any other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, Photo
from tests.builders import newsdesk
from tests.driving.storydesk import REPORTER, address, desk, opened, person, with_row

pytestmark = pytest.mark.django_db
MAY = {"without the library": REPORTER, "with the library": (*REPORTER, "view_photo")}
TEXT = f"<p>{'The fog stayed on the pier. ' * 12}</p>"
BLOCK = '<news-block data-kind="photo" data-id="{}"></news-block>'


class Pictures:
    """One of the library alone, one that stands in a story, and one of the person's own."""

    def __init__(self, user):
        self.user, self.client = user, desk(user)
        self.hidden = newsdesk.photo("The unpublished cranes")
        self.hung = newsdesk.photo("The cranes of a story")
        self.own = newsdesk.photo("The own cranes", added_by=user)
        newsdesk.story("Cranes stand still", lead=self.hung)
        self.article = newsdesk.story("Fog over the pier", assigned_to=user, body=TEXT)

    def typed(self, how: str, which: str):
        form, photo = opened(self.client, self.article), getattr(self, which)
        if how == "in the text":
            return form | {"body": TEXT + BLOCK.format(photo.pk)}
        words = {"caption": photo.caption, "alt": photo.alt, "focal_x": 50, "focal_y": 50}
        return with_row(form, "photo_uses", photo=photo.pk, place="lead", **words)

    def may_see(self, which: str) -> bool:
        return which != "hidden" or self.user.has_perm("articles.view_photo")


@pytest.fixture(params=MAY.values(), ids=MAY.keys())
def pictures(request):
    return Pictures(person("rosa", request.param))


every = pytest.mark.parametrize("which", ["hidden", "hung", "own"])
place = pytest.mark.parametrize("how", ["in the list", "in the text"])


@every
@place
@pytest.mark.parametrize(("act", "more"), [("live", {"shown": "page"}), ("typed", {})])
def test_the_preview_shows_no_more_than_the_form(pictures, act, more, how, which):
    page = pictures.client.post(address(pictures.article, act, **more), pictures.typed(how, which))

    assert "The fog stayed on the pier" in page.text
    assert (getattr(pictures, which).key in page.text) == pictures.may_see(which)


@every
@place
def test_nobody_saves_a_picture_into_a_story_to_see_it(pictures, how, which):
    photo = getattr(pictures, which)

    page = pictures.client.post(address(pictures.article), pictures.typed(how, which))

    hung = list(Article.objects.get(pk=pictures.article.pk).photo_uses.values_list("photo", flat=True))
    if pictures.may_see(which):
        assert (page.status_code, hung) == (302, [photo.pk])
        return
    assert (page.status_code, hung) == (200, [])
    assert "not for you to see" in page.text
    assert photo.key not in page.text


def test_the_editor_is_told_of_no_other_picture(pictures):
    asked = "&".join(f"photo={photo.pk}" for photo in Photo.objects.all())

    answer = pictures.client.get(f"{reverse('admin:articles_article_blocks')}?{asked}").json()

    shown = {getattr(pictures, which).pk for which in ("hidden", "hung", "own") if pictures.may_see(which)}
    assert {int(pk) for pk in answer["photo"]} == shown
