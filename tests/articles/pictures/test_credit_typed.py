"""A credit that is typed on the story form, in the row of its picture: one door reads the line and keeps it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry

from articles import pictures
from articles.models import CreditChange, Licence, Photo, PhotoCredit
from tests.builders import newsdesk
from tests.driving import storydesk

pytestmark = pytest.mark.django_db
REPORTER = (
    "view_photo",
    "add_photo",
    "change_photo",
    "add_photocredit",
    "change_photocredit",
    "change_article",
)


@pytest.fixture
def rita():
    return storydesk.person("rita", may=REPORTER)


@pytest.fixture
def bare(rita) -> Photo:
    """A picture of Rita's whose file said nothing of itself."""
    return Photo.objects.create(title="pier", width=640, height=400, widths=[280], added_by=rita)


def seen(photo: Photo) -> str:
    return pictures.as_seen(PhotoCredit.objects.filter(photo=photo).first())


def typed(user, photo: Photo, line: str = "", **more: object):
    return storydesk.desk(user).post(
        f"/admin/articles/photo/{photo.pk}/credit/", {"line": line, "seen": seen(photo), **more}
    )


def kept(photo: Photo) -> tuple[str, str, str | None, str]:
    credit = PhotoCredit.objects.select_related("licence").get(photo=photo)
    return credit.creator, credit.organisation, credit.licence and credit.licence.code, credit.terms


# --- what is typed -------------------------------------------------------------------------------


def test_one_line_gives_creator_organisation_and_licence_and_who_did_is_kept(rita, bare):
    answer = typed(rita, bare, "(Marco Fieber / The Coast Wire / CC BY 2.0)", source_url="photos.example/118")

    card = answer.json()["card"]
    assert kept(bare) == ("Marco Fieber", "The Coast Wire", "cc-by-2.0", "")
    assert (card["credit"], card["cleared"], card["rights"]) == (
        "Marco Fieber / The Coast Wire / CC BY 2.0", True, "",
    )  # fmt: skip
    # In the field the licence stands no more: it has its box.
    assert card["crediting"] == {
        "closed": "",
        "door": f"/admin/articles/photo/{bare.pk}/credit/",
        "seen": seen(bare),
        "line": "Marco Fieber / The Coast Wire",
        "licence": str(Licence.objects.get(code="cc-by-2.0").pk),
        "source_url": "https://photos.example/118",
        "expires_on": "",
    }
    assert [change.changed_by for change in CreditChange.objects.all()] == [rita]
    assert LogEntry.objects.get().get_change_message() == "Changed credit."


def test_a_licence_that_is_not_clear_stays_sayable_and_is_chosen_afterwards(rita, bare):
    first = typed(rita, bare, "Marco Fieber / CC 2.0").json()["card"]
    unclear = kept(bare)
    second = typed(rita, bare, first["crediting"]["line"], licence=Licence.objects.get(code="cc-by-2.0").pk)
    third = typed(rita, bare, "Marco Fieber", licence="unclear")

    assert (unclear, first["rights"]) == (("Marco Fieber", "", None, "CC 2.0"), "Licence unclear: “CC 2.0”")
    assert second.json()["card"]["credit"] == "Marco Fieber / CC BY 2.0"
    # Nobody is asked what the file or the line had said.
    assert (third.status_code, kept(bare)) == (200, ("Marco Fieber", "", None, "CC 2.0"))


def test_what_a_line_does_not_say_stays_as_it_was(rita, bare):
    typed(rita, bare, "Jo Vale / Own work", expires_on="2027-01-31")

    typed(rita, bare, "Jo Vale / Quay Pictures", expires_on="2027-01-31")

    assert kept(bare) == ("Jo Vale", "Quay Pictures", "own", "")
    assert PhotoCredit.objects.get().expires_on == date(2027, 1, 31)


def test_a_line_that_nobody_touched_is_not_read_anew(rita, bare):
    PhotoCredit.objects.create(photo=bare, creator="Quay, Jo & Vale", organisation="her own boat")

    typed(rita, bare, "Quay, Jo & Vale / her own boat", licence=Licence.objects.get(code="own").pk)

    assert kept(bare) == ("Quay, Jo & Vale", "her own boat", "own", "")


def test_time_that_has_run_out_is_given_a_new_end(rita):
    photo = newsdesk.photo(added_by=rita)
    PhotoCredit.objects.update(expires_on=date(2020, 3, 1))
    page = storydesk.desk(rita).get(storydesk.address(newsdesk.story(lead=photo, by=rita))).text

    card = typed(rita, photo, "Jo Vale / Quay Pictures", source_url="https://quay.example/1").json()["card"]

    assert "data-rights>Rights ended 1 March 2020</span>" in page
    assert (card["cleared"], card["crediting"]["expires_on"]) == (True, "")


def test_it_is_read_while_it_is_typed_and_nothing_is_kept(rita, bare):
    read = typed(rita, bare, "Marco Fieber / The Coast Wire / CC 2.0", look="1").json()
    clear = typed(rita, bare, "Jo Vale / Own work", look="1").json()

    assert read["understood"] == (
        "Made by Marco Fieber. From The Coast Wire. “CC 2.0” names no one licence: choose it."
    )
    assert (read["licence"], len(read["candidates"])) == ("unclear", 6)
    assert clear["licence"] == str(Licence.objects.get(code="own").pk)
    assert not PhotoCredit.objects.exists()


