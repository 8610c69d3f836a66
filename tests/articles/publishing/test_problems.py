"""What stands in the way of publishing: a copy with each fault, and the sentence that an editor gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.body import parts
from articles.models import Article, Licence, RelatedLink
from articles.publishing import problems as module
from articles.publishing.problems import Problem, problems
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


#: code: (a copy that has the fault, whether it blocks, the field to look at, the whole sentence)
FAULTS: dict[str, tuple[Callable[[], Article], bool, str, str]] = {
    "no-headline": (lambda: newsdesk.story(" "), True, "headline", "There is no headline. Write one."),
    "long-headline": (
        lambda: newsdesk.story("x" * 112),
        False,
        "headline",
        "The headline is 2 letters longer than fits everywhere. Shorten it.",
    ),
    "no-standfirst": (
        lambda: newsdesk.story(standfirst=" "),
        False,
        "standfirst",
        "There is no standfirst. Lists will show the headline alone.",
    ),
    "no-body": (
        lambda: newsdesk.story(body="<p> </p>"),
        True,
        "body",
        "The story has no text yet. Write it.",
    ),
    "typed-read": (
        lambda: newsdesk.story(body="<p>It is low.</p><p>READ: Water company fined</p>"),
        False,
        "body",
        "A line begins with READ: and leads nowhere. Put it in with the READ button.",
    ),
    "tk": (
        lambda: newsdesk.story(body="<p>About TK people.</p>"),
        False,
        "body",
        "“TK” is still in the text. Fill in what is to come.",
    ),
    "no-byline": (
        lambda: newsdesk.story(authors=[]),
        True,
        "bylines",
        "Nobody is credited. Add an author or the partner it comes from.",
    ),
    "agreement-ended": (
        lambda: newsdesk.story(outlet=newsdesk.outlet(agreement_until=YESTERDAY), outlet_url="https://x.example/"),
        True,
        "outlet",
        f"The agreement with The Ferry Post ended on {WRITTEN}. Renew it on the outlet's page first.",
    ),
    "no-original": (
        lambda: newsdesk.story(outlet=newsdesk.outlet()),
        False,
        "outlet_url",
        "The Ferry Post asks for a link to the original. Add it.",
    ),
    "no-section": (
        lambda: newsdesk.story(section=None),
        True,
        "section",
        "The story stands in no section. Choose one.",
    ),
    "address-taken": (
        taken_address,
        True,
        "slug",
        "The address /harbour/same/ belongs to another story. Choose another.",
    ),
    "address-long": (
        lambda: newsdesk.story(section=newsdesk.section("Harbour", slug="s" * 100), slug="a" * 99),
        True,
        "slug",
        "The address is 2 letters too long. Shorten it.",
    ),
    "address-feed": (
        lambda: newsdesk.story(slug="feed"),
        True,
        "slug",
        "The address “feed” is the section's own. Choose another.",
    ),
    "embargo": (
        lambda: newsdesk.story(embargo=EMBARGO),
        True,
        "embargo",
        "The embargo ends on 2 December 2126, 09:00. Schedule the story for then.",
    ),
    "no-file": (
        lambda: newsdesk.with_photo(of=newsdesk.photo(width=0)),
        True,
        "photo",
        "The picture “Cranes at low water” has no file yet. Upload it, or take it off the story.",
    ),
    "no-alt": (
        lambda: newsdesk.with_photo(alt=""),
        True,
        "photo",
        "Alt text is missing on the picture “Cranes at low water”. Say what it shows, or tick Decorative.",
    ),
    "no-credit": (
        lambda: newsdesk.with_credit(creator="", organisation=""),
        True,
        "photo",
        "The picture “Cranes at low water” has no credit. Say who made it.",
    ),
    "no-licence": (
        lambda: newsdesk.with_credit(licence=None, terms="CC 2.0"),
        True,
        "photo",
        "The licence of “Cranes at low water” is not clear (“CC 2.0”). Choose it on the picture's page.",
    ),
    "no-source": (
        with_link_needed,
        False,
        "photo",
        "CC BY 4.0 asks for a link to the original of “Cranes at low water”. Add it.",
    ),
    "photo-expired": (
        lambda: newsdesk.with_credit(expires_on=YESTERDAY),
        True,
        "photo",
        f"The picture “Cranes at low water” could be used until {WRITTEN}. Choose another.",
    ),
    "photo-nowhere": (
        photo_taken_out,
        False,
        "photo",
        "The picture “Cranes at low water” stands nowhere in the text. Put it in, or take it off.",
    ),
    "open-read": (
        lambda: with_link(wanted="Somewhere"),
        False,
        "link",
        "No story found yet for READ “Somewhere”. Choose one; readers do not see the line.",
    ),
    "link-not-live": (
        lambda: with_link(target=newsdesk.story("A draft")),
        False,
        "link",
        "“A draft” is not live. Readers do not see the link until it is.",
    ),
    "no-related": (
        newsdesk.story,
        False,
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


def codes(article: Article, **when) -> set[str]:
    return {problem.code for problem in problems(article, **when)}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_said(code):
    make, blocking, field, sentence = FAULTS[code]
    article = make()
    if field in {"photo", "link"}:
        rows = article.photo_uses if field == "photo" else article.related_links
        field += f"-{rows.get().pk}"

    found = [problem for problem in problems(article) if problem.code == code]

    assert found == [Problem(code, sentence, field, blocking)]


def test_every_code_has_its_test():
    said = re.findall(r'_(?:blocks|warns)\(\s*"([a-z-]+)"', Path(module.__file__).read_text())

    assert set(said) == set(FAULTS)


def test_what_blocks_comes_first():
    found = [problem.blocking for problem in problems(newsdesk.story("", standfirst="", body=""))]

    assert found == sorted(found, reverse=True)


def test_an_embargo_is_kept_by_scheduling_for_its_end():
    until = timezone.now() + timedelta(days=1)
    article = newsdesk.story(embargo=until)

    found = [
        [problem.code for problem in problems(article, at=at)] for at in (until - timedelta(seconds=1), until)
    ]

    assert found == [["embargo", "no-related"], ["no-related"]]


def test_a_decorative_picture_needs_no_alt_text():
    article = newsdesk.with_photo(alt="", decorative=True)

    assert [problem.code for problem in problems(article)] == ["no-related"]
