"""What a reader's page is made of, as plain values: read once, shown by a template, thrown away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.photos.renditions import SOCIAL, rendition_url
from articles.reading.kinds import ADVERT

#: Words that are read in a minute (Brysbaert 2019, mean for non-fiction in English).
WORDS_A_MINUTE = 238


def minutes_to_read(words: int) -> int:
    return max(1, round(words / WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as one edition shows it, with the credit and licence that hold now."""

    photo_id: int
    key: str
    fingerprint: str
    width: int
    height: int
    widths: list[int]
    focal_x: int
    focal_y: int
    place: str
    caption: str = ""
    alt: str = ""
    order: int = 0
    creator: str = ""
    organisation: str = ""
    source_url: str = ""
    copyright_notice: str = ""
    licence: str = ""
    licence_url: str = ""
    #: The token of a preview link that opens the files of a picture which readers cannot have yet.
    preview: str = ""

    def url(self, width: int, fmt: str) -> str:
        """The address of the rendition of that width; `fmt` is avif or jpg."""
        return rendition_url(self.key, self.fingerprint, f"{width}.{fmt}", self.preview)

    @property
    def social_url(self) -> str:
        return rendition_url(self.key, self.fingerprint, SOCIAL, self.preview)

    @property
    def credit(self) -> str:
        """Whom to credit, without the licence: "Jo Vale / Quay Pictures"."""
        return " / ".join(name for name in (self.creator, self.organisation) if name)


@dataclass(frozen=True, slots=True)
class Writer:
    """A byline: the person, or the desk, as they are called now, in the role they had here."""

    author_id: int
    name: str
    slug: str
    role: str
    order: int
    job_title: str
    bio: str
    email: str
    organisation: bool
    portrait: Picture | None


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A section, topic or outlet: what it is called now and where it stands."""

    pk: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Card:
    """Many pages share it: nothing of it is changed."""

    edition_id: int
    article_id: int
    path: str
    headline: str
    standfirst: str
    kicker: str
    kind: str
    first_live: datetime
    words: int
    section: NamedRow
    outlet: NamedRow | None
    writers: list[Writer]
    picture: Picture | None

    def __hash__(self) -> int:
        # Two of one address are told apart by the rest; the hash of a text is worked out once.
        return hash(self.path)

    @property
    def minutes(self) -> int:
        return minutes_to_read(self.words)

    def tags(self) -> set[str]:
        """What a page that shows this card is made of."""
        tags = {f"article:{self.article_id}"}
        if self.outlet:
            tags.add(f"outlet:{self.outlet.pk}")
        if self.picture:
            tags.add(f"photo:{self.picture.photo_id}")
        for writer in self.writers:
            tags.add(f"author:{writer.author_id}")
            if writer.portrait:
                tags.add(f"photo:{writer.portrait.photo_id}")
        return tags


@dataclass(slots=True)
class Fix:
    pk: int
    kind: str
    text: str
    was: str
    now: str
    severe: bool
    made_at: datetime
    article_id: int = 0
    headline: str = ""
    path: str = ""
    story_kind: str = ""


@dataclass(slots=True)
class Link:
    """A line that leads to another story of ours, or to a page outside."""

    place: str
    order: int
    article_id: int | None
    url: str
    title: str
    #: The kind of the story that it leads to; empty for a page outside.
    kind: str = ""


@dataclass(slots=True)
class StoryPage:
    """All of one story. `blocks` are (kind, value): html (str), photo (Picture), read (Link), quote."""

    card: Card
    outlet_url: str
    sensitive: bool
    updated_at: datetime | None
    key_points: list[str]
    blocks: list[tuple[str, Any]]
    photos: list[Picture]
    topics: list[NamedRow]
    fixes: list[Fix]
    links: list[Link]
    #: What names the card that was drawn for a story without a picture; empty if there is none.
    share_card: str = ""
    #: Stories that the text or the related list names, readable or not: their fate changes this page.
    named: set[int] = field(default_factory=set)

    @property
    def severe_fixes(self) -> list[Fix]:
        return [fix for fix in self.fixes if fix.severe]

    @property
    def other_fixes(self) -> list[Fix]:
        return [fix for fix in self.fixes if not fix.severe]

    @property
    def topic_slugs(self) -> list[str]:
        return [topic.slug for topic in self.topics]

    @property
    def original(self) -> str:
        """The partner's address of this copy, if search engines should keep to that; empty if to ours.

        An advertiser is no partner: nothing of ours says that its page is worth finding.
        """
        return self.outlet_url if self.card.outlet and self.card.kind != ADVERT else ""

    @property
    def related(self) -> list[Link]:
        return [link for link in self.links if link.place == "list"]

    def tags(self) -> set[str]:
        tags = self.card.tags() | {f"section:{self.card.section.pk}"}
        tags |= {f"photo:{picture.photo_id}" for picture in self.photos}
        tags |= {f"topic:{topic.pk}" for topic in self.topics}
        return tags | {f"article:{pk}" for pk in self.named}
