"""What stands in the way of a page of the paper's own: each sentence, and the edges at which it is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import own_pages
from articles.body import parts
from articles.models import Page, PageEdition, Photo, PhotoCredit
from tests.builders import newsdesk
from tests.builders.own_pages import TEXT, keeper, live, page, save

pytestmark = pytest.mark.django_db


def pictured(*photos: Photo) -> Page:
    return page("About", body=TEXT + "".join(parts.block("photo", id=photo.pk) for photo in photos))


def credited(**fields) -> Photo:
    photo = newsdesk.photo("A crane")
    PhotoCredit.objects.filter(photo=photo).update(**fields)
    return photo


def uncredited() -> Photo:
    photo = newsdesk.photo("A crane")
    PhotoCredit.objects.filter(photo=photo).delete()
    return photo


TODAY = timezone.localdate
DAY = timedelta(days=1)
NO_CREDIT = "The picture “A crane” has no credit. Say who made it."


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: newsdesk.photo("A crane"), []),
        (
            lambda: newsdesk.photo("A crane", width=0),
            ["The picture “A crane” has no file yet. Upload it, or take it out."],
        ),
        (
            lambda: newsdesk.photo("A crane", alt=" "),
            ["Alt text is missing on the picture “A crane”. Write it on the picture's page."],
        ),
        (uncredited, [NO_CREDIT]),
        (lambda: credited(creator="", organisation=""), [NO_CREDIT]),
        (lambda: credited(creator=""), []),
        (lambda: credited(organisation=""), []),
        (
            lambda: credited(licence=None),
            ["The licence of “A crane” is not clear. Choose it on the picture's page."],
        ),
        (lambda: credited(expires_on=TODAY()), []),
        (
            lambda: credited(expires_on=TODAY() - DAY),
            ["The picture “A crane” may no longer be used. Choose another."],
        ),
        (
            lambda: newsdesk.photo("c" * 61, width=0),
            [f"The picture “{'c' * 60}” has no file yet. Upload it, or take it out."],
        ),
    ],
)  # fmt: skip
def test_a_picture_is_refused_with_the_sentence_that_says_what_to_do(made, said):
    assert own_pages.problems(pictured(made())) == said


def test_each_picture_is_asked_once_in_the_order_of_the_text():
    second, first = newsdesk.photo("Second", width=0), newsdesk.photo("First", width=0)

    found = own_pages.problems(pictured(first, second, first))

    assert [sentence.split("”")[0] for sentence in found] == ["The picture “First", "The picture “Second"]


def test_what_is_missing_and_what_is_to_come_are_said_together_in_one_line():
    made = page("Imprint", body="<p>TK</p>", slug="search")

    with pytest.raises(own_pages.PageRefused) as refusal:
        own_pages.publish(made, by=keeper())

    assert str(refusal.value) == (
        "“TK” is still in the text. Fill in what is to come. "
        "The site itself uses the address “search”. Choose another."
    )


def test_each_refusal_says_what_to_do():
    made, stranger = live("Imprint"), newsdesk.editor(may=())
    acts = {
        "Only editors can publish and withdraw the paper's own pages.": (
            lambda: own_pages.withdraw(made, by=stranger, reason="Because.")
        ),
        "You may not save the paper's own pages. Ask an editor.": lambda: own_pages.saved(made, by=stranger),
        "Say why the page is withdrawn. Readers who come for it are told.": (
            lambda: own_pages.withdraw(made, by=keeper(), reason=" ")
        ),
        "The page has been saved since you opened it. Look at the newer copy, then publish.": (
            lambda: own_pages.publish(made, by=keeper(), revision=made.revision - 1)
        ),
    }

    for sentence, act in acts.items():
        with pytest.raises((own_pages.PageRefused, PermissionDenied)) as refusal:
            act()
        assert str(refusal.value) == sentence


def test_a_closed_account_publishes_no_page():
    made, gone = page("Imprint"), keeper()
    gone.is_active = False
    gone.save()

    with pytest.raises(PermissionDenied):
        own_pages.publish(made, by=gone)


@pytest.mark.parametrize("may", ["add_page", "change_page"])
def test_who_may_add_pages_adds_and_who_may_change_them_changes_and_is_named(may):
    writer, made = newsdesk.editor(may=(may,)), page("Imprint")
    mine, other = Page(name="About", kind="about", body=TEXT), Page.objects.get(pk=made.pk)
    if may == "change_page":
        mine, other = other, mine
    mine.body = "<p>After.</p>"

    version = own_pages.saved(mine, by=writer)
    with pytest.raises(PermissionDenied):
        own_pages.saved(other, by=writer)

    assert (version.made_by, version.page, Page.objects.get(pk=mine.pk).saved_by) == (writer, mine, writer)
    assert mine.revision == (2 if may == "change_page" else 1)


def test_a_save_that_is_claimed_too_late_brings_the_page_as_it_is_now():
    made = page("Imprint")
    newer = save(made, body="<p>Newer.</p>")

    with pytest.raises(own_pages.Stale, match="revision 2") as stale:
        own_pages.claim(made.pk, made.revision)

    assert stale.value.current.body == "<p>Newer.</p>"
    assert own_pages.claim(made.pk, newer.revision) == newer


def test_all_of_a_page_and_its_pictures_is_published_as_it_was_saved():
    crane, boat = newsdesk.photo("A crane", focal_x=20, focal_y=80), newsdesk.photo("A boat")
    body = TEXT + parts.block("photo", id=crane.pk) + parts.block("photo", id=boat.pk)
    boss = keeper()
    made = page(
        "About us",
        slug="about",
        kind="about",
        description="Who.",
        body=body,
        in_footer=False,
        label="Us",
        order=3,
    )

    edition = PageEdition.objects.get(pk=own_pages.publish(made, by=boss, revision=made.revision).pk)

    assert (edition.title, edition.slug, edition.kind, edition.description) == (
        "About us",
        "about",
        "about",
        "Who.",
    )
    assert (edition.in_footer, edition.label, edition.order) == (False, "Us", 3)
    assert (edition.page, edition.version, edition.published_by) == (made, made.versions.get(), boss)
    assert edition.parts == [["html", TEXT], ["photo", crane.pk], ["photo", boat.pk]]
    assert list(
        edition.photos.order_by("pk").values_list("photo", "caption", "alt", "focal_x", "focal_y")
    ) == [
        (crane.pk, "A crane", "A crane, seen from the quay", 20, 80),
        (boat.pk, "A boat", "A boat, seen from the quay", 50, 50),
    ]


def test_a_withdrawal_keeps_its_moment_its_reason_and_its_cause():
    made = live("Imprint")

    own_pages.withdraw(made, by=keeper(), reason=f" {'w' * 301} ")

    edition = made.editions.get()
    assert (edition.closed, edition.reason) == (PageEdition.Closed.WITHDRAWN, "w" * 300)
    assert edition.live_from <= edition.live_until <= timezone.now()
