"""Three copies of one story become one: as two people opened it, as one typed it, as the other saved it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.copies import ROWS, Copy, CopyLink
from articles.editing.merging.paragraphs import Text, merge_text
from articles.editing.merging.pieces import UNKNOWN, By, Choices, Piece, Pieces, plain, who
from articles.editing.merging.rows import Rows, merge_rows
from articles.models import PhotoUse, RelatedLink

#: The fields of a Copy in the order in which they are read; a name goes along with what it names.
BEFORE_BODY = ("headline", "standfirst", "kicker", "key_points")
AFTER_BODY = (
    *("outlet outlet_name", "outlet_url", "section section_name"),
    *("kind", "slug", "prominence", "sensitive"),
)


@dataclass(frozen=True)
class Merged:
    """`on_desk`: what is known of a story beside its Copy (state, who has it …), merged in the same way."""

    fields: dict[str, Piece]
    text: Text
    rows: dict[str, Rows]
    lead: Piece
    links: tuple[Any, ...]
    on_desk: dict[str, Piece]

    @property
    def pieces(self) -> list[Piece]:
        """All of it in the order in which a story is read, changed or not."""
        return [
            *(self.fields[name] for name in BEFORE_BODY),
            *self.text.pieces,
            *self.rows["bylines"].pieces,
            *self.rows["photos"].pieces,
            self.lead,
            *(self.fields[name] for name in AFTER_BODY),
            *self.rows["topics"].pieces,
            *self.rows["links"].pieces,
            *self.on_desk.values(),
        ]

    @property
    def merged(self) -> list[Piece]:
        """What only one side changed."""
        return [piece for piece in self.pieces if piece.by in {By.ME, By.THEM}]

    @property
    def collisions(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.by == By.ASKED]

    def undecided(self, choices: Choices) -> list[Piece]:
        """The collisions that are still to be decided."""
        return [piece for piece in self.collisions if piece.key not in choices]

    def copy(self, choices: Choices) -> Copy:
        """The one story. What collides is theirs, which is saved, until it is decided."""
        said: dict[str, Any] = {}
        for names, piece in self.fields.items():
            said |= zip(names.split(), piece.value(choices), strict=True)
        rows: dict[str, Any] = {name: each.value(choices) for name, each in self.rows.items()}
        lead = self.lead.value(choices)
        rows["photos"] = tuple(
            replace(use, place=PhotoUse.Place.LEAD if use.photo == lead else PhotoUse.Place.TEXT)
            for use in rows["photos"]
        )
        return Copy(**said, **rows | {"links": self.links + rows["links"]}, body=self.text.value(choices))

    def desk_values(self, choices: Choices) -> dict[str, Any]:
        """What is known of the story beside its Copy."""
        return {name: piece.value(choices) for name, piece in self.on_desk.items()}


#: What a desk knows of a story beside its Copy, by name: as it was opened, as I have it, as it is saved.
OnDesk = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def merge(base: Copy | None, mine: Copy, theirs: Copy, on_desk: OnDesk = ({}, {}, {})) -> Merged:
    """What I typed and what was saved meanwhile, both begun from `base`; None: nobody knows it now."""
    pieces, copies = Pieces(), (base, mine, theirs)

    def of_all(value: Callable[[Copy], Any]) -> Iterator[Any]:
        return (UNKNOWN if copy is None else value(copy) for copy in copies)

    def in_list(name: str) -> Iterator[Any]:
        return of_all(lambda copy: [row for row in getattr(copy, name) if not _follows_text(row)])

    def fields(names: str) -> Iterator[Any]:
        return of_all(lambda copy: tuple(getattr(copy, name) for name in names.split()))

    return Merged(
        fields={
            names: pieces.piece(names.split()[0], *fields(names), told=lambda value: plain(value[0]))
            for names in (*BEFORE_BODY, *AFTER_BODY)
        },
        text=merge_text(pieces, *of_all(lambda copy: copy.body)),
        rows={name: merge_rows(pieces, name, *in_list(name)) for name in ROWS},
        lead=pieces.piece("photos", *of_all(_lead), part="lead"),
        links=_links_of_text(*of_all(lambda copy: tuple(link for link in copy.links if _follows_text(link)))),
        on_desk={name: pieces.piece(name, *(each[name] for each in on_desk)) for name in on_desk[2]},
    )


def _follows_text(row: Any) -> bool:
    return isinstance(row, CopyLink) and row.place == RelatedLink.Place.TEXT


def _lead(copy: Copy) -> int | None:
    return next((use.photo for use in copy.photos if use.place == PhotoUse.Place.LEAD), None)


def _links_of_text(
    base: Any, mine: tuple[CopyLink, ...], theirs: tuple[CopyLink, ...]
) -> tuple[CopyLink, ...]:
    """The READ lines of the text. They are made anew from it when it is saved."""
    by = who(base, mine, theirs, lambda links: links)
    if by == By.ASKED:
        return theirs + tuple(link for link in mine if link not in theirs)
    return mine if by == By.ME else theirs
