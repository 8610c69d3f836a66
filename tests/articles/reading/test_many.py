"""Ten thousand stories cost a page no more questions than one, and hardly more time.

Two thousand here; `make proofs` runs the full size.
"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition, EditionByline, Section, Version
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_paper(settings, proofs):
    """A paper of thousands of stories in three sections, all by the same author."""
    settings.PAGE_STORE = False
    writer = newsdesk.author("Ines Vale")
    newsdesk.live("The first story", authors=[writer], lead=newsdesk.photo("The pier"), prominence=2)
    model = Edition.objects.get()
    sections = [
        model.section,
        *Section.objects.bulk_create(Section(name=name, slug=name.lower()) for name in ("City", "Courts")),
    ]
    articles = Article.objects.bulk_create(
        Article(headline=f"Story {number}") for number in range(proofs(full=10_000, small=2_000))
    )
    versions = Version.objects.bulk_create(
        Version(article=article, number=1, snapshot={}, hash="x") for article in articles
    )
    long_ago = timezone.now() - timedelta(days=400)
    with by_hand():
        editions = Edition.objects.bulk_create(
            Edition(
                article=article,
                version=version,
                live_from=(moment := long_ago + timedelta(minutes=number)),
                first_live=moment,
                path=f"/{sections[number % 3].slug}/story-{number}/",
                headline=article.headline,
                standfirst="What the crews saw.",
                kind="news",
                section=sections[number % 3],
                search_text=article.headline,
            )
            for number, (article, version) in enumerate(zip(articles, versions, strict=True))
        )
    with by_hand():
        EditionByline.objects.bulk_create(
            EditionByline(edition=edition, author=writer, role="by", order=0, first_live=edition.first_live)
            for edition in editions
        )
    return model.path


def test_ten_thousand_stories_cost_a_page_no_more_questions_and_hardly_more_time(
    full_paper, django_assert_num_queries, proofs
):
    client = Client()
    budget = {full_paper: 3, "/": 4, "/harbour/": 3, "/author/ines-vale/": 5}
    others = [f"/harbour/?page={proofs(full=100, small=20)}", "/sitemap.xml", "/feed/", "/search/?q=story"]

    for path, queries in budget.items():
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
    for path in (*budget, *others):
        client.get(path)
        began = time.process_time()
        assert client.get(path).status_code == 200
        assert time.process_time() - began < 1, path
