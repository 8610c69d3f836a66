"""Where the checks of a story begin and end: last letters, last days, one name of two, whose address it is."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.body import parts
from articles.models import Article, Licence, PhotoCredit, PhotoUse, RelatedLink
from articles.publishing.problems import problems, written
from tests.builders import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YESTERDAY = date.today() - timedelta(days=2)
BERLIN = ZoneInfo("Europe/Berlin")


def with_link(**fields) -> Article:
    article = newsdesk.story()
    RelatedLink.objects.create(article=article, **fields)
    return article


def codes(article: Article, **when) -> set[str]:
    return {problem.code for problem in problems(article, **when)}


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
    ("letters", "said"),
    [(110, []), (111, ["The headline is 1 letter longer than fits everywhere. Shorten it."])],
)
def test_a_headline_may_be_as_long_as_fits_and_each_letter_more_is_counted(letters, said):
    found = problems(newsdesk.story("x" * letters))

    assert [problem.sentence for problem in found if problem.field == "headline"] == said


@pytest.mark.parametrize(
    ("letters", "said"), [(97, []), (98, ["The address is 1 letter too long. Shorten it."])]
)
def test_an_address_may_be_as_long_as_fits_and_each_letter_more_is_counted(letters, said):
    found = problems(newsdesk.story(section=newsdesk.section(slug="s" * 100), slug="a" * letters))

    assert [problem.sentence for problem in found if problem.field == "slug"] == said


@pytest.mark.parametrize("field", ["headline", "standfirst", "key_points", "body"])
def test_what_is_still_to_come_is_found_wherever_it_stands_and_only_as_a_word(field):
    assert "tk" in codes(newsdesk.story(**{field: "About TK people"}))
    assert "tk" not in codes(newsdesk.story(**{field: "ATKINS, TKX and tk"}))


def test_a_partners_copy_may_go_out_on_the_last_day_of_the_agreement_and_needs_no_byline():
    terms = newsdesk.outlet(agreement_until=timezone.localdate())
    article = newsdesk.story(authors=[], outlet=terms, outlet_url="https://x.example/")

    assert codes(article) == {"no-related"}


def test_a_partners_copy_may_not_be_scheduled_for_a_day_after_the_agreement():
    last = timezone.localdate() + timedelta(days=2)
    article = newsdesk.story(outlet=newsdesk.outlet(agreement_until=last), outlet_url="https://x.example/")
    now = timezone.now()

    assert codes(article, at=now + timedelta(days=2)) == {"no-related"}
    ended = next(iter(problems(article, at=now + timedelta(days=3))))
    assert (ended.code, ended.sentence.split(" on ")[0]) == (
        "agreement-ended",
        "The agreement with The Ferry Post ends",
    )


def test_what_moves_in_for_a_day_long_past_is_asked_what_it_may_show_today():
    then = timezone.now() - timedelta(days=9)
    theirs = newsdesk.story(
        outlet=newsdesk.outlet(agreement_until=YESTERDAY), outlet_url="https://x.example/"
    )

    assert codes(theirs, at=then) == {"agreement-ended", "no-related"}
    assert codes(newsdesk.with_credit(expires_on=YESTERDAY), at=then) == {"photo-expired", "no-related"}


def test_a_partner_that_asks_for_no_link_gets_by_without_one():
    assert codes(newsdesk.story(outlet=newsdesk.outlet(link_required=False))) == {"no-related"}


def test_an_address_of_its_own_does_not_stand_in_a_storys_way_and_that_of_another_does():
    article = newsdesk.live("The first of two stories", slug="first")
    newsdesk.live("The second of two stories", slug="second")

    assert codes(article) == {"no-related"}
    assert codes(newsdesk.save(article, slug="second")) == {"address-taken", "no-related"}


def test_a_story_without_an_address_yet_is_told_nothing_of_it():
    assert codes(newsdesk.story()) == {"no-related"}


@pytest.mark.parametrize("named", [{"creator": ""}, {"organisation": ""}], ids=str)
def test_a_picture_with_one_name_is_credited(named):
    assert codes(newsdesk.with_credit(**named)) == {"no-related"}


def test_a_picture_without_a_row_of_credit_has_none_and_no_licence_is_asked_for():
    photo = newsdesk.photo()
    PhotoCredit.objects.filter(photo=photo).delete()

    assert codes(newsdesk.with_photo(of=photo)) == {"no-credit", "no-related"}


def test_a_picture_without_a_name_can_also_have_run_out():
    article = newsdesk.with_credit(creator="", organisation="", expires_on=YESTERDAY)

    assert codes(article) == {"no-credit", "photo-expired", "no-related"}


def test_a_licence_that_is_not_clear_is_said_plainly_where_no_terms_came():
    (found,) = (problem for problem in problems(newsdesk.with_credit(licence=None)) if problem.blocking)

    assert (
        found.sentence
        == "The licence of “Cranes at low water” is not clear. Choose it on the picture's page."
    )


def test_a_licence_that_asks_for_a_link_is_content_with_one():
    Licence.objects.filter(code="cc-by-4.0").update(requires_link=True)

    assert codes(newsdesk.with_photo()) == {"no-related"}


def test_a_picture_is_named_by_the_first_letters_of_its_caption_or_as_the_desk_calls_it():
    long = newsdesk.with_photo(alt="", caption="c" * 61)
    untitled = newsdesk.with_photo(of=newsdesk.photo("Title of the photo"), alt="", caption="")

    names = [re.search("“(.*)”", problems(article)[0].sentence)[1] for article in (long, untitled)]

    assert names == ["c" * 60, "Title of the photo"]


def test_a_lead_picture_need_not_stand_in_the_text():
    assert codes(newsdesk.story(lead=newsdesk.photo())) == {"no-related"}


def test_pictures_are_told_in_their_order():
    article = newsdesk.story(lead=newsdesk.photo("Made first", alt=""))
    second = PhotoUse.objects.create(article=article, photo=newsdesk.photo("Made second"), caption="Second")
    for order, caption in ((1, "Made first"), (0, "Second")):
        article.photo_uses.filter(caption=caption).update(order=order)

    fields = [problem.field for problem in problems(article) if problem.code == "no-alt"]

    assert fields[0] == f"photo-{second.pk}"
    assert len(fields) == 2


def test_a_related_story_that_readers_have_or_a_page_outside_is_no_problem():
    outside = with_link(url="https://x.example/", title="Outside")
    live = newsdesk.story(related=[newsdesk.live("Live"), newsdesk.live("Also live")])

    assert codes(outside) == codes(live) == set()


def test_of_several_links_only_the_one_that_readers_do_not_have_is_told():
    article = newsdesk.story(related=[newsdesk.live("Live"), newsdesk.story("A draft")])
    RelatedLink.objects.create(article=article, url="https://x.example/", title="Outside", order=8)
    RelatedLink.objects.create(article=article, wanted="Somewhere", order=9)

    told = [problem.sentence.partition(".")[0] for problem in problems(article)]

    assert told == ["“A draft” is not live", "No story found yet for READ “Somewhere”"]


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


def test_a_read_line_that_was_typed_as_text_is_told():
    text = "<p>The gauge read low.</p><p>READ: Water company fined</p>"

    assert "typed-read" in codes(newsdesk.story(body=text))
    for plain in ("<p>He READ: nothing.</p>", "<p>Read: the log.</p>", "<p>READ:</p>"):
        assert "typed-read" not in codes(newsdesk.story(body=plain))


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
