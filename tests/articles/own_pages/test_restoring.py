"""An old version of one of the paper's own pages comes back as a new one, with a reason; readers see no change."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import own_pages
from articles.body import parts
from articles.editing.restoring import NoReason, NotRestored
from articles.models import Page, PageVersion
from tests.builders import newsdesk
from tests.builders.own_pages import TEXT, keeper, live, page, save

pytestmark = pytest.mark.django_db
NEW = "<p>Written anew.</p>"


@pytest.fixture
def boss():
    return keeper()


@pytest.fixture
def made():
    """Live as v1, changed in all that a page has as v2."""
    made = live("Imprint", kind="imprint", description="Who we are.", label="Imprint", order=1)
    return save(
        made, name="About", kind="about", description="", body=NEW, in_footer=False, label="", order=9
    )


def address(made: Page) -> str:
    return f"/admin/articles/page/{made.pk}/version/1/restore/"


def test_the_whole_page_comes_back_as_a_new_version_with_its_reason(made, boss):
    old = made.versions.get(number=1)

    done = own_pages.restore(made, old, by=boss, reason=" The law asks for it. ")

    fresh = Page.objects.get(pk=made.pk)
    assert own_pages.snapshot(fresh) == old.snapshot == done.version.snapshot
    assert (fresh.revision, fresh.saved_by) == (3, boss)
    told = made.versions.order_by("number").values_list("number", "made_by", "reason")
    assert list(told)[1:] == [(2, None, ""), (3, boss.pk, "v1 restored: The law asks for it.")]
    assert all(version.is_intact() for version in made.versions.all())
    assert fresh.editions.get().version == old


def test_what_stood_there_without_a_version_has_one_first(made, boss):
    Page.objects.filter(pk=made.pk).update(body="<p>Past the form.</p>")

    done = own_pages.restore(made, made.versions.get(number=1), by=boss, reason="Better.")

    assert (done.before.snapshot["body"], done.before.reason) == (
        "<p>Past the form.</p>",
        "Before v1 came back",
    )
    assert (done.before.number, done.version.number) == (3, 4)


def test_what_the_page_says_already_makes_no_version(made, boss):
    done = own_pages.restore(made, made.versions.get(number=2), by=boss, reason="Twice pressed.")

    assert done.version == done.before
    assert (made.versions.count(), Page.objects.get(pk=made.pk).revision) == (2, made.revision)


@pytest.mark.parametrize("theirs", [{"title": "Terms", "kind": "imprint"}, {"title": "Imprint"}])
def test_what_another_page_has_by_now_is_refused_and_nothing_is_changed(boss, theirs):
    made = save(page("Imprint", kind="imprint"), name="About", kind="about", slug="about")
    page(**theirs)

    with pytest.raises(NotRestored):
        own_pages.restore(made, made.versions.get(number=1), by=boss, reason="Better.")

    assert Page.objects.get(pk=made.pk).name == "About"
    assert made.versions.count() == 2


def test_a_picture_that_is_no_longer_here_is_named(boss):
    picture = newsdesk.photo("A rope")
    made = save(page("Imprint", body=TEXT + parts.block("photo", id=picture.pk)), body=NEW)
    picture.delete()

    assert own_pages.restore(made, made.versions.get(number=1), by=boss, reason="Better.").left_out == [
        "A rope"
    ]


def test_it_needs_a_reason_the_right_to_change_and_a_version_of_this_page(made, boss):
    old = made.versions.get(number=1)
    with pytest.raises(NoReason):
        own_pages.restore(made, old, by=boss, reason="  ")
    with pytest.raises(PermissionDenied):
        own_pages.restore(made, old, by=newsdesk.editor(may=["view_page"]), reason="Better.")
    with pytest.raises(PermissionDenied):
        own_pages.restore(page("Terms"), old, by=boss, reason="Better.")

    assert made.versions.count() == 2


def test_why_a_version_was_made_is_never_changed(made):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PageVersion.objects.filter(page=made).update(reason="Another")


def test_at_the_desk_it_is_asked_done_and_told(client, made, boss):
    client.force_login(boss)
    compared = client.get(f"/admin/articles/page/{made.pk}/history/")
    assert address(made) in compared.text
    assert "State, deadline" not in client.get(address(made)).text

    refused = client.post(address(made), {"reason": " "})
    done = client.post(address(made), {"reason": "The law asks for it."}, follow=True)

    assert (refused.status_code, made.versions.count()) == (422, 3)
    assert "The desk copy is v1 again, as v3. What stood there before is v2." in done.text
    assert "The law asks for it." in client.get(f"/admin/articles/page/{made.pk}/history/").text


def test_at_the_desk_what_stands_in_the_way_is_said(client, boss):
    made = save(page("Imprint", kind="imprint"), name="About", kind="about", slug="about")
    page("Imprint")
    client.force_login(boss)

    answer = client.post(address(made), {"reason": "Better."})

    assert answer.status_code == 422
    assert "There is “Imprint” already." in answer.text


def test_who_may_only_look_is_offered_nothing(client, made):
    client.force_login(newsdesk.editor(may=("view_page",)))

    assert "restore/" not in client.get(f"/admin/articles/page/{made.pk}/history/").text
    assert client.post(address(made), {"reason": "Mine."}).status_code == 403
