"""The appeal in a real browser: put away, left out for supporters, two wordings, and all of it without a request."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from membership.models import AppealAmounts, Issuer, Terms, Wording
from tests.builders.appeals import appeal
from tests.builders.gifts import make_donation
from tests.builders.newsdesk import live, photo
from tests.driving.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
LONG = "".join(f"<p>Paragraph {number} of a long story about the harbour.</p>" for number in range(1, 12))


@pytest.fixture
def story(live_server, transactional_db):
    """The address of a story with an appeal at its end."""
    appeal()
    return live_server.url + live("The outfall ran for 211 days", body=LONG).editions.get().path


@pytest.fixture
def open_late(open_page):
    """Opens a page whose appeal's script comes only after the first paint, and whose fonts never do: a font that
    comes late moves what it sets, so all that moves now is the script's doing."""

    def go(address: str, *, before: str = ""):
        page, held = open_page(bypass_csp=True), []

        def hold(route):
            held.append(route)

        page.route("**/*.woff2", lambda route: route.abort())
        page.route("**/appeal*.js", hold)
        page.add_init_script(before)
        page.goto(address, wait_until="commit")
        page.wait_for_function(
            "performance.getEntriesByType('paint').length && !!document.querySelector('.foot')"
        )
        held.pop().continue_()
        page.wait_for_load_state("load")
        return page

    return go


def shifts(page) -> float:
    """Cumulative layout shift of the page so far."""
    return page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )


def test_an_appeal_is_put_away_for_thirty_days_without_a_request(story, open_page):
    page = open_page(width=390)
    page.goto(story)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    # The browser fetches the icon of the page by itself.
    page.on("request", lambda request: asked.append(request.url) if "icon" not in request.url else None)

    page.get_by_role("button", name="Not now").click()
    put_away = page.locator(".appeal").is_visible()
    kept = page.evaluate("localStorage.getItem('appeals-put-away-until')")
    sent = list(asked)
    page.reload()
    again = page.locator(".appeal").is_visible()
    page.evaluate("localStorage.setItem('appeals-put-away-until', '2020-01-01')")
    page.reload()
    later = page.locator(".ask").is_visible()

    assert (put_away, again, later, sent) == (False, False, True, [])
    days = timezone.datetime.fromisoformat(kept) - timezone.now()
    assert timedelta(days=29) < days <= timedelta(days=30)
    assert page.context.cookies() == []


def test_a_supporter_is_not_asked_and_nothing_on_the_page_moves(live_server, transactional_db, open_late):
    appeal()
    path = live_server.url + live("The outfall ran", body="<p>For 211 days.</p>").editions.get().path

    asked = open_late(path)
    assert asked.locator(".foot").bounding_box()["y"] < 900
    assert (asked.locator(".ask").is_visible(), asked.locator(".askoff").is_visible()) == (True, True)
    assert shifts(asked) == 0

    spared = open_late(path, before="localStorage.setItem('appeals-off-until', '2999-12-31')")
    assert (spared.locator(".ask").is_visible(), shifts(spared)) == (False, 0)


def test_an_appeal_below_the_window_leaves_no_hole_for_a_supporter(story, open_page):
    page = open_page()
    page.add_init_script("localStorage.setItem('appeals-off-until', '2999-12-31')")
    page.goto(story)

    assert page.locator(".appeal").bounding_box() is None


def test_without_javascript_the_first_wording_stands_without_a_button_that_does_nothing(
    live_server, transactional_db, open_page
):
    asked = appeal(planned_gifts=10)
    Wording.objects.create(appeal=asked, heading="Pay for the next one", text="T", button="Join", share=90)
    page = open_page(javascript=False)

    page.goto(live_server.url + live("The outfall ran", body=LONG).editions.get().path)

    seen = [
        page.get_by_text(words).first.is_visible()
        for words in ("five months", "Pay for the next one", "Not now")
    ]
    links = page.locator(".ask:not([hidden]) a").evaluate_all("all => all.map(each => each.href)")
    assert seen == [True, False, False]
    assert {re.search(r"appeal=([^&]+)", link)[1] for link in links} == {str(asked.pk)}


