"""Nothing runs over sideways: any width, any text size that a reader has chosen, words without end everywhere."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.body.parts import block
from articles.models import Edition
from newsroom.models import Imprint
from tests.builders import own_pages
from tests.builders.corrections import make_correction
from tests.builders.newsdesk import author, editor, live, outlet, photo, section, topic

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WORD = "donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (WORD * 2)[:133]
SITE = f"https://{'-'.join(['slow'] * 12)}.example/{'a' * 90}"
#: Text sizes in px that a reader sets in the browser, and widths of windows in px.
SIZES, FEWER = (16, 20, 24, 32), (16, 32)
WIDTHS = (300, 320, 390, 768, 1024, 1280, 1600)
#: Widths in em at which the style sheets change.
BREAKS = (40, 56.25, 64, 68.75)


@pytest.fixture
def paths(transactional_db):
    """A paper with the longest words wherever words can stand, and a path of each kind of page."""
    Imprint(
        name="The Harbour Ledger", publisher=LONG, email=f"{LONG[:50]}@ledger.example", tagline=LONG,
        left_ear_head="High water 07.42", left_ear=LONG[:100], right_ear_head=LONG[:60], right_ear="members",
        lost_heading=LONG[:110], lost_text=LONG, gift_heading=LONG[:110], gift_standfirst=LONG,
    ).save()  # fmt: skip
    story_list = section(LONG[:90], slug="long", description=LONG)
    opinions = section("Opinion", style="opinion")
    partner = outlet(f"{LONG[:85]} wire", slug="wire", description=LONG)
    about = topic(LONG[:95])
    about.explainer = f"{LONG} {SITE}"
    about.save()
    writer = author(
        f"Ines {LONG[:80]}", slug="ines", bio=f"{LONG} {SITE}", interests=SITE, job_title=LONG[:70],
        email=f"{LONG[:55]}@ledger.example", portrait=photo("A face"),
    )  # fmt: skip
    told = {
        "authors": [writer, author("Tom Brekke")], "topics": [about], "standfirst": f"{LONG} {SITE}",
        "outlet": partner, "outlet_url": SITE,
    }  # fmt: skip
    gone = live(f"Taken back {LONG}", slug="gone", section=story_list)
    publishing.withdraw(gone, by=editor(), reason=LONG)
    lead = photo(LONG, creator=LONG[:80])
    for number in range(4):
        live(
            f"{number} {LONG}",
            section=story_list,
            kind="analysis",
            lead=photo("One") if number % 2 else None,
            **told,
        )
        live(f"Says {number} {LONG}", section=opinions, kind="opinion", authors=[writer])
    first = live(f"A list of {LONG}", section=story_list, **told)
    body = (
        f'<p>{LONG} <a href="{SITE}">{SITE}</a></p><h2>{LONG}</h2><ul><li>{LONG}</li></ul><blockquote><p>{LONG}</p>'
        f"</blockquote>{block('quote', text=LONG, by=LONG)}{block('read', id=first.pk)}<p>One.</p><p>Two.</p>"
    )
    story = live(
        f"The outfall {LONG}"[:160], slug="story", body=body, key_points=LONG, kicker=LONG[:60], prominence=2,
        section=story_list, lead=lead, related=[first], **told,
    )  # fmt: skip
    for severe in (True, False):
        make_correction(article=story, text=f"{LONG} {SITE}", was=LONG, now=LONG, severe=severe)
    return [
        "/", Edition.objects.get(article=story).path, "/long/", "/opinion/", "/author/ines/", about.get_absolute_url(),
        "/outlet/wire/", f"/search/?q={LONG[:100]}", "/search/?q=list&year=2026", "/corrections/", "/long/none/",
        own_pages.live(f"Imprint {LONG[:80]}", label=LONG[:40], slug="imprint", body=f"<p>{LONG}</p>").get_absolute_url(),
        Edition.objects.get(article=gone).path, "/membership/", "/membership/me/",
    ]  # fmt: skip


def test_nothing_runs_over_at_any_width_with_any_text_size(live_server, open_page, paths, proofs):
    page = open_page(bypass_csp=True)
    page.route("**/media/**", lambda route: route.abort())
    browser = page.context.new_cdp_session(page)
    over, tried, sizes = {}, 0, proofs(full=SIZES, small=FEWER)
    for path in paths:
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for size in sizes:
            browser.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
            edges = {round(at * size) + step for at in BREAKS for step in (-1, 0)}
            for width in sorted({*WIDTHS, *(edge for edge in edges if WIDTHS[0] <= edge <= WIDTHS[-1])}):
                browser.send(
                    "Emulation.setDeviceMetricsOverride",
                    {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
                )
                wide, em, window = page.evaluate(
                    "[document.documentElement.scrollWidth, parseFloat(getComputedStyle(document.documentElement).fontSize), innerWidth]"
                )
                assert (em, window) == (size, width)
                tried += 1
                if wide > width:
                    over[path[:40], size, width] = wide - width
        wide_now = page.evaluate(
            "[matchMedia('(min-width: 49em)').matches, matchMedia('(min-width: 51em)').matches]"
        )
        assert wide_now == [True, False], (
            "media queries follow the reader's text size: 1600 px are 50 of 32 px"
        )

    assert over == {}
    assert tried > len(paths) * len(sizes) * len(WIDTHS)
