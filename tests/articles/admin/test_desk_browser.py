"""The desk in a real browser: nothing the policy refuses, nothing axe finds, nothing wider than a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article
from newsroom.models import Imprint, User
from tests.builders import newsdesk
from tests.builders.corrections import make_correction
from tests.driving.axe import violations_in_both_colours
from tests.driving.desk_browser import DESK_AND_PHONE, PASSWORD, settle, sign_in, signed_in, watch, widths_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

SCREENS = (
    "/admin/",
    "/admin/articles/author/",
    "/admin/articles/author/add/",
    "/admin/articles/correction/add/",
    "/admin/articles/page/add/",
    "/admin/articles/photo/",
    "/admin/articles/photo/add/",
    "/admin/articles/version/",
    "/admin/newsroom/user/",
    "/admin/newsroom/user/add/",
    "/admin/auth/group/add/",
    "/admin/newsroom/imprint/1/change/",
    "/admin/password_change/",
)


@pytest.fixture
def maya() -> User:
    maya = User.objects.create_superuser(
        "maya", password=PASSWORD, first_name="Maya", job_title="night editor"
    )
    Imprint.objects.update_or_create(pk=1, defaults={"name": "The Harbour Ledger"})
    story = newsdesk.story("Cranes stand still", by=maya, assigned_to=maya)
    make_correction(article=story, text="It is the east pier.", made_by=maya)
    return maya


def test_the_desk_passes_axe(open_page, live_server, maya):
    page = open_page(bypass_csp=True)
    found = {}

    page.goto(f"{live_server.url}/admin/login/")
    found["sign-in"] = violations_in_both_colours(page)
    signed_in(page, live_server, maya)
    for path in SCREENS:
        page.goto(f"{live_server.url}{path}")
        found[path] = violations_in_both_colours(page)

    assert {path: told for path, told in found.items() if told} == {}
    assert len(found) == len(SCREENS) + 1


def test_no_screen_breaks_the_policy_or_runs_over_the_edge(open_page, live_server, maya):
    page = open_page(width=390)
    complaints = watch(page)

    page.goto(f"{live_server.url}/admin/login/")
    widths = {"sign-in": widths_of(page)}
    sign_in(page, live_server)
    screens = (*SCREENS, reverse("admin:articles_article_history", args=[Article.objects.get().pk]))
    for path in screens:
        page.goto(f"{live_server.url}{path}")
        settle(page)
        widths[path] = widths_of(page)

    assert [line for line in complaints if "favicon" not in line and "404" not in line] == []
    assert widths == dict.fromkeys(["sign-in", *screens], DESK_AND_PHONE)


def test_a_story_is_found_by_its_headline_when_a_correction_is_written(open_page, live_server, maya):
    page = signed_in(open_page(), live_server, maya)
    complaints = watch(page)
    page.goto(f"{live_server.url}/admin/articles/correction/add/")

    page.locator(".field-article .select2-selection").click()
    page.keyboard.type("Cranes")
    page.get_by_role("option", name="Cranes stand still").click()
    page.get_by_label("Text:").fill("The crane is on the west pier.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/articles/correction/")

    assert "The crane is on the west pier." in page.locator("#result_list").inner_text()
    assert [line for line in complaints if "404" not in line] == []


def test_the_menu_opens_by_key_and_the_colours_can_be_chosen(open_page, live_server, maya):
    page = signed_in(open_page(width=390), live_server, maya)
    page.goto(f"{live_server.url}/admin/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.locator("#user-tools summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Corrections").first.wait_for()
    page.get_by_role("button", name="Colours: as the system").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("Escape")

    assert (light, dark) == ("rgb(240, 242, 239)", "rgb(26, 32, 29)")
    assert not page.locator("#user-tools").evaluate("menu => menu.open")


def test_the_desk_works_without_scripts(open_page, live_server, maya):
    page = open_page(javascript=False)
    sign_in(page, live_server)

    page.locator("#user-tools summary").click()
    page.get_by_role("button", name="Sign out").click()

    assert page.get_by_role("heading", name="Sign in to the desk").is_visible()
