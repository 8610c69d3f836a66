"""Lists of stories, page by page: of a section, an author, a topic, an outlet. Editions only."""

from dataclasses import dataclass

from articles.reading.listings import BY_AUTHOR, FROM_OUTLET, IN_SECTION, LATEST, ON_TOPIC, Listing
from articles.reading.statements import cards
from articles.reading.values import Card, Writer

#: Stories on one page of a section, an author, an outlet or a topic.
PER_PAGE = 18


@dataclass(slots=True)
class StoryList:
    """One page of a list of stories, newest first."""

    cards: list[Card]
    page: int
    has_older: bool

    @property
    def older(self) -> int:
        return self.page + 1

    @property
    def newer(self) -> int:
        return self.page - 1

    def tags(self) -> set[str]:
        return set().union(*(card.tags() for card in self.cards))

    def writers(self, count: int = 3) -> list[Writer]:
        tally: dict[int, list[Writer]] = {}
        for card in self.cards:
            for writer in card.writers:
                tally.setdefault(writer.author_id, []).append(writer)
        return [each[0] for each in sorted(tally.values(), key=len, reverse=True)[:count]]


def in_section(section_id: int, page: int) -> StoryList:
    return _page(IN_SECTION, section_id, page)


def by_author(author_id: int, page: int) -> StoryList:
    return _page(BY_AUTHOR, author_id, page)


def on_topic(topic_id: int, page: int) -> StoryList:
    return _page(ON_TOPIC, topic_id, page)


def from_outlet(outlet_id: int, page: int) -> StoryList:
    return _page(FROM_OUTLET, outlet_id, page)


def latest(count: int = 5) -> list[Card]:
    return cards(LATEST.pick(count))


def _page(listing: Listing, pk: int, page: int) -> StoryList:
    found = cards(listing.pick(PER_PAGE + 1, (page - 1) * PER_PAGE), pk=pk)
    return StoryList(found[:PER_PAGE], page, len(found) > PER_PAGE)
