"""Two people at the form of one story, each in a browser of their own: whatever they type and move, whenever they save,
each word is in the story at the end, but what somebody saw and took out, or decided against.

Run by `make proofs`: an hour of two people, in pieces that begin anew.
"""

from __future__ import annotations

import pytest

from articles.editing.copying import copy_of
from articles.models import Article, PhotoUse
from tests.builders.edits import OLD
from tests.builders.newsdesk import author, photo, story, topic
from tests.driving.story_page import editor
from tests.driving.typing_hand import Hand, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def the_story() -> Article:
    article = story(
        body="".join(f"<p>{line}</p>" for line in OLD),
        lead=photo("The basin"),
        authors=[author("Tom"), author("Lotte")],
        topics=[topic("Eels")],
    )
    PhotoUse.objects.create(article=article, photo=photo("The yard"), caption="The yard", alt="x", order=1)
    return article


@pytest.mark.parametrize("seed", range(20))
def test_no_word_is_lost_but_what_somebody_took_out_or_decided_against(live_server, open_page, proofs, seed):
    article = the_story()
    hands = [
        Hand(editor(live_server, open_page, name), live_server.url + article.get_desk_url(), seed)
        for name in ("ann", "bob")
    ]
    chance = hands[0].chance

    for _act in range(proofs(full=120, small=12)):
        chance.choice(hands).act()
    # The second to save last sees what the first made of it.
    for hand in [*hands, *hands]:
        hand.settle()
        hand.save()
        hand.settle()

    typed, gone = (set().union(*(getattr(hand, what) for hand in hands)) for what in ("typed", "gone"))
    there = words(copy_of(Article.objects.get(pk=article.pk)))
    assert typed - gone - there == set()
    assert typed & there
    assert all(version.is_intact() for version in article.versions.all())
    assert [hand.broken() for hand in hands] == [[], []]
