"""The desk's page “Gifts”: figures and plots for those who may see payments, names for nobody."""

from __future__ import annotations

import csv
import io
import re

import pytest
import time_machine
from django.core.cache import cache

from membership.admin import gifts
from membership.models import BankCredit, Look, Payment, Terms
from tests.builders import newsdesk
from tests.builders.appeals import appeal
from tests.builders.books import day, gift, pay, report
from tests.builders.found import credit
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db

PAGE = "/admin/membership/gifts/"


@pytest.fixture(autouse=True)
def _the_twelfth_of_march():
    with time_machine.travel(day("2026-03-12", 21), tick=False):
        yield


@pytest.fixture
def viewer(client):
    user = person("odalys", "view_payment")
    client.force_login(user)
    return user


@pytest.fixture
def month():
    Terms.objects.create(monthly_goal_minor=310_00)
    ada = gift("ada", "2026-02-05", "2026-03-05", name="Ada Lund", source="77")
    pay(ada, "2026-03-06", -300, "refund", note="Ada Lund asked")
    report(gift("bo", "2026-01-05", name="Bo Falk"), "2026-03-02", "ended")
    gift("cy", "2026-03-09", interval="once", minor=4000, name="Cy Marsh")
    return ada


def test_the_month_stands_in_six_figures(client, viewer, month):
    told = text(client.get(PAGE))

    for words in (
        "March 2026, to 12 March 2026, 21:00 · amounts in EUR, refunds taken off",
        "Every month €8 −€8 since 1 Mar",
        "This month €45 of €310",
        "Members 3 1 of them monthly",
        "New 1 0 came back",
        "Lapsed 1 0 by an expired card, 0 recovered",
        "Average gift €8 monthly, middle €8",
        "€75 behind plan",
        "9 Mar 2026 €40 €45 €90",
        "All 12 days",
    ):
        assert words in told


def test_every_plot_is_named_and_has_its_table(client, viewer, month):
    page = client.get(PAGE).content.decode()

    plots = re.findall(r'<svg class="chart (\w+)".*?<title id="([\w-]+)">', page, re.DOTALL)

    assert plots == [
        (size, f"{name}-{size}-name")
        for name in ("goal-plot", "month-plot", "coming-plot")
        for size in ("wide", "phone")
    ]
    assert (page.count("<details"), page.count("Show as a table")) >= (2, 2)
    assert "style=" not in page


def test_nobody_is_named_to_those_who_may_see_amounts_alone(client, viewer, month):
    page = client.get(PAGE)

    assert "€3" in text(page)
    assert month.reference in text(page)
    assert not re.search("Lund|Falk|Marsh|@reader|/donation/", page.content.decode())


def test_those_who_may_see_donors_get_the_reason_and_the_way_to_them(client, month):
    client.force_login(person("petra", "view_payment", "view_donation"))

    page = client.get(PAGE)

    assert "Ada Lund asked" in text(page)
    assert f"/admin/membership/donation/{month.pk}/change/" in page.content.decode()


def test_without_the_permission_there_is_nothing_to_see(client, month):
    client.force_login(person("rita", "view_appeal"))

    assert client.get(PAGE).status_code == 403


def test_a_story_stands_by_its_headline_from_five_people_on(client, viewer):
    source = str(newsdesk.live("Cranes stand still").pk)
    for number in range(5):
        gift(f"a{number}", "2026-03-02", source=source)
        gift(f"d{number}", "2026-03-02", source="12", minor=100)
    for number in range(4):
        gift(f"b{number}", "2026-03-02", source="999")
    gift("c", "2026-03-02")

    told = text(client.get(PAGE))

    assert "Cranes stand still 5 €40" in told
    assert "Story 12 5 €5" in told
    assert "Stories from which fewer than 5 people gave 4 €32" in told
    assert "Gave from the membership page, no story 1 €8" in told
    assert "999" not in told


def test_the_first_stories_stand_by_themselves_and_the_others_behind_a_link(client, viewer, monkeypatch):
    monkeypatch.setattr(gifts, "STORIES", 1)
    for number in range(5):
        gift(f"a{number}", "2026-03-02", source="12")
        gift(f"b{number}", "2026-03-02", source="13", minor=700)
        gift(f"c{number}", "2026-03-02", source="14", minor=600)

    short, whole = (text(client.get(PAGE, asked)) for asked in ({}, {"stories": "all"}))

    assert "Story 12 5 €40 2 more stories 10 €65 Total 15 €105" in short
    assert "Story 12 5 €40 Story 13 5 €35 Story 14 5 €30 Total 15 €105" in whole


def test_own_dates_are_kept_when_they_are_wrong(client, viewer, month):
    page = client.get(PAGE, {"span": "own", "first": "2026-03-09", "last": "2026-03-01"})

    assert page.status_code == 422
    assert "The last day is before the first. Change one of the two. This month is shown." in text(page)
    assert 'value="2026-03-09"' in page.content.decode()


def test_own_dates_and_every_day_can_be_asked_for(client, viewer, month):
    told = text(client.get(PAGE, {"span": "own", "first": "2026-02-01", "last": "2026-03-05", "days": "all"}))

    assert "1 February 2026 to 5 March 2026" in told
    assert "5 Feb 2026 €8 €8" in told
    assert "These dates €16" in told


