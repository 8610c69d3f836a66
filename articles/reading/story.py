"""A story as readers get it, what stands under it, and why one is gone. Editions only."""

from dataclasses import dataclass

from articles.reading import statements
from articles.reading.statements import E_READABLE, NEWEST_FIRST, cards, rows
from articles.reading.values import Card, StoryPage


def stories_of(articles: list[int]) -> list[StoryPage]:
    """The readable stories of these articles, whole, in the order asked for."""
    found = {story.card.article_id: story for story in statements.stories_of(articles)}
    return [found[pk] for pk in articles if pk in found]


@dataclass(slots=True)
class Beside:
    """What stands under a story: the stories it names as related, filled up with its section's newest."""

    cards: list[Card]
    #: Whether the story itself names any of them.
    named: bool

    def tags(self) -> set[str]:
        return set().union(*(card.tags() for card in self.cards))


def beside(story: StoryPage) -> Beside:
    named = [link.article_id for link in story.related if link.article_id]
    wanted = ", ".join(map(str, named)) or "NULL"
    found = cards(
        f"""SELECT e.id FROM articles_edition e WHERE e.article_id IN ({wanted}) AND {E_READABLE}
            UNION SELECT t.id FROM (
                SELECT e.id FROM articles_edition e WHERE e.section_id = %(section)s AND {E_READABLE}
                {NEWEST_FIRST} LIMIT {4 + len(named)}) t""",  # noqa: S608
        section=story.card.section.pk,
    )
    by_story = {card.article_id: card for card in found}
    related = [by_story[pk] for pk in named if pk in by_story][:3]
    seen = {story.card.article_id, *(card.article_id for card in related)}
    more = [card for card in found if card.article_id not in seen]
    return Beside((related + more)[:3], bool(related))


def withdrawn_at(path: str) -> str:
    """The reason readers are given, if the story of this address was before them and has been withdrawn."""
    found = rows(
        """SELECT e.closed, e.reason FROM articles_address d
        JOIN articles_edition e ON e.article_id = d.article_id
        WHERE d.path = %(path)s AND e.live_from <= %(now)s AND e.closed <> 'cancelled'
        ORDER BY e.live_from DESC, e.id DESC LIMIT 1""",
        path=path,
    )
    return next((str(reason) for closed, reason in found if closed == "withdrawn"), "")
