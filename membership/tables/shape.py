"""What the columns of a kind of table can be, and what those of one table are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Field:
    key: str
    #: As people read it; may be lazy.
    label: Any
    #: Several columns may be this; what they say is put together.
    many: bool = False


@dataclass(frozen=True)
class Layout:
    """A kind of table. `needs`: of each group of fields, one must be there."""

    key: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]

    def label(self, key: str) -> str:
        return str(next(field.label for field in self.fields if field.key == key))

    def missing(self, shape: Shape) -> list[tuple[str, ...]]:
        return [group for group in self.needs if not any(key in shape.fields for key in group)]

    def twice(self, shape: Shape) -> list[str]:
        """Fields that several columns are said to be, though only one can."""
        return [field.key for field in self.fields if not field.many and shape.fields.count(field.key) > 1]


@dataclass(frozen=True)
class Shape:
    """Which column is what: for each column the key of a field, or nothing where it is not used."""

    fields: tuple[str, ...]
    #: How days of figures are written, where the file itself does not tell: "dmy", "mdy", "ymd".
    days: str = ""
    #: The sign before the decimals, where the file itself does not tell.
    point: str = ""
    #: Words that say, in the column of the status, that an entry is booked; beside those that we know.
    booked: tuple[str, ...] = ()
    #: That of the account, where the file itself does not tell.
    currency: str = ""

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, field in enumerate(self.fields):
            found.setdefault(field, []).append(place)
        return found

    def place(self, key: str) -> int | None:
        found = self._places.get(key)
        return found[0] if found else None

    def places(self, key: str) -> list[int]:
        return self._places.get(key, [])

    def cell(self, row: list[str], key: str) -> str:
        place = self.place(key)
        return row[place].strip() if place is not None and place < len(row) else ""

    def cells(self, row: list[str], key: str) -> Iterator[str]:
        """What its columns say, each thing once, without the empty ones."""
        told = (row[place].strip() for place in self.places(key) if place < len(row))
        yield from dict.fromkeys(filter(None, told))

    def kept(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Shape:
        return cls(**kept | {"fields": tuple(kept["fields"]), "booked": tuple(kept["booked"])})