def test_another_currency_has_figures_of_its_own(client, viewer, month):
    gift("di", "2026-03-09", currency="GBP", minor=1200)

    told = text(client.get(PAGE, {"currency": "GBP"}))

    assert "Every month £12" in told
    assert "no goal set" in told


def test_the_file_holds_the_figures_and_is_written_down_as_a_look(client, viewer, month):
    answer = client.get(PAGE, {"as": "csv"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"] == 'attachment; filename="gifts-2026-03-01-2026-03-31-EUR.csv"'
    assert ["Came, less what went back", "2026-03-01/2026-03-31", "45.00", "EUR"] in rows
    assert ["Came, day", "2026-03-06", "-3.00", "EUR"] in rows
    assert "Lund" not in answer.content.decode()
    look = Look.objects.get()
    assert (look.by, look.what, look.how, look.rows) == (viewer, "export", "figures, March 2026", len(rows))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(client, viewer, cell):
    for number in range(5):
        gift(f"a{number}", "2026-03-02", source=cell)

    rows = list(csv.reader(io.StringIO(client.get(PAGE, {"as": "csv"}).content.decode("utf-8-sig"))))

    assert [row for row in rows if row[0] == "By story"] == [["By story", f"'{cell}", "40.00", "EUR"]]


def test_what_needs_a_hand_is_counted_without_names(client, viewer):
    report(gift("ada", "2026-01-05", name="Ada Lund"), "2026-01-06", "active", card_until="2026-02")

    page = client.get(PAGE)

    assert "Card expired 1 gift, €8 a month" in text(page)
    assert "Lund" not in page.content.decode()


def test_the_list_behind_it_opens_for_those_who_may_see_donors(client):
    client.force_login(person("petra", "view_payment", "view_donation"))
    report(gift("ada", "2026-01-05", name="Ada Lund"), "2026-01-06", "active", card_until="2026-02")
    report(gift("bo", "2026-01-05", name="Bo Falk"), "2026-01-06", "active", card_until="2027-02")

    link = re.search(r'href="([^"]*standing=card-expired)"', client.get(PAGE).content.decode())
    told = text(client.get(link[1]))

    assert ("Ada Lund" in told, "Bo Falk" in told) == (True, False)


def test_the_desks_navigation_leads_here(client, viewer):
    page = client.get("/admin/").content.decode()

    assert f'<a href="{PAGE}">Gifts</a>' in page or f'href="{PAGE}"' in page


@pytest.mark.parametrize("count", [2, 5])
def test_the_page_takes_the_same_queries_however_many_gifts_there_are(
    client, viewer, django_assert_num_queries, count
):
    asked = appeal()
    for number in range(count):
        one = gift(f"n{number}", "2026-03-02", source=str(number), appeal=asked)
        pay(one, "2026-03-03", -100, "refund")
    client.get(PAGE)

    with django_assert_num_queries(19):
        client.get(PAGE)


def test_payments_are_listed_without_names_to_those_who_may_not_see_donors(client, viewer, month):
    told = text(client.get("/admin/membership/payment/"))
    found = text(client.get("/admin/membership/payment/", {"q": "Lund"}))

    assert month.reference in told
    assert "Lund" not in told
    assert month.reference not in found
    assert (Payment.objects.count(), Look.objects.count()) == (5, 0)


def test_the_sum_so_far_stands_in_the_legend_where_a_plan_would_run_through_it(client, viewer, month):
    with_plan = client.get(PAGE).content.decode()
    Terms.objects.update_or_create(pk=1, defaults={"monthly_goal_minor": None})
    without = client.get(PAGE).content.decode()

    legend, _svg, plot = with_plan.partition('class="legend"')[2].partition('<svg class="chart')
    assert " so far</b>" in legend
    assert " so far</text>" not in plot.partition("</svg>")[0]
    assert " so far</text>" in without


def test_the_ways_to_the_work_stand_before_the_figures(client):
    client.force_login(person("petra", "view_payment", "view_donation", "receive_donation", "close_books"))

    told = text(client.get(PAGE))

    for way in (
        "All gifts, one by one",
        "Write down a gift",
        "Take in a bank statement",
        "Needs a hand",
        "Months",
    ):
        assert told.index(way) < told.index("Every month"), way


def test_the_start_page_says_how_much_needs_a_hand(client, django_assert_max_num_queries):
    client.force_login(person("petra", "view_payment", "view_donation", "close_books"))
    before = text(client.get("/admin/"))
    cache.clear()
    credit()

    told = text(client.get("/admin/"))
    with django_assert_max_num_queries(20):
        client.get("/admin/")

    assert ("Needs a hand:" in before, "Needs a hand: 1" in told) == (False, True)


def test_the_panel_counts_the_cases_as_their_own_page_does(client):
    client.force_login(person("petra", "view_payment", "view_donation", "close_books"))
    first = credit()
    BankCredit.objects.create(
        statement=first.statement, reference="b", minor=800, currency="EUR", booked_on=first.booked_on
    )

    panel = text(client.get(PAGE))
    page = text(client.get("/admin/membership/findings/"))

    assert "Needs a hand 2 Needs a hand Money at the bank" in panel
    assert "2 things are open." in page
