"""What stands in the way of publishing: a copy with each fault, and the sentence that an editor gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles import problems as module
from articles.body import parts
from articles.models import Article, Licence, Photo, PhotoCredit, PhotoUse, RelatedLink
from articles.problems import problems
from tests import newsdesk

pytestmark = pytest.mark.django_db
YESTERDAY = date.today() - timedelta(days=2)
WRITTEN = YESTERDAY.strftime("%-d %b %Y")


def with_photo(*, photo: Photo | None = None, **use) -> Article:
    photo = photo or newsdesk.photo()
    article = newsdesk.story(body=newsdesk.TEXT + parts.block("photo", id=photo.pk))
    PhotoUse.objects.filter(article=article).update(**use)
    return article


def with_credit(**fields) -> Article:
    photo = newsdesk.photo()
    PhotoCredit.objects.filter(photo=photo).update(**fields)
    return with_photo(photo=photo)


def taken_address() -> Article:
    newsdesk.live("First", slug="same")
    return newsdesk.story("Second", slug="same")


def with_link(**fields) -> Article:
    article = newsdesk.story()
    RelatedLink.objects.create(article=article, **fields)
    return article


def with_link_needed() -> Article:
    article = with_credit(source_url="")
    Licence.objects.filter(code="cc-by-4.0").update(requires_link=True)
    return article


def photo_taken_out() -> Article:
    return newsdesk.save(with_photo(), body=newsdesk.TEXT)


#: code: (a copy that has the fault, whether it blocks, a piece of the sentence)
FAULTS: dict[str, tuple[Callable[[], Article], bool, str]] = {
    "no-headline": (lambda: newsdesk.story(" "), True, "There is no headline. Write one."),
    "long-headline": (lambda: newsdesk.story("x" * 112), False, "2 letters longer"),
    "no-standfirst": (lambda: newsdesk.story(standfirst=" "), False, "There is no standfirst."),
    "no-body": (lambda: newsdesk.story(body="<p> </p>"), True, "no text yet"),
    "tk": (lambda: newsdesk.story(body="<p>About TK people.</p>"), False, "“TK” is still in the text"),
    "no-byline": (lambda: newsdesk.story(authors=[]), True, "Nobody is credited."),
    "agreement-ended": (
        lambda: newsdesk.story(outlet=newsdesk.outlet(agreement_until=YESTERDAY), outlet_url="https://x.example/"),
        True,
        f"The agreement with The Ferry Post ended on {WRITTEN}",
    ),
    "no-original": (lambda: newsdesk.story(outlet=newsdesk.outlet()), False, "asks for a link to the original"),
    "no-section": (lambda: newsdesk.story(section=None), True, "stands in no section"),
    "address-taken": (taken_address, True, "/harbour/same/ belongs to another story"),
    "address-long": (
        lambda: newsdesk.story(section=newsdesk.section("Harbour", slug="s" * 100), slug="a" * 98),
        True,
        "1 letter too long",
    ),
    "address-feed": (lambda: newsdesk.story(slug="feed"), True, "“feed” is the section's own"),
    "embargo": (
        lambda: newsdesk.story(embargo=timezone.now() + timedelta(days=1)),
        True,
        "Schedule the story for then.",
    ),
    "no-file": (lambda: with_photo(photo=newsdesk.photo(width=0)), True, "has no file yet"),
    "no-alt": (lambda: with_photo(alt=""), True, "Alt text is missing"),
    "no-credit": (lambda: with_credit(creator="", organisation=""), True, "has no credit"),
    "no-licence": (lambda: with_credit(licence=None, terms="CC 2.0"), True, "is not clear (“CC 2.0”)"),
    "no-source": (with_link_needed, False, "asks for a link to the original of"),
    "photo-expired": (lambda: with_credit(expires_on=YESTERDAY), True, f"could be used until {WRITTEN}"),
    "photo-nowhere": (
        photo_taken_out,
        False,
        "stands nowhere in the text",
    ),
    "open-read": (lambda: with_link(wanted="Somewhere"), False, "No story found yet for READ “Somewhere”"),
    "link-not-live": (lambda: with_link(target=newsdesk.story("A draft")), False, "“A draft” is not live"),
    "no-related": (newsdesk.story, False, "No related story"),
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
    make, blocking, sentence = FAULTS[code]

    found = {problem.code: problem for problem in problems(make())}

    assert code in found
    assert found[code].blocking == blocking
    assert sentence in found[code].sentence
    assert found[code].field


def test_every_code_has_its_test():
    said = re.findall(r'_(?:blocks|warns)\(\s*"([a-z-]+)"', Path(module.__file__).read_text())

    assert set(said) == set(FAULTS)


def test_what_blocks_comes_first():
    found = [problem.blocking for problem in problems(newsdesk.story("", standfirst="", body=""))]

    assert found == sorted(found, reverse=True)


def test_an_embargo_is_kept_by_scheduling_for_its_end():
    until = timezone.now() + timedelta(days=1)
    article = newsdesk.story(embargo=until)

    codes = [
        [problem.code for problem in problems(article, at=at)] for at in (until - timedelta(seconds=1), until)
    ]

    assert codes == [["embargo", "no-related"], ["no-related"]]


def test_a_decorative_picture_needs_no_alt_text():
    article = with_photo(alt="", decorative=True)

    assert [problem.code for problem in problems(article)] == ["no-related"]