def test_one_of_two_wordings_is_drawn_its_links_say_which_and_nothing_moves(
    live_server, transactional_db, open_late
):
    asked = appeal(planned_gifts=10)
    text = "It takes a year to read what the council prints. " * 8
    Wording.objects.create(appeal=asked, heading="Pay for the next one", text=text, button="Join", share=50)
    path = live_server.url + live("The outfall ran", body="<p>For 211 days.</p>").editions.get().path
    drawn = {}
    # The draw is the browser's own; here it is made to come out each way.
    for letter, number in (("a", 2**32 - 1), ("b", 0)):
        page = open_late(
            path, before=f"crypto.getRandomValues = into => {{ into[0] = {number}; return into; }}"
        )
        seen = [
            page.get_by_text(words).first.is_visible() for words in ("five months", "Pay for the next one")
        ]
        links = page.locator(".appeal a:visible").evaluate_all("all => all.map(each => each.href)")
        drawn[letter] = (seen, {re.search(r"appeal=([^&]+)", link)[1] for link in links}, shifts(page))

    assert drawn == {
        "a": ([True, False], {f"{asked.pk}a"}, 0),
        "b": ([False, True], {f"{asked.pk}b"}, 0),
    }


def test_an_appeal_is_not_printed(story, open_page):
    page = open_page()
    page.goto(story)
    on_screen = page.locator(".ask").is_visible()

    page.emulate_media(media="print")

    assert (on_screen, page.locator(".ask").is_visible()) == (True, False)


def test_only_the_transfer_is_printed(live_server, transactional_db, open_page):
    Issuer.objects.create(name="Ledger", iban="DE89370400440532013000")
    page = open_page()
    page.goto(live_server.url + make_donation(name="Hanne").get_absolute_url())

    page.emulate_media(media="print")

    seen = {
        name: page.locator(name).is_visible() for name in (".transfer", ".qr", ".next", ".h1", ".printit")
    }
    assert seen == {".transfer": True, ".qr": True, ".next": False, ".h1": False, ".printit": False}


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False), (320, False)])
def test_pages_with_everything_on_them_are_accessible_and_fit(live_server, open_page, settings, width, dark):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP", "KWD"]
    picture = photo()
    Terms.objects.create(
        picture=str(picture.pk), thanks_picture=str(picture.pk), where_it_goes="6.20 Reporters\n3.80 Office",
        consent_sentence="Yes, write to me.", publish_from_minor=100_000,
    )  # fmt: skip
    Issuer.objects.create(name="Ledger", rule="uk_gift_aid", iban="DE89370400440532013000", bic="COBADEFFXXX")
    asked = appeal(place="own", slug="logs", goal_minor=1000, goal_shown=True)
    AppealAmounts.objects.create(appeal=asked, interval="once", currency="GBP", amounts="3 a fare")
    appeal(place="text", heading="Read on")
    told = appeal(planned_gifts=9)
    Wording.objects.create(appeal=told, heading="Pay for the next one", text="T", button="Join", share=50)
    pledge = make_donation(interval="monthly", name="Hanne")
    page = open_page(width=width, dark=dark, bypass_csp=True)
    found = {}
    for path in (
        "/membership/?amount=8",
        "/membership/?currency=GBP",
        "/membership/for/logs/",
        "/membership/funders/",
        f"{pledge.get_absolute_url()}?mailed=yes",
        live("The outfall ran for 211 days", body=LONG).editions.get().path,
    ):
        page.goto(live_server.url + path)
        for folded in page.locator("details.more").all():
            folded.locator("summary").click()
        if page.locator("[name=declared]").count():
            page.locator("[name=declared]").check()
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found[path] = (violations(page), wide)

    assert set(map(str, found.values())) == {"([], False)"}, found


def test_the_frequency_chooses_the_amounts_and_the_sum_without_javascript(
    live_server, transactional_db, open_page
):
    appeal()
    Issuer.objects.create(name="Ledger", rule="uk_gift_aid")
    page = open_page(javascript=False)
    page.goto(live_server.url + "/membership/")

    def seen() -> list[bool]:
        return [page.locator(name).is_visible() for name in
                ("fieldset.once", "fieldset.monthly", "p.once", "p.monthly", "[name=street]")]  # fmt: skip

    monthly = seen()
    page.locator("[name=interval][value=once]").check()
    page.locator("[name=declared]").check()

    assert (monthly, seen()) == ([False, True, False, True, False], [True, False, True, False, True])
