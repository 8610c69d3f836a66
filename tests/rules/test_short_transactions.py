"""Rule 3: a write transaction holds no parsing, matching, picture or network, and costs the same for few and many.

Its length in milliseconds, at a hundred thousand stories, is for `make transactions` to measure.
"""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import Article
from articles.models.named import begins
from membership.providers import REGISTRY
from tests.bench import hundred_thousand
from tests.bench.gift_scenes import SCENES, World
from tests.builders import newsdesk
from tests.driving.storydesk import address, desk, opened, person
from tests.measuring.meter import metered

pytestmark = pytest.mark.django_db


def test_a_text_is_cleaned_before_its_save_holds_the_database():
    client, article = desk(person("maya")), newsdesk.story()
    data = opened(client, article) | {"body": "  <p>The dredger left.<div><b>Today</b>.</div>  "}

    with metered(no_slow_work=True) as meter:
        answer = client.post(address(article), data)

    assert answer.status_code == 302
    assert Article.objects.get(pk=article.pk).body == "<p>The dredger left.</p><p><strong>Today</strong>.</p>"
    assert meter.most_statements()["ArticleAdmin.changeform_view"] > 5


def test_a_stale_save_is_merged_before_its_save_holds_the_database():
    client, article = desk(person("maya")), newsdesk.story()
    data = opened(client, article) | {"body": "<p>The dredger left.<div><b>Today</b>.</div>"}
    newsdesk.save(article, headline="Saved meanwhile")

    with metered(no_slow_work=True):
        answer = client.post(address(article), data)

    assert answer.status_code == 302
    saved = Article.objects.get(pk=article.pk)
    assert (saved.headline, saved.body) == (
        "Saved meanwhile",
        "<p>The dredger left.</p><p><strong>Today</strong>.</p>",
    )


@pytest.fixture
def paper(settings, monkeypatch):
    """A small paper in which jobs wait for their worker, as they do in a newsroom."""
    # Taken out again afterwards: each provider in use is asked in every round of the clock.
    monkeypatch.setitem(REGISTRY, "counter", None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    hundred_thousand.fill(30, pictures=4, gifts=10, names=3)


def test_every_verb_writes_as_often_for_many_lines_as_for_few_and_does_nothing_slow_meanwhile(paper, proofs):
    """Copy, files and lists of three times as many lines; each verb is done once for both."""
    counted = []
    for lines in proofs(full=(20, 60), small=(5, 15)):
        world = World(lines)
        with metered(no_slow_work=True) as meter:
            for one in SCENES:
                one(world)
        verbs = meter.most_statements().items()
        counted.append({verb: count for verb, count in verbs if not verb.startswith("tests.")})

    few, many = counted
    more = {verb: (few.get(verb), count) for verb, count in many.items() if count > few.get(verb, 0)}
    assert more == {}
    assert len(many) > 40
    assert max(many.values()) < 250


def test_a_free_address_is_looked_up_by_an_index_however_many_stories_there_are():
    rows = Article.objects.filter(begins("harbour")).order_by()

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a few rows is read whole, unless that is forbidden.
            cursor.execute("SET LOCAL enable_seqscan = off")
        said = rows.explain()

    assert "Index Cond" in said or "USING INDEX" in said, said
