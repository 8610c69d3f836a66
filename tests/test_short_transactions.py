"""Rule 3: a write transaction holds no parsing, matching, picture or network, and costs the same for few and many.

Its length in milliseconds, at a hundred thousand stories, is for `make transactions` to measure.
"""

from __future__ import annotations

import pytest

from articles.models import Article
from tests import newsdesk
from tests.meter import metered
from tests.storydesk import address, desk, opened, person

pytestmark = pytest.mark.django_db


def test_a_text_is_cleaned_before_its_save_holds_the_database():
    client, article = desk(person("maya")), newsdesk.story()
    data = opened(client, article) | {"body": "  <p>The dredger left.<div><b>Today</b>.</div>  "}

    with metered(no_slow_work=True) as meter:
        answer = client.post(address(article), data)

    assert answer.status_code == 302
    assert Article.objects.get(pk=article.pk).body == "<p>The dredger left.</p><p><strong>Today</strong>.</p>"
    assert meter.most_statements()["ArticleAdmin.changeform_view"] > 5
