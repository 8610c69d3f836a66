"""A form that claims ten thousand rows costs what its rows cost; one that has too many is given back."""

from __future__ import annotations

import pytest

from articles.models import Article
from newsroom.desk.sent_rows import MOST
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.storydesk import LISTS, address, desk, opened, typed_on

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def boss():
    return User.objects.create_superuser("boss")


def with_bylines(form, count):
    rows = {
        f"bylines-{number}-{name}": value
        for number in range(count)
        for name, value in {"author": "", "role": "by", "order": number}.items()
    }
    return form | rows | {"bylines-TOTAL_FORMS": count, "bylines-INITIAL_FORMS": 0}


@pytest.mark.parametrize("claimed", ["10000", "99999999999999"])
def test_no_more_rows_are_made_than_were_sent(boss, claimed):
    client, article = desk(boss), newsdesk.story("Fog over the pier")
    form = opened(client, article) | {f"{name}-TOTAL_FORMS": claimed for name in LISTS}

    shown = client.post(address(article), form | {"slug": "feed"})
    saved = client.post(address(article), form | {"headline": "Fog lifts"})

    made = {name: len(rows.forms) for name, rows in shown.context["lists"].items()}
    assert (shown.status_code, made) == (200, {"bylines": 1, "photo_uses": 0, "related_links": 0})
    assert saved.status_code == 302
    assert Article.objects.get().headline == "Fog lifts"
    assert Article.objects.get().bylines.count() == 1


def test_the_lists_of_other_forms_are_bounded_too(boss):
    photo, client = newsdesk.photo(), desk(boss)
    where = f"/admin/articles/photo/{photo.pk}/change/"
    sent = {"credit-TOTAL_FORMS": "10000", "credit-INITIAL_FORMS": "0"}

    shown = client.post(where, sent)

    assert [len(each.formset.forms) for each in shown.context["inline_admin_formsets"]] == [0]


def test_a_list_that_is_too_long_is_given_back_with_all_that_was_typed(boss):
    client, article = desk(boss), newsdesk.story("Fog over the pier")
    form = with_bylines(opened(client, article), MOST + 1) | {"headline": "Fog lifts at noon"}

    page = client.post(address(article), form, headers=OURS)
    script = client.post(address(article), form, headers={**OURS, "Accept": "application/json"})
    kept = typed_on(client, boss, form, article, 1)

    assert (page.status_code, script.status_code, kept.status_code) == (413, 413, 413)
    assert f"A list of this form has {MOST + 1} rows, and at most {MOST} are taken." in page.text
    assert ">\nFog lifts at noon</textarea>" in page.text
    assert f'name="bylines-{MOST}-role"' in page.text
    assert Article.objects.get().headline == "Fog over the pier"


def test_as_many_rows_as_are_taken_are_no_reason_to_refuse(boss):
    client, article = desk(boss), newsdesk.story("Fog over the pier")
    form = with_bylines(opened(client, article), MOST)

    shown = client.post(address(article), form | {"slug": "feed"}, headers=OURS)

    assert (shown.status_code, len(shown.context["lists"]["bylines"].forms)) == (200, MOST)
    assert typed_on(client, boss, form, article, 1).status_code == 200
