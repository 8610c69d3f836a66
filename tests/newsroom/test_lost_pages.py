"""Pages that are not there: what they say and show is the newsroom's."""

from __future__ import annotations

import pytest
from django.forms import modelform_factory
from django.test import Client

from articles import publishing
from newsroom.admin import ImprintForm
from newsroom.models import Imprint
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def _taken():
    gone = newsdesk.live("Taken back", slug="taken-back")
    publishing.withdraw(gone, by=newsdesk.editor(), reason="It named a child.")


def main_of(path: str) -> str:
    return Client().get(path).content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.usefixtures("_taken")
def test_out_of_the_box_they_are_plain_and_without_a_picture():
    lost, gone = main_of("/harbour/never-was/"), main_of("/harbour/taken-back/")

    assert '<h1 class="h1">This page is not here</h1>' in lost
    assert '<h1 class="h1">We have withdrawn this story</h1>' in gone
    assert "It named a child." in gone
    assert "<img" not in lost + gone


@pytest.mark.usefixtures("_taken")
def test_the_newsroom_gives_them_its_own_words_and_picture():
    ferry = newsdesk.photo("The ferry", creator="Rolf <b>Tamsin")
    Imprint(
        lost_heading="Gone <fishing>",
        lost_text="",
        gone_heading="Back in the drawer",
        lost_picture=str(ferry.pk),
    ).save()
    lost, gone = main_of("/harbour/never-was/"), main_of("/harbour/taken-back/")

    assert "Gone &lt;fishing&gt;</h1>" in lost
    assert "mistyped" not in lost
    assert "Back in the drawer</h1>" in gone
    for page in (lost, gone):
        assert f"/media/photos/{ferry.key[:2]}/{ferry.key}/" in page
        assert 'alt="The ferry, seen from the quay"' in page
        assert "Rolf &lt;b&gt;Tamsin" in page


def test_a_picture_that_is_not_there_is_refused_with_a_sentence():
    def problems(picture: str) -> list[str]:
        form = modelform_factory(Imprint, ImprintForm, fields=["lost_picture"])({"lost_picture": picture})
        return form.errors.get("lost_picture", [])

    assert problems("999999") == ["There is no picture of that number. See the address of its page."]
    assert problems("ferry") == ["There is no picture of that number. See the address of its page."]
    assert problems(str(newsdesk.photo().pk)) == []
    assert problems("") == []
