"""`manage.py leak_test` knows the cards that are drawn, and the pictures that readers have outside the stories."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, PhotoUse, ShareCard
from articles.pictures import share_cards
from articles.publishing.leaks import addresses, hidden
from membership.models import Terms
from newsroom.models import Imprint
from tests.builders import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def run(article: Article) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("leak_test", str(article.pk), stdout=said, quiet=True)
    except CommandError as error:
        return error.returncode, said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def scheduled(monkeypatch) -> Article:
    """A story for the day after tomorrow, whose card is drawn already."""
    Imprint(name="The Harbour Ledger").save()
    monkeypatch.setattr(share_cards, "_in_child", lambda job: sha256(repr(job).encode()).digest())
    article = newsdesk.story("Harbour board sold the pilot station")
    newsdesk.put_out(article, at=timezone.now() + timedelta(days=2))
    assert share_cards.catch_up() == 1
    return article


def card() -> str:
    return f"/media/cards/{ShareCard.objects.get().digest}.png"


def test_the_card_of_a_scheduled_story_is_asked_for_and_not_there(scheduled):
    assert card() in addresses.of(scheduled, hidden.of(scheduled))
    code, said = run(scheduled)
    assert (code, "and 1 cards." in said) == (0, True)


def test_a_card_that_answers_before_its_story_is_found(scheduled, monkeypatch):
    monkeypatch.setattr("articles.views.share_card.is_readable", lambda digest: True)
    code, said = run(scheduled)
    assert code == 1
    assert f"LEAK  200  {card()}  the card that was drawn of it" in said


def test_the_card_of_a_story_that_readers_have_is_hidden_from_nobody(scheduled):
    newsdesk.live("Another story")
    share_cards.catch_up()
    live = Article.objects.exclude(pk=scheduled.pk).get()
    assert hidden.of(live).cards == set()


def shown_by_the_imprint(photo):
    Imprint(name="The Harbour Ledger", lost_picture=str(photo.pk)).save()


def shown_by_the_form(photo):
    Terms.objects.update_or_create(pk=1, defaults={"picture": str(photo.pk)})


@pytest.mark.parametrize("shown", [shown_by_the_imprint, shown_by_the_form, None])
def test_a_picture_that_readers_have_outside_the_stories_is_not_hidden(shown):
    photo = newsdesk.photo("The ferry leaves at seven", alt="A ferry in the fog of the morning")
    article = newsdesk.story("Harbour board sold the pilot station", lead=photo)
    PhotoUse.objects.filter(article=article).update(alt=photo.alt, caption=photo.caption)
    if shown:
        shown(photo)

    found = hidden.of(article)

    assert (photo.key in found.photos) is (shown is None)
    words = {str(said): found.excused(folded) for folded, said in found.words.items()}
    assert words["alt text “A ferry in the fog of the morning”"] is (shown is not None)
    assert words["caption “The ferry leaves at seven”"] is (shown is not None)
