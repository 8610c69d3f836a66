"""The paper's own pages at the desk: written, published, withdrawn; a paper without an imprint is told so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import own_pages
from articles.apps import imprint_check
from articles.models import Page
from tests.builders import newsdesk
from tests.builders.own_pages import TEXT, keeper, live, page

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/page/add/"
FORM = {
    "name": "Imprint",
    "kind": "imprint",
    "body": TEXT,
    "slug": "",
    "label": "",
    "order": "1",
    "in_footer": "on",
}


def at(page: Page, act: str) -> str:
    return reverse(f"admin:articles_page_{act}", args=[page.pk])


@pytest.fixture
def desk(client):
    client.force_login(keeper())
    return client


def test_a_page_is_written_looked_at_published_and_withdrawn(desk):
    desk.post(
        ADD,
        {
            **FORM,
            "name": "  Größe  und Herkunft",
            "body": TEXT + "<script>x</script><p onclick=y>Call us.</p>",
        },
    )
    made = Page.objects.get()
    assert (made.name, made.slug, made.body) == (
        "Größe und Herkunft", "grosse-und-herkunft", f"{TEXT}<p>Call us.</p>"
    )  # fmt: skip

    preview = desk.get(at(made, "preview"))
    assert "Preview, not published." in preview.content.decode()
    assert preview.headers["Cache-Control"].startswith("private, no-store")
    assert preview.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert desk.get("/grosse-und-herkunft/").status_code == 404

    shown = desk.get(at(made, "publish")).content.decode()
    assert "Readers find it at /grosse-und-herkunft/." in shown
    desk.post(at(made, "publish"), {"revision": made.revision})
    assert desk.get("/grosse-und-herkunft/").status_code == 200

    assert desk.post(at(made, "withdraw"), {"reason": ""}).status_code == 422
    desk.post(at(made, "withdraw"), {"reason": "It is being rewritten."})
    gone = desk.get("/grosse-und-herkunft/")
    assert gone.status_code == 410
    assert "We have withdrawn this page" in gone.content.decode()
    assert "this story" not in gone.content.decode()
    again = desk.post(at(made, "withdraw"), {"reason": "Once more."}, follow=True).text
    assert "Readers do not have this page. Nothing was changed." in again
    history = desk.get(at(made, "history")).content.decode()
    assert "It is being rewritten." in history


def test_what_keeps_a_page_back_is_on_the_publish_page(desk):
    made = page("Imprint", body="")

    answer = desk.post(at(made, "publish"), {"revision": made.revision})

    assert answer.status_code == 422
    assert "The page has no text yet. Write it." in answer.content.decode()
    assert desk.get("/imprint/").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slug": "search"}, "The site itself uses the address “search”. Choose another."),
        ({"slug": "harbour"}, "This address is or was in use."),
        ({"name": "TERMS", "kind": "other"}, "There is “Terms” already."),
        ({"kind": "terms"}, "There is a page of this kind already. Change that one."),
    ],
)
def test_a_page_that_cannot_be_is_refused_with_a_sentence_and_what_was_typed_stays(desk, change, sentence):
    newsdesk.section()
    page("Terms", kind="terms")

    answer = desk.post(ADD, {**FORM, **change, "description": "Typed with care."})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Typed with care." in answer.content.decode()
    assert Page.objects.count() == 1


def test_a_stale_save_is_asked_about_and_saving_again_decides(desk):
    made = page("Imprint")
    old = {**FORM, "revision": made.revision, "slug": made.slug}
    desk.post(at(made, "change"), {**old, "body": "<p>Theirs.</p>"})

    answer = desk.post(at(made, "change"), {**old, "body": "<p>Mine.</p>"})
    shown = answer.content.decode()

    assert "saved this page while you were writing" in shown
    assert "Mine." in shown
    assert Page.objects.get().body == "<p>Theirs.</p>"
    now = answer.context["adminform"].form["revision"].value()
    desk.post(at(made, "change"), {**old, "revision": now, "body": "<p>Mine.</p>"})
    assert Page.objects.get().body == "<p>Mine.</p>"
    assert [version.snapshot["body"] for version in made.versions.order_by("number")][1:] == [
        "<p>Theirs.</p>",
        "<p>Mine.</p>",
    ]


def test_who_may_only_write_pages_is_offered_no_publishing(client):
    client.force_login(newsdesk.editor(may=("view_page", "change_page")))
    made = live("Imprint")

    assert "Publish…" not in client.get(at(made, "change")).content.decode()
    assert client.post(at(made, "publish"), {"revision": made.revision}).status_code == 403
    assert client.post(at(made, "withdraw"), {"reason": "Because."}).status_code == 403


def test_a_paper_without_an_imprint_is_told_so_at_the_desk_until_it_has_one(client):
    boss = newsdesk.editor(may=("view_page", "add_page", "change_page", "publish_page", "view_article"))
    client.force_login(boss)
    words = "This paper has no imprint"

    assert words in client.get("/admin/").content.decode()
    made = page("Imprint", kind="imprint")
    assert at(made, "change") in client.get("/admin/").content.decode()
    own_pages.publish(made, by=boss)
    assert words not in client.get("/admin/").content.decode()
    own_pages.withdraw(made, by=boss, reason="Because.")
    assert words in client.get("/admin/").content.decode()

    client.force_login(newsdesk.editor(may=("view_article",)))
    assert words not in client.get("/admin/").content.decode()


def test_the_deployment_check_asks_for_an_imprint(settings):
    settings.DEMO = False
    assert [warning.id for warning in imprint_check(None)] == ["articles.W001"]
    live("Imprint", kind="imprint")
    assert imprint_check(None) == []


def test_the_check_says_nothing_of_a_demo(settings):
    settings.DEMO = True

    assert imprint_check(None) == []


def test_adding_a_page_and_changing_one_are_two_permissions():
    made = page("Imprint")
    adds, changes = (newsdesk.editor(may=(f"{act}_page",)) for act in ("add", "change"))

    own_pages.saved(Page(name="About"), by=adds)
    own_pages.saved(made, by=changes)
    for act in (
        lambda: own_pages.saved(made, by=adds),
        lambda: own_pages.saved(Page(name="Terms"), by=changes),
    ):
        with pytest.raises(PermissionDenied):
            act()
