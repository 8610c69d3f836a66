"""The meter of write transactions sees what it is there to see."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from articles import publishing
from articles.editing import versions
from articles.importers import pasted_copy
from articles.models import Licence, Topic
from tests.builders import newsdesk
from tests.measuring.meter import SlowInside, metered

pytestmark = pytest.mark.django_db


def test_a_transaction_is_named_after_the_verb_that_opened_it_whatever_it_calls():
    story, by = newsdesk.story(), newsdesk.editor()

    with metered() as meter:
        publishing.publish(story, by=by, override="For the test.")

    held = meter.longest()
    assert set(held) == {"articles.publishing.verbs.publish"}
    assert held["articles.publishing.verbs.publish"].statements > 10
    assert 0 < held["articles.publishing.verbs.publish"].seconds < 600


def test_a_block_is_named_after_the_function_that_it_stands_in():
    with metered() as meter, transaction.atomic():
        Topic.objects.update(explainer="")

    assert list(meter.longest()) == [f"{__name__}.test_a_block_is_named_after_the_function_that_it_stands_in"]


def test_a_transaction_of_the_desk_is_named_after_its_page(client):
    client.force_login(newsdesk.editor(may=("change_section", "view_section")))
    section = newsdesk.section()

    with metered() as meter:
        answer = client.post(
            f"/admin/articles/section/{section.pk}/change/", {"name": "Docks", "style": "news", "order": 0}
        )

    assert answer.status_code == 302
    assert "SectionAdmin.changeform_view" in meter.longest()


def test_a_writing_statement_by_itself_counts_and_a_reading_one_does_not():
    with metered() as meter:
        list(Topic.objects.all())
        Topic.objects.update(explainer="")

    assert [one.statements for one in meter.held] == [1]


def test_what_only_reads_holds_nobody_up_on_postgresql():
    with metered() as meter, transaction.atomic():
        list(Topic.objects.all())

    # On SQLite it holds the write lock all the same: transactions are IMMEDIATE.
    assert len(meter.held) == (1 if connection.vendor == "sqlite" else 0)


@pytest.mark.django_db(transaction=True)
def test_what_on_commit_does_is_a_transaction_of_its_own():
    def after():
        Licence.objects.filter(code="cc0-1.0").update(order=1)
        Licence.objects.filter(code="cc0-1.0").update(order=2)

    with metered() as meter, transaction.atomic():
        Topic.objects.update(explainer="")
        transaction.on_commit(after)

    assert [one.statements for one in meter.held] == [1, 1, 1]


def test_statements_are_counted_and_savepoints_are_not():
    with metered() as meter, transaction.atomic():
        for _time in range(3):
            with transaction.atomic():
                Topic.objects.update(explainer="")

    assert list(meter.most_statements().values()) == [3]


def test_slow_work_inside_a_transaction_is_refused_and_outside_it_is_not():
    with metered(no_slow_work=True):
        pasted_copy.read("Dredger sails\n\nIt left on Monday.")
        with transaction.atomic(), pytest.raises(SlowInside, match=r"pasted_copy\.read was called inside"):
            pasted_copy.read("Dredger sails\n\nIt left on Monday.")


def test_slow_work_is_refused_under_every_name_that_it_was_imported_as():
    from membership import bank_files, bank_imports

    with metered(no_slow_work=True), transaction.atomic():
        for call in (lambda: bank_imports.suggestions([]), lambda: bank_files.read(b"", "", currency="EUR")):
            with pytest.raises(SlowInside):
                call()


def test_nothing_of_the_meter_is_left_behind():
    before = (transaction.Atomic.__enter__, pasted_copy.read, list(connection.execute_wrappers))

    with pytest.raises(ZeroDivisionError), metered(no_slow_work=True):
        1 / 0  # noqa: B018

    assert before == (transaction.Atomic.__enter__, pasted_copy.read, list(connection.execute_wrappers))
    assert versions.make_version.__name__ == "make_version"
