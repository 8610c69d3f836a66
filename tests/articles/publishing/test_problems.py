"""What stands in the way of publishing: a copy with each fault, and the sentence that an editor gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles.body import parts
from articles.models import Article, Level, Licence, RelatedLink
from articles.publishing.problems import Problem, problems
from articles.publishing.problems.rules import RULES
from tests.builders import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YESTERDAY = date.today() - timedelta(days=2)
WRITTEN = YESTERDAY.strftime("%-d %b %Y")
BERLIN = ZoneInfo("Europe/Berlin")
EMBARGO = datetime(2126, 12, 2, 9, 0, tzinfo=BERLIN)


def taken_address() -> Article:
    newsdesk.live("First", slug="same")
    return newsdesk.story("Second", slug="same")


def with_link(**fields) -> Article:
    article = newsdesk.story()
    RelatedLink.objects.create(article=article, **fields)
    return article


def with_link_needed() -> Article:
    article = newsdesk.with_credit(source_url="")
    Licence.objects.filter(code="cc-by-4.0").update(requires_link=True)
    return article


def photo_taken_out() -> Article:
    return newsdesk.save(newsdesk.with_photo(), body=newsdesk.TEXT)


def under(place: str = "text", **terms) -> Article:
    """A story with a picture whose licence says so."""
    article = newsdesk.with_photo(place=place)
    Licence.objects.filter(code="cc-by-4.0").update(**terms)
    return article


def shown_again() -> Article:
    shown = newsdesk.photo()
    newsdesk.live(lead=shown)
    return newsdesk.with_photo(of=shown)


#: code: (a copy that has the fault, how much it counts, the field to look at, the whole sentence)
FAULTS: dict[str, tuple[Callable[[], Article], Level, str, str]] = {
    "no-headline": (lambda: newsdesk.story(" "), Level.BLOCK, "headline", "There is no headline. Write one."),
    "long-headline": (
        lambda: newsdesk.story("x" * 112),
        Level.WARN,
        "headline",
        "The headline is 2 letters longer than fits everywhere. Shorten it.",
    ),
    "short-headline": (
        lambda: newsdesk.story("Ferry late"),
        Level.WARN,
        "headline",
        "The headline is only 10 letters long. Say more, so that the story is found.",
    ),
    "no-standfirst": (
        lambda: newsdesk.story(standfirst=" "),
        Level.WARN,
        "standfirst",
        "There is no standfirst. Lists will show the headline alone.",
    ),
    "no-body": (
        lambda: newsdesk.story(body="<p> </p>"),
        Level.BLOCK,
        "body",
        "The story has no text yet. Write it.",
    ),
    "typed-read": (
        lambda: newsdesk.story(body="<p>It is low.</p><p>READ: Water company fined</p>"),
        Level.WARN,
        "body",
        "A line begins with READ: and leads nowhere. Put it in with the READ button.",
    ),
    "tk": (
        lambda: newsdesk.story(body="<p>About TK people.</p>"),
        Level.WARN,
        "body",
        "“TK” is still in the text. Fill in what is to come.",
    ),
    "heading-order": (
        lambda: newsdesk.story(body="<h3>Below</h3><h2>Above</h2><p>Text.</p>"),
        Level.WARN,
        "body",
        "“Below” is a smaller subheading with no larger one above it. Make it a larger one.",
    ),
    "no-scheme": (
        lambda: newsdesk.story(body='<p>See <a href="minutes.html">the <em>minutes</em></a>.</p>'),
        Level.WARN,
        "body",
        "The link “the minutes” leads to “minutes.html”. Give its whole address, with https://.",
    ),
    "broken-link": (
        lambda: newsdesk.story(body='<p>See <a href="/harbour/gone/?a=1">it</a>.</p>'),
        Level.WARN,
        "body",
        "The link “it” leads to /harbour/gone/, where readers find nothing. Mend it.",
    ),
    "no-byline": (
        lambda: newsdesk.story(authors=[]),
        Level.BLOCK,
        "bylines",
        "Nobody is credited. Add an author or the partner it comes from.",
    ),
    "agreement-ended": (
        lambda: newsdesk.story(outlet=newsdesk.outlet(agreement_until=YESTERDAY), outlet_url="https://x.example/"),
        Level.BLOCK,
        "outlet",
        f"The agreement with The Ferry Post ended on {WRITTEN}. Renew it on the outlet's page first.",
    ),
    "no-agreement": (
        lambda: newsdesk.story(outlet=newsdesk.outlet(terms=" "), outlet_url="https://x.example/"),
        Level.WARN,
        "outlet",
        "No agreement with The Ferry Post is on record. Enter its terms or its end on the outlet's page.",
    ),
    "no-original": (
        lambda: newsdesk.story(outlet=newsdesk.outlet()),
        Level.WARN,
        "outlet_url",
        "The Ferry Post asks for a link to the original. Add it.",
    ),
    "no-section": (
        lambda: newsdesk.story(section=None),
        Level.BLOCK,
        "section",
        "The story stands in no section. Choose one.",
    ),
    "address-taken": (
        taken_address,
        Level.BLOCK,
        "slug",
        "The address /harbour/same/ belongs to another story. Choose another.",
    ),
    "address-long": (
        lambda: newsdesk.story(section=newsdesk.section("Harbour", slug="s" * 100), slug="a" * 99),
        Level.BLOCK,
        "slug",
        "The address is 2 letters too long. Shorten it.",
    ),
    "address-feed": (
        lambda: newsdesk.story(slug="feed"),
        Level.BLOCK,
        "slug",
        "The address “feed” is the section's own. Choose another.",
    ),
    "embargo": (
        lambda: newsdesk.story(embargo=EMBARGO),
        Level.BLOCK,
        "embargo",
        "The embargo ends on 2 December 2126, 09:00. Schedule the story for then.",
    ),
    "no-file": (
        lambda: newsdesk.with_photo(of=newsdesk.photo(width=0)),
        Level.BLOCK,
        "photo",
        "The picture “Cranes at low water” has no file yet. Upload it, or take it off the story.",
    ),
    "no-alt": (
        lambda: newsdesk.with_photo(alt=""),
        Level.BLOCK,
        "photo",
        "Alt text is missing on the picture “Cranes at low water”. Say what it shows, or tick Decorative.",
    ),
    "no-credit": (
        lambda: newsdesk.with_credit(creator="", organisation=""),
        Level.BLOCK,
        "photo",
        "The picture “Cranes at low water” has no credit. Say who made it.",
    ),
    "no-licence": (
        lambda: newsdesk.with_credit(licence=None, terms="CC 2.0"),
        Level.BLOCK,
        "photo",
        "The licence of “Cranes at low water” is not clear (“CC 2.0”). Choose it beside the picture.",
    ),
    "no-source": (
        with_link_needed,
        Level.WARN,
        "photo",
        "CC BY 4.0 asks for a link to the original of “Cranes at low water”. Add it.",
    ),
    "non-commercial": (
        lambda: under(allows_commercial=False),
        Level.WARN,
        "photo",
        "CC BY 4.0 allows no commercial use of “Cranes at low water”. Ask, or choose another.",
    ),
    "no-changes": (
        lambda: under(allows_changes=False, place="lead"),
        Level.WARN,
        "photo",
        "CC BY 4.0 allows no changes of “Cranes at low water”, and cards crop it. Ask, or have it in the text alone.",
    ),
    "photo-again": (
        shown_again,
        Level.WARN,
        "photo",
        "The picture “Cranes at low water” was shown this week with “Pilot boats find nothing”. Readers know it.",
    ),
    "photo-expired": (
        lambda: newsdesk.with_credit(expires_on=YESTERDAY),
        Level.BLOCK,
        "photo",
        f"The picture “Cranes at low water” could be used until {WRITTEN}. Choose another, or say until when it may be used now.",
    ),
    "photo-nowhere": (
        photo_taken_out,
        Level.WARN,
        "photo",
        "The picture “Cranes at low water” stands nowhere in the text. Put it in, or take it off.",
    ),
    "open-read": (
        lambda: with_link(wanted="Somewhere"),
        Level.WARN,
        "link",
        "No story found yet for READ “Somewhere”. Choose one; readers do not see the line.",
    ),
    "link-not-live": (
        lambda: with_link(target=newsdesk.story("A draft")),
        Level.WARN,
        "link",
        "“A draft” is not live. Readers do not see the link until it is.",
    ),
    "no-related": (
        newsdesk.story,
        Level.HINT,
        "related_links",
        "No related story. One or more keep readers here.",
    ),
}  # fmt: skip


def sound() -> Article:
    """A copy with all a story can have and nothing in its way."""
    photo = newsdesk.photo()
    return newsdesk.story(
        body=newsdesk.TEXT + parts.block("photo", id=photo.pk),
        lead=newsdesk.photo("Another"),
        outlet=newsdesk.outlet(),
        outlet_url="https://x.example/",
        related=[newsdesk.live("Live")],
        slug="sound",
    )


def test_nothing_stands_in_the_way_of_a_sound_copy():
    assert problems(sound()) == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_said(code):
    make, level, field, sentence = FAULTS[code]
    article = make()
    if field in {"photo", "link"}:
        field += f"-{article.photo_uses.get().photo_id}" if field == "photo" else "-0"

    found = [problem for problem in problems(article) if problem.code == code]

    assert [replace(problem, words="") for problem in found] == [Problem(code, sentence, field, level)]


def test_every_code_has_its_test():
    assert set(RULES) == set(FAULTS)


def test_what_blocks_comes_first():
    found = [problem.blocking for problem in problems(newsdesk.story("", standfirst="", body=""))]

    assert found == sorted(found, reverse=True)
