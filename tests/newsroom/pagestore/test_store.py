"""The page store: true pages at once, and never one that is no longer true."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, transaction
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from newsroom import pagestore
from newsroom.models import Stamp, Touched
from newsroom.pagestore import Store, keep, memory, store, touch
from newsroom.pagestore.stored import StoredPage
from tests.driving.paged import BODY, Site

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_a_page_is_made_once(site):
    assert site.times() == 1
    assert site.get().content == BODY


def test_a_stored_page_costs_one_query(site, django_assert_num_queries):
    site.get()

    with django_assert_num_queries(1):
        site.get()


def test_a_page_is_dropped_when_what_it_is_made_of_is_touched_and_only_then():
    site = Site("article:7", "author:3")
    site.get()

    touch("article:8", "latest")
    untouched = site.times()
    touch("author:3")

    assert (untouched, site.times()) == (0, 1)


def test_everything_is_everything(site):
    site.get()

    touch("everything")

    assert site.times() == 1


def test_a_change_that_is_rolled_back_takes_no_page_with_it(site):
    site.get()
    with transaction.atomic():
        touch("latest")
        transaction.set_rollback(True)

    assert site.times() == 0


def test_a_count_that_comes_again_after_a_rollback_is_another(site):
    touch("latest")
    with transaction.atomic():
        touch("latest")
        site.get()
        transaction.set_rollback(True)
    touch("nothing of ours")

    assert site.times() == 1


def test_two_processes_drop_the_same_pages(site):
    stores = [Store(), Store()]
    page = StoredPage(b"", b"", (), "", frozenset({"latest"}), None)
    for each in stores:
        each.put("key", page, each.refresh())

    touch("latest")
    found = [(each.refresh(), each.find("key"))[1] for each in stores]

    assert found == [None, None]


def test_a_process_that_slept_while_old_touches_were_pruned_forgets_all(site):
    site.get()
    for tag in ("latest", "else"):
        touch(tag)
    Touched.objects.filter(tag="latest").delete()

    assert site.times() == 1


def test_a_page_made_while_something_changed_is_not_stored(site):
    def change():
        touch("latest")
        store.refresh()  # as another request in this process does

    site.during = change
    site.get()
    site.during = lambda: None

    assert site.times() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda response: response.set_cookie("a", "b"),
        lambda response: response.headers.__setitem__("Cache-Control", "private"),
        lambda response: response.headers.__setitem__("Cache-Control", "no-store"),
        lambda response: response.headers.__setitem__("Vary", "Cookie"),
        lambda response: response.headers.__setitem__("Vary", "Accept-Encoding, Accept-Language"),
        lambda response: setattr(response, "status_code", 404),
        lambda response: setattr(response, "status_code", 500),
        lambda response: delattr(response, "page_tags"),
    ],
)
def test_what_is_private_wrong_or_not_asked_for_is_not_stored(site, spoil):
    def change(response):
        spoil(response)
        return response

    site.change = change

    assert site.times() == 2


def test_a_stream_is_not_stored(site):
    site.change = lambda response: keep(StreamingHttpResponse([b"x"]), "latest")

    assert site.times() == 2


def test_only_reading_is_answered_from_the_store(site):
    site.get()

    site.get(method="post")

    assert site.asked == 2


@pytest.mark.parametrize("path", ["/admin/", "/static/x.css", "/media/x.jpg"])
def test_the_desk_and_files_pass_by(site, path):
    assert site.times(path) == 2


def test_made_up_parameters_meet_the_same_page_and_known_ones_their_own(site):
    site.paged = True

    for path in ("/", "/?utm=1", "/?utm=2&x", "/?page=2", "/?page=2&utm=3", "/other/"):
        site.get(path)

    assert site.asked == 3


def test_a_question_mark_in_the_path_is_not_a_parameter(site):
    site.paged = True

    for path in ("/a?page=2", "/a%3Fpage=2", "/a%0Apage=2"):
        site.get(path)

    assert site.asked == 3


def test_a_view_cannot_know_who_asks(site):
    site.get(Cookie="sessionid=secret", Authorization="Basic secret")

    assert site.request.COOKIES == {}
    assert "Authorization" not in site.request.headers


def test_nothing_is_kept_past_the_next_boundary(site, monkeypatch):
    monkeypatch.setattr(
        memory,
        "boundaries",
        [lambda now: NINE + timedelta(minutes=5) if now < NINE + timedelta(minutes=5) else None],
    )
    with time_machine.travel(NINE, tick=False) as clock:
        first = site.times()
        clock.move_to(NINE + timedelta(minutes=4, seconds=59))
        before = site.times()
        clock.move_to(NINE + timedelta(minutes=5))
        after = site.times()

    assert (first, before, after) == (1, 0, 1)


def test_a_page_made_across_a_boundary_is_not_kept(site, monkeypatch):
    five = NINE + timedelta(minutes=5)
    monkeypatch.setattr(memory, "boundaries", [lambda now: five if now < five else None])
    with time_machine.travel(five - timedelta(seconds=1), tick=False) as clock:
        site.during = lambda: clock.move_to(five)
        site.get()
        site.during = lambda: None

        assert site.times() == 1


def test_a_small_value_is_held_until_anything_changes(monkeypatch):
    made = []
    request = RequestFactory().get("/")

    def value() -> int:
        made.append(1)
        return len(made)

    first = [pagestore.hold(request, "x", value) for _time in range(2)]
    touch("whatever")
    second = pagestore.hold(request, "x", value)

    assert (first, second) == ([1, 1], 2)


def test_the_page_asked_for_longest_ago_goes_first(site, settings):
    site.get("/probe/")
    size = sum(len(page.body) + len(page.gzipped) for page in store._pages.values())
    settings.PAGE_STORE_BYTES = size * 3
    for path in ("/1/", "/2/", "/probe/", "/3/"):
        site.get(path)
    asked = site.asked

    site.get("/probe/")
    kept = site.asked == asked
    site.get("/1/")

    assert kept
    assert site.asked == asked + 1
    assert store._bytes <= settings.PAGE_STORE_BYTES


def test_a_page_larger_than_the_store_is_answered_all_the_same(site, settings):
    settings.PAGE_STORE_BYTES = 10

    assert site.get().content == BODY
    assert store._bytes == 0


def test_a_store_that_is_switched_off_makes_each_page(site, settings):
    settings.PAGE_STORE = False

    assert site.times() == 2
    assert site.get().headers["ETag"]


def test_the_stamp_counts_and_its_token_differs():
    touch("a")
    first = Stamp.objects.get()
    touch("a", "b", "a")
    second = Stamp.objects.get()

    assert second.number == first.number + 1
    assert second.token != first.token
    assert sorted(Touched.objects.filter(number=second.number).values_list("tag", flat=True)) == ["a", "b"]
    touch()
    assert Stamp.objects.get().number == second.number


def test_while_the_database_lets_somebody_wait_the_others_get_what_is_stored_at_once(site, monkeypatch):
    monkeypatch.setattr(memory, "SILENT", 0.0)
    site.get()
    waits, answers, asked = threading.Event(), threading.Event(), []

    def hangs(store):
        asked.append(store)
        waits.set()
        answers.wait(60)
        raise OperationalError("it never came")

    monkeypatch.setattr(Store, "_refresh", hangs)
    first = threading.Thread(target=site.get, args=("/another/",))
    first.start()
    waits.wait(60)

    assert [site.get().content for _reader in range(20)] == [BODY] * 20
    assert len(asked) == 1
    assert first.is_alive()
    answers.set()
    first.join(60)
    # Nobody waits any more, so the database is asked again.
    assert site.get().content == BODY
    assert len(asked) == 2
