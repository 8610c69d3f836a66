"""Where the checks of a story begin and end: last letters, last days, one name of two, whose address it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.body import parts
from articles.models import Article, Licence, Photo, PhotoCredit, PhotoUse, RelatedLink
from articles.publishing.problems import problems, written
from tests.builders import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YESTERDAY = date.today() - timedelta(days=2)
BERLIN = ZoneInfo("Europe/Berlin")
ORIGINAL = "https://x.example/"


def codes(article: Article, **when) -> set[str]:
    """What is found, but for the hint that nearly every copy here gets."""
    return {problem.code for problem in problems(article, **when)} - {"no-related"}


def story(**fields) -> Callable[[], Article]:
    return lambda: newsdesk.story(**fields)


def with_link(**fields) -> Article:
    article = newsdesk.story()
    RelatedLink.objects.create(article=article, **fields)
    return article


def uncredited() -> Article:
    photo = newsdesk.photo()
    PhotoCredit.objects.filter(photo=photo).delete()
    return newsdesk.with_photo(of=photo)


def under(place: str, **terms) -> Article:
    """A story with a picture there whose licence says so."""
    article = newsdesk.with_photo(place=place)
    Licence.objects.filter(code="cc-by-4.0").update(**terms)
    return article


def shown_in(other: Callable[..., Article]) -> Article:
    """A story with a picture that stands in another, made by `other`."""
    shown = newsdesk.photo()
    other("Told before, or nearly so", lead=shown)
    return newsdesk.story(lead=shown)


def shown_in_both() -> Article:
    """A live story with a picture that another one has shown since."""
    article = newsdesk.live(lead=newsdesk.photo())
    newsdesk.live("Told after, with the same picture", lead=Photo.objects.get())
    return article


def partners(**fields) -> Article:
    return newsdesk.story(authors=[], outlet=newsdesk.outlet(**fields), outlet_url=ORIGINAL)


#: What stands on either side of a line: (the copy, what is found in it).
EDGES: dict[str, tuple[Callable[[], Article], set[str]]] = {
    "headline of 110 letters": (story(headline="x" * 110), set()),
    "headline of 111 letters": (story(headline="x" * 111), {"long-headline"}),
    "headline of 20 letters": (story(headline="x" * 20), set()),
    "headline of 19 letters": (story(headline="x" * 19), {"short-headline"}),
    **{
        f"{words} in {field}": (story(**{field: words}), said)
        for field in ("headline", "standfirst", "kicker", "key_points", "body")
        for words, said in (("About so many TK people", {"tk"}), ("Now ATKINS, TKX and tk", set()))
    },
    "a shop whose name begins so": (story(headline="TK Maxx leaves the high street"), set()),
    "READ at the head of a line": (story(body="<p>Low.</p><p>READ: Water company</p>"), {"typed-read"}),
    "READ within a line": (story(body="<p>He READ: nothing.</p>"), set()),
    "Read, not READ": (story(body="<p>Read: the log.</p>"), set()),
    "READ and nothing": (story(body="<p>READ:</p>"), set()),
    "headings in order": (story(body="<h2>A</h2><h3>B</h3><p>Text.</p>"), set()),
    "a smaller heading alone": (story(body="<p>Text.</p><h3>B</h3>"), {"heading-order"}),
    "a larger heading alone": (story(body="<h2>A</h2><p>Text.</p>"), set()),
    "partner, last day": (lambda: partners(agreement_until=timezone.localdate()), set()),
    "partner, a day over": (lambda: partners(agreement_until=YESTERDAY), {"agreement-ended"}),
    "partner without a link": (lambda: newsdesk.story(outlet=newsdesk.outlet(link_required=False)), set()),
    "no address yet": (newsdesk.story, set()),
    "picture with a creator": (lambda: newsdesk.with_credit(organisation=""), set()),
    "picture with an organisation": (lambda: newsdesk.with_credit(creator=""), set()),
    "picture without a row of credit": (uncredited, {"no-credit"}),
    "picture without a name, run out": (
        lambda: newsdesk.with_credit(creator="", organisation="", expires_on=YESTERDAY),
        {"no-credit", "photo-expired"},
    ),
    "picture on its last day": (lambda: newsdesk.with_credit(expires_on=timezone.localdate()), set()),
    "decorative picture": (lambda: newsdesk.with_photo(alt="", decorative=True), set()),
    "link to the original, asked for": (lambda: under("text", requires_link=True), set()),
    "no changes allowed, only scaled": (lambda: under("text", allows_changes=False), set()),
    "no changes allowed, cut for cards": (lambda: under("lead", allows_changes=False), {"no-changes"}),
    "lead picture, not in the text": (lambda: newsdesk.story(lead=newsdesk.photo()), set()),
    "picture shown in another story": (lambda: shown_in(newsdesk.live), {"photo-again"}),
    "picture in a draft of another": (lambda: shown_in(newsdesk.story), set()),
    "picture shown in this very story": (lambda: newsdesk.live(lead=newsdesk.photo()), set()),
    "picture that readers see in both": (shown_in_both, set()),
    "link to a page outside": (lambda: with_link(url=ORIGINAL, title="Outside"), set()),
    "links to live stories": (lambda: newsdesk.story(related=[newsdesk.live("A"), newsdesk.live("B")]), set()),
}  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_a_check_ends_where_it_should(edge):
    make, said = EDGES[edge]

    assert codes(make()) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 8, 21, 5, tzinfo=BERLIN), "8 November 2026, 21:05"),
        (datetime(2026, 11, 8, 23, 5, tzinfo=ZoneInfo("UTC")), "9 November 2026, 00:05"),
        (datetime(2026, 11, 8, 21, 5, 9, tzinfo=BERLIN), "8 November 2026, 21:05:09"),
        (datetime(2026, 11, 8, 21, 5, 0, 1, tzinfo=BERLIN), "8 November 2026, 21:05:00"),
    ],
    ids=str,
)
def test_moments_are_written_in_the_newsrooms_zone_with_seconds_where_there_are_any(moment, said):
    assert written(moment) == said


@pytest.mark.parametrize(
    ("make", "field", "said"),
    [
        (story(headline="x" * 111), "headline", "The headline is 1 letter longer than fits everywhere."),
        (
            lambda: newsdesk.story(section=newsdesk.section(slug="s" * 100), slug="a" * 98),
            "slug",
            "The address is 1 letter too long.",
        ),
        (lambda: newsdesk.story(section=newsdesk.section(slug="s" * 100), slug="a" * 97), "slug", None),
    ],
    ids=["headline", "address", "address that fits"],
)
def test_each_letter_too_many_is_counted(make, field, said):
    found = [problem.sentence for problem in problems(make()) if problem.field == field]

    assert found == ([f"{said} Shorten it."] if said else [])


def test_an_address_of_its_own_does_not_stand_in_a_storys_way_and_that_of_another_does():
    article = newsdesk.live("The first of two stories", slug="first")
    newsdesk.live("The second of two stories", slug="second")

    assert codes(article) == set()
    assert codes(newsdesk.save(article, slug="second")) == {"address-taken"}


def test_a_partners_copy_may_not_be_scheduled_for_a_day_after_the_agreement():
    article, now = partners(agreement_until=timezone.localdate() + timedelta(days=2)), timezone.now()

    assert codes(article, at=now + timedelta(days=2)) == set()
    (ended, _hint) = problems(article, at=now + timedelta(days=3))
    assert ended.sentence.startswith("The agreement with The Ferry Post ends on ")


def test_what_moves_in_for_a_day_long_past_is_asked_what_it_may_show_today():
    then = timezone.now() - timedelta(days=9)

    assert codes(partners(agreement_until=YESTERDAY), at=then) == {"agreement-ended"}
    assert codes(newsdesk.with_credit(expires_on=YESTERDAY), at=then) == {"photo-expired"}


def test_an_embargo_is_kept_by_scheduling_for_its_end():
    until = timezone.now() + timedelta(days=1)
    article = newsdesk.story(embargo=until)

    assert codes(article, at=until - timedelta(seconds=1)) == {"embargo"}
    assert codes(article, at=until) == set()


def test_a_picture_of_last_week_may_be_shown_again(time_machine):
    shown = newsdesk.photo()
    time_machine.move_to(timezone.now() - timedelta(days=7, seconds=1))
    newsdesk.live("Told before, and it is live", lead=shown)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))

    assert codes(newsdesk.story(lead=shown)) == set()


def test_a_licence_that_is_not_clear_is_said_plainly_where_no_terms_came():
    (found,) = (problem for problem in problems(newsdesk.with_credit(licence=None)) if problem.blocking)

    assert found.sentence == (
        "The licence of “Cranes at low water” is not clear. Choose it beside the picture."
    )


def test_a_picture_is_named_by_the_first_letters_of_its_caption_or_as_the_desk_calls_it():
    long = newsdesk.with_photo(alt="", caption="c" * 61)
    untitled = newsdesk.with_photo(of=newsdesk.photo("Title of the photo"), alt="", caption="")

    names = [re.search("“(.*)”", problems(article)[0].sentence)[1] for article in (long, untitled)]

    assert names == ["c" * 59 + "…", "Title of the photo"]


def test_pictures_are_told_in_their_order():
    article = newsdesk.story(lead=newsdesk.photo("Made first", alt=""))
    second = PhotoUse.objects.create(article=article, photo=newsdesk.photo("Made second"), caption="Second")
    for order, caption in ((1, "Made first"), (0, "Second")):
        article.photo_uses.filter(caption=caption).update(order=order)

    fields = [problem.field for problem in problems(article) if problem.code == "no-alt"]

    assert fields == [
        f"photo-{photo.pk}" for photo in (second.photo, Photo.objects.get(caption="Made first"))
    ]


@pytest.mark.parametrize("letters", ["TK", "TKTK"])
def test_what_is_still_to_come_is_found_in_captions_and_quotes_too(letters):
    pictured = newsdesk.with_photo(caption=f"{letters} at the quay")
    quoted = newsdesk.story(body=newsdesk.TEXT + parts.block("quote", text="So be it.", by=letters))

    fields = [[each.field for each in problems(copy) if each.code == "tk"] for copy in (pictured, quoted)]

    assert fields == [[f"photo-{Photo.objects.get().pk}"], ["body"]]


def test_many_pictures_and_links_cost_no_more_questions_to_the_database():
    def asked(many: int) -> int:
        photos = [newsdesk.photo(f"Photo {number}") for number in range(many)]
        body = newsdesk.TEXT + "".join(parts.block("photo", id=photo.pk) for photo in photos)
        drafts = [newsdesk.story(f"Draft {number}") for number in range(many)]
        article = Article.objects.get(pk=newsdesk.story(body=body, related=drafts).pk)
        with CaptureQueriesContext(connection) as captured:
            assert len(problems(article)) == many
        return len(captured)

    assert asked(1) == asked(3)