@pytest.mark.parametrize(
    ("line", "more", "said"),
    [
        ("x" * 130, {}, ("line", "A name in a credit may have 120 letters. Shorten it.")),
        ("Jo Vale", {"source_url": "not an address"}, ("source_url", "Give the whole address of the original")),
        ("Jo Vale", {"expires_on": "soon"}, ("expires_on", "Give the last day such as 2026-12-31")),
        ("Jo Vale", {"licence": "99999"}, ("licence", "That licence is no longer there. Choose another.")),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_with_its_field_and_nothing_is_kept(rita, bare, line, more, said):
    answer = typed(rita, bare, line, **more)

    assert (answer.status_code, answer.json()["fields"]) == (422, [said[0]])
    assert answer.json()["problems"][0].startswith(said[1])
    assert not PhotoCredit.objects.exists()


def test_a_credit_is_not_emptied_and_line_and_box_say_one_licence(rita, bare):
    typed(rita, bare, "Jo Vale / Own work")

    emptied, unnamed = typed(rita, bare, "").json(), typed(rita, bare, "CC BY 4.0").json()
    both = typed(rita, bare, "Jo Vale / CC BY 4.0", licence=Licence.objects.get(code="handout").pk).json()

    assert emptied["problems"] == unnamed["problems"] == ["Say who made the picture, or whom it comes from."]
    assert both["problems"] == ["The line says CC BY 4.0, and the box says Handout. Say the same in both."]
    assert kept(bare) == ("Jo Vale", "", "own", "")


# --- two who credit at once ----------------------------------------------------------------------


def test_of_two_who_credit_at_once_the_second_is_told_and_may_say_it_once_more(rita, bare):
    ines = storydesk.person("ines", may=(*REPORTER, "delete_photo"))
    before = seen(bare)
    typed(ines, bare, "Jo Vale / Own work")

    told = typed(rita, bare, "Marco Fieber / Handout", seen=before)
    between = kept(bare)
    again = typed(rita, bare, "Marco Fieber / Handout", seen=told.json()["card"]["crediting"]["seen"])

    (sentence,) = told.json()["problems"]
    assert (told.status_code, sentence) == (
        422,
        (
            "ines has credited this picture meanwhile: (Jo Vale / Own work). Yours stands here still; save it "
            "once more to put it in that place."
        ),
    )
    assert between == ("Jo Vale", "", "own", "")
    assert (again.status_code, kept(bare)) == (200, ("Marco Fieber", "", "handout", ""))


# --- who may -------------------------------------------------------------------------------------


def test_whoever_may_not_sees_the_credit_and_why(rita, bare):
    live = newsdesk.photo("Gulls", added_by=rita)
    newsdesk.live(lead=live)
    others = newsdesk.photo("Cranes")
    no_desk = storydesk.person("otto", may=("change_article", "view_photo"))
    reasons = {
        "live": (rita, live, "It is before readers, or has been: an editor or the photo desk changes its credit."),
        "another's": (
            rita, others, "Somebody else added it: an editor or the photo desk changes its credit.",
        ),
        "no right": (no_desk, bare, "Its credit is the photo desk&#x27;s to change."),
    }  # fmt: skip

    told = {}
    for name, (user, photo, _why) in reasons.items():
        story = newsdesk.story(name, lead=photo, by=user)
        page = storydesk.desk(user).get(storydesk.address(story)).text
        answer = typed(user, photo, "Mallory / Own work")
        told[name] = (reasons[name][2] in page, answer.status_code)

    assert told == dict.fromkeys(reasons, (True, 403))
    assert not CreditChange.objects.exists()
    assert "Jo Vale / Quay Pictures / CC BY 4.0" in page_of(rita, live)
    # Who may is told nothing of the kind.
    assert typed(rita, bare, "Jo Vale / Own work").status_code == 200


def page_of(user, photo: Photo) -> str:
    return storydesk.desk(user).get(storydesk.address(newsdesk.story("Once more", lead=photo, by=user))).text


def test_the_form_asks_no_more_for_many_pictures_than_for_one(rita, django_assert_num_queries):
    for number in range(4):
        newsdesk.photo(f"Gulls {number}", added_by=rita)
    client, photos = storydesk.desk(rita), [str(pk) for pk in Photo.objects.values_list("pk", flat=True)]
    client.get("/admin/articles/article/blocks/", {"photo": photos[:1]})

    with django_assert_num_queries(10):
        client.get("/admin/articles/article/blocks/", {"photo": photos[:1]})
    with django_assert_num_queries(10):
        client.get("/admin/articles/article/blocks/", {"photo": photos})


def test_a_picture_that_is_gone_is_said_as_such(rita, bare):
    gone = Photo(pk=bare.pk + 1)

    answer = typed(rita, gone, "Jo Vale")

    assert (answer.status_code, answer.json()["problems"]) == (404, ["This picture is no longer there."])
