"""Two wordings compared: nothing is said before it is due, and what was planned stays as it was planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.admin.appeal import in_words
from membership.appeals.wording_tests import WordingResult, compare, wilson
from membership.books import reports
from membership.books.reports import spans
from membership.books.reports.origins import Origin
from membership.models import Appeal, Wording
from membership.money import Money
from tests.builders.appeals import appeal, paid, shown
from tests.builders.gifts import make_donation, person, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared() -> Appeal:
    """An appeal that began a day ago, with a second wording in half of the cases and ten gifts planned."""
    found = appeal(planned_gifts=10, starts_at=timezone.now() - timedelta(days=1))
    Wording.objects.create(
        appeal=found, heading="Pay for the next one", text="It costs.", button="Join", share=50
    )
    return found


def test_the_page_carries_both_wordings_and_the_second_one_hidden(compared):
    html = shown()

    assert (html.count("<aside"), html.count(" hidden>"), html.count("<script")) == (2, 1, 1)
    assert 'data-share="50"' in html
    assert html.index("five months") < html.index("hidden>") < html.index("Pay for the next one")


def test_an_appeal_with_one_wording_is_not_compared():
    one = appeal()

    assert compare(one) is None
    assert ("data-share" in shown(), shown().count("<aside")) == (False, 1)


def test_nothing_is_said_of_either_wording_before_all_planned_gifts_have_come(compared):
    for _ in range(9):
        paid(compared, wording="b")

    found = compare(compared)

    assert found == WordingResult(gifts=9, planned=10, share=0.5, due=False)
    assert found.verdict == ""
    assert in_words(found) == "9 of 10 gifts have come. No verdict, and no lean, before all of them."


def test_the_verdict_is_on_the_gifts_that_were_planned_and_on_no_later_one(compared):
    for _ in range(10):
        paid(compared, wording="b")
    for _ in range(5):
        paid(compared, wording="a")

    found = compare(compared)

    assert (found.gifts, found.first, found.second, found.due) == (15, 0, 10, True)
    assert (round(found.low, 4), found.high, found.verdict) == (0.7225, 1.0, "second")
    assert in_words(found) == (
        "The second wording brings more gifts. Of 10 gifts (planned: 10) 10 came by the second wording and 0 by "
        "the first. The second’s part lies between 72.2% and 100.0% (95 % interval); it was shown in 50%."
    )


def test_where_the_interval_holds_the_share_no_difference_can_be_told(compared):
    for number in range(10):
        paid(compared, wording="ab"[number % 2])

    assert compare(compared).verdict == "none"


def test_only_gifts_that_were_paid_and_kept_and_came_by_a_drawn_wording_count(compared):
    paid(compared)
    paid(compared, wording="b", back=800)
    paid(compared, wording="b", live=False)
    paid(appeal(), wording="b")
    make_donation(appeal=compared, wording="b")
    paid(compared, wording="a")

    assert compare(compared).gifts == 1


def test_an_appeal_that_has_ended_is_judged_on_what_came(compared):
    paid(compared, wording="a")
    compared.ends_at = timezone.now()
    compared.save()

    found = compare(compared)

    assert (found.due, found.first, found.second, found.verdict) == (True, 1, 0, "none")
    assert "planned: 10" in in_words(found)


def test_an_appeal_that_ended_without_gifts_says_so(compared):
    compared.ends_at = timezone.now()
    compared.save()

    assert in_words(compare(compared)) == "The appeal has ended and no gift has come by either wording."


@pytest.mark.parametrize(
    ("hits", "of", "interval"),
    [(0, 10, (0.0, 0.2775)), (5, 10, (0.2366, 0.7634)), (62, 100, (0.5221, 0.7090))],
)
def test_the_interval_is_wilsons(hits, of, interval):
    assert tuple(round(bound, 4) for bound in wilson(hits, of)) == interval


# --- at the desk ------------------------------------------------------------------------------


@pytest.fixture
def petra(client):
    client.force_login(
        person("petra", "view_appeal", "change_appeal", "add_appeal", "add_wording", "view_wording",
               "change_wording", "delete_wording", "view_appealamounts", "add_appealamounts")
    )  # fmt: skip
    return client


def typed(found: Appeal, **told) -> dict[str, str]:
    """The form of the desk as it stands, with something else typed."""
    wording = found.wordings.first()
    return {
        "heading": found.heading,
        "text": found.text,
        "amounts": found.amounts,
        "asks": found.asks,
        "button": found.button,
        "place": found.place,
        "starts_at": timezone.localtime(found.starts_at).strftime("%Y-%m-%dT%H:%M"),
        "planned_gifts": found.planned_gifts or "",
        "more_amounts-TOTAL_FORMS": "0",
        "more_amounts-INITIAL_FORMS": "0",
        "wordings-TOTAL_FORMS": "1",
        "wordings-INITIAL_FORMS": "1" if wording else "0",
        "wordings-0-id": wording.pk if wording else "",
        "wordings-0-appeal": found.pk,
        "wordings-0-heading": wording.heading if wording else "",
        "wordings-0-text": wording.text if wording else "",
        "wordings-0-button": wording.button if wording else "",
        "wordings-0-share": wording.share if wording else "50",
        **told,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"heading": "Another heading"},
        {"text": "Another text."},
        {"planned_gifts": "3"},
        {"wordings-0-heading": "Another"},
        {"wordings-0-share": "20"},
        {"wordings-0-DELETE": "on"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_while_wordings_are_compared_neither_they_nor_the_plan_change(petra, compared, change):
    path = f"/admin/membership/appeal/{compared.pk}/change/"

    page = petra.post(path, typed(compared, **change))
    same = petra.post(path, typed(compared, fine_print="Stop at any time."))

    assert "Start a new appeal" in text(page)
    assert (page.status_code, same.status_code) == (200, 302)
    stored = Appeal.objects.get()
    assert (stored.heading, stored.text, stored.planned_gifts, stored.fine_print) == (
        "This story took five months",
        "Readers paid for it.",
        10,
        "Stop at any time.",
    )
    assert list(stored.wordings.values_list("heading", "share")) == [("Pay for the next one", 50)]


def test_a_second_wording_needs_a_number_of_gifts_said_beforehand(petra):
    one = appeal(starts_at=timezone.now().replace(second=0, microsecond=0))
    second = {"wordings-0-heading": "Other", "wordings-0-text": "Text.", "wordings-0-button": "Join"}
    path = f"/admin/membership/appeal/{one.pk}/change/"

    wrong = petra.post(path, typed(one, **second))
    right = petra.post(path, typed(one, planned_gifts="400", **second))

    assert "after how many gifts the two wordings are compared" in text(wrong)
    assert (wrong.status_code, right.status_code, Wording.objects.count()) == (200, 302, 1)


def test_the_desk_shows_the_sample_and_takes_the_goal_as_an_amount(petra, compared):
    paid(compared, 1250, back=250, wording="a")
    path = f"/admin/membership/appeal/{compared.pk}/change/"

    petra.post(path, typed(compared, goal_minor="5.000"))
    petra.post(path, typed(compared, goal_minor="5000,50"))
    told = petra.get(path)

    assert Appeal.objects.get().goal == Money(500050, "EUR")
    assert 'value="5000.50"' in told.content.decode()
    assert "1 of 10 gifts have come." in text(told)
    assert "€10.00" in text(told)


def test_the_desks_figures_tell_no_wording_apart_before_it_is_due(client, compared):
    year = spans.span(spans.YEAR, timezone.localdate())
    client.force_login(person("petra", "view_payment"))
    for number in range(9):
        paid(compared, wording="ab"[number % 2])
    early = (
        reports.origins("EUR", year).appeals.shown,
        client.get("/admin/membership/gifts/", {"span": "year"}),
    )
    csv_early = client.get("/admin/membership/gifts/", {"span": "year", "as": "csv"}).content.decode()

    paid(compared, wording="b")
    late = (
        reports.origins("EUR", year).appeals.shown,
        client.get("/admin/membership/gifts/", {"span": "year"}),
    )
    csv_late = client.get("/admin/membership/gifts/", {"span": "year", "as": "csv"}).content.decode()

    number, name = str(compared.pk), "This story took five months"
    assert early[0] == [Origin(number, 9, 7200, name)]
    assert late[0] == [Origin(f"{number}a", 5, 4000, name, "a"), Origin(f"{number}b", 5, 4000, name, "b")]
    assert [words in text(early[1]) for words in ("first wording", "second wording")] == [False, False]
    assert [f"{name} {words}" in text(late[1]) for words in ("first wording", "second wording")] == [
        True,
        True,
    ]
    told = [f"By appeal,{number}{which} {name}" for which in "ab"]
    assert ([row in csv_early for row in told], [row in csv_late for row in told]) == (
        [False, False],
        [True, True],
    )
