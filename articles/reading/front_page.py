"""The front page: the lead, what stands beside it, and each section’s newest. Editions only."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from articles.models import Section
from articles.reading import statements
from articles.reading.listings import BEGUN
from articles.reading.statements import E_READABLE, NEWEST_FIRST, cards_by_id, rows
from articles.reading.values import Card, Link
from newsroom.pagestore import hold

#: Stories that one section can have on the front page, and those that may stand higher up already.
BAND, SPARE = 6, 4


@dataclass(slots=True)
class Band:
    """One section's part of the front page; `shape` says how its cards stand."""

    section: Section
    shape: str
    cards: list[Card]

    @property
    def columns(self) -> list[list[Card]]:
        """Four abreast: one column for each picture, and what has none together in the last."""
        pictured = [card for card in self.cards if card.picture]
        plain = [card for card in self.cards if not card.picture]
        if len(pictured) >= 4 or not plain:
            return [[card] for card in pictured[:4]]
        return [*([card] for card in pictured[:3]), plain[:3]]

    @property
    def beside(self) -> tuple[list[Card], list[Card]]:
        """One large card and two columns: what stands in these."""
        others = self.cards[1:]
        cut = (len(others) + 1) // 2
        return others[:cut], others[cut:]


@dataclass(slots=True)
class Front:
    lead: Card | None = None
    also: list[Link] = field(default_factory=list)
    second: list[Card] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)

    def tags(self) -> set[str]:
        shown = [self.lead] if self.lead else []
        shown += self.second
        for band in self.bands:
            shown += band.cards
        tags = {"latest"} | {f"article:{link.article_id}" for link in self.also if link.article_id}
        return tags.union(*(card.tags() for card in shown))


def all_sections(request: HttpRequest) -> list[Section]:
    return hold(request, "sections", lambda: list(Section.objects.all()))


def front(sections: list[Section]) -> Front:
    """The front page: the lead, what stands beside it, and each section's newest. No story twice."""
    picked = _pick_front(sections)
    newest = picked.pop("newest")
    lead_id = next(iter(picked.pop("lead") or newest), None)
    if lead_id is None:
        return Front()
    used = {lead_id}
    second_ids = _take(picked.pop("front") + newest, 3, used)
    bands = [
        (section, ids)
        for section in sections
        if section.in_navigation and (ids := _take(picked[str(section.pk)], BAND, used))
    ]
    found = cards_by_id(used)
    page = Front(lead=found.get(lead_id), second=[found[pk] for pk in second_ids if pk in found])
    if page.lead:
        page.also = _also(page.lead)
    for section, ids in bands:
        band = [found[pk] for pk in ids if pk in found]
        page.bands.append(_band(section, band, sum(each.shape != "opinion" for each in page.bands)))
    return page


def _take(ids: list[int], count: int, used: set[int]) -> list[int]:
    taken = [pk for pk in dict.fromkeys(ids) if pk not in used][:count]
    used.update(taken)
    return taken


def _pick_front(sections: list[Section]) -> dict[str, list[int]]:
    """Ids of what may stand on the front page, by slot. Each part walks an index from its newest end."""
    wanted = {
        "lead": ("e.prominence = 2 AND e.prominence > 0 AND", 1),
        "front": ("e.prominence = 1 AND e.prominence > 0 AND", SPARE),
        "newest": (f"{BEGUN} AND", SPARE),
    }
    for section in sections:
        wanted[str(section.pk)] = (f"e.section_id = {section.pk} AND", BAND + SPARE)
    parts = (
        f"SELECT '{slot}', t.id FROM (SELECT e.id FROM articles_edition e WHERE {where} {E_READABLE}"  # noqa: S608
        f" {NEWEST_FIRST} LIMIT {limit}) t"
        for slot, (where, limit) in wanted.items()
    )
    picked: dict[str, list[int]] = {slot: [] for slot in wanted}
    for slot, pk in rows(" UNION ALL ".join(parts)):
        picked[slot].append(pk)
    return picked


def _band(section: Section, found: list[Card], before: int) -> Band:
    """How a section's cards stand: a large one first, or between, or four abreast, in turn."""
    if section.style == Section.Style.OPINION:
        return Band(section, "opinion", found[: len(found) // 3 * 3 or len(found)])
    shape = ("left", "four", "middle", "four")[before % 4]
    pictured = sum(card.picture is not None for card in found)
    if 0 < pictured < 3 <= len(found):
        # Four abreast would be mostly words: one picture, large, and the words in columns beside it.
        shape = "left"
    elif shape == "four" or len(found) < BAND:
        return Band(section, "four", found)
    if not found[0].picture:
        # The large place is for the newest story that has a picture to fill it.
        found.sort(key=lambda card: card.picture is None)
    return Band(section, shape, found)


def _also(lead: Card) -> list[Link]:
    """Up to two other stories that the lead names; one that it names twice is one."""
    statement = f"""SELECT k.place, k."order", k.target_id, t.path, t.headline, t.kind
        FROM articles_editionlink k
        JOIN articles_edition t ON t.article_id = k.target_id AND {statements.READABLE.format("t")}
        WHERE k.edition_id = %(edition)s ORDER BY k.place DESC, k."order" LIMIT 4"""  # noqa: S608
    links = (Link(*row) for row in rows(statement, edition=lead.edition_id))
    return list({link.article_id: link for link in links}.values())[:2]
