"""Two versions in a real browser: from change to change by keys, by the mouse, and without scripts."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from articles.models import Article, PhotoUse
from newsroom.models import Imprint, User
from tests.builders import newsdesk
from tests.driving.axe import violations_in_both_colours
from tests.driving.desk_browser import DESK_AND_PHONE, PASSWORD, settle, signed_in, watch, widths_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
BODY = "".join(f"<p>Paragraph {number} says what the crews saw.</p>" for number in range(1, 9))


@pytest.fixture
def maya() -> User:
    Imprint.objects.update_or_create(pk=1, defaults={"name": "The Harbour Ledger"})
    return User.objects.create_superuser("maya", password=PASSWORD, first_name="Maya")


@pytest.fixture
def story(maya) -> Article:
    """Changed since it went out: the headline, two paragraphs, the lead picture, the topics."""
    story = newsdesk.live(
        "Ferry crews call a strike",
        slug="strike",
        body=BODY,
        lead=newsdesk.photo(),
        topics=[newsdesk.topic("Quay")],
    )
    PhotoUse.objects.filter(article=story).delete()
    PhotoUse.objects.create(
        article=story, photo=newsdesk.photo("A rope"), place="lead", caption="A rope", alt="A rope"
    )
    changed = BODY.replace("2 says", "2 never said").replace("7 says", "7 never said")
    newsdesk.save(story, by=maya, headline="Ferry crews call a stoppage", body=changed)
    return story


def history(live_server, story: Article, asked: str = "") -> str:
    return f"{live_server.url}/admin/articles/article/{story.pk}/history/{asked}"


def test_keys_lead_from_change_to_change_and_the_list_says_where_one_is(open_page, live_server, maya, story):
    page = signed_in(open_page(), live_server, maya)
    complaints = watch(page)
    page.goto(history(live_server, story))

    def here() -> tuple[str, str]:
        page.wait_for_function("document.activeElement.hasAttribute('data-change')")
        return page.evaluate("document.activeElement.id"), page.locator(
            ".changes [aria-current]"
        ).inner_text()

    page.keyboard.press("j")
    assert here() == ("change-1", "Headline\n1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert here() == ("change-3", "Body\n2 of 2")
    page.keyboard.press("k")
    assert here() == ("change-2", "Body\n1 of 2")
    page.get_by_role("link", name="Pictures 1").click()
    assert here()[0] == "change-4"

    page.locator("#id_before").focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "id_before"
    page.get_by_role("radio", name="v2 before").check()
    page.wait_for_url(lambda url: "before=2&after=2" in url)
    assert [line for line in complaints if "404" not in line] == []


def test_without_scripts_two_are_chosen_with_a_button_and_what_stayed_opens(
    open_page, live_server, maya, story
):
    newsdesk.save(story, headline="Ferry crews call it off")
    page = signed_in(open_page(javascript=False), live_server, maya)
    page.goto(history(live_server, story))

    page.locator("#id_before").select_option("2")
    page.get_by_role("button", name="Compare", exact=True).click()

    assert "before=2" in page.url
    page.get_by_text("Standfirst, paragraphs 1 to 8").click()
    assert page.get_by_text("Paragraph 5 says what the crews saw.").first.is_visible()


def test_no_page_of_versions_breaks_the_policy_runs_over_the_edge_or_displeases_axe(
    open_page, live_server, maya, story
):
    page = signed_in(open_page(bypass_csp=True), live_server, maya)
    live_from = quote(story.editions.get().live_from.isoformat())
    screens = {
        "side by side": history(live_server, story),
        "in one": history(live_server, story, "?view=one"),
        "restore": history(live_server, story).replace("history/", "version/1/restore/"),
        "seen": history(live_server, story).replace("history/", f"seen/?at={live_from}"),
        "seen, asked which": history(live_server, story).replace("history/", "seen/?at=2025-10-26T02:30:00"),
        "seen page": history(live_server, story).replace("history/", f"seen/page/?at={live_from}"),
    }
    found, widths = {}, {}
    for name, where in screens.items():
        page.goto(where)
        settle(page)
        found[name] = violations_in_both_colours(page)
        widths[name] = widths_of(page)

    assert {name: told for name, told in found.items() if told} == {}
    assert widths == dict.fromkeys(screens, DESK_AND_PHONE)
