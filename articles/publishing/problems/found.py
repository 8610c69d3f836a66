"""A sentence for the editor: what stands in the way, where, and how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from articles.models.check_rule import Level

#: What a check of a copy yields; the rules say how much each counts.
Faults = Iterator["Fault"]


@dataclass(frozen=True)
class Fault:
    """`field` names what to look at: a field of the story form, `photo-<photo>` or `link-<place>`.

    `words` are those in the text that it is about, so that an editor is led to the very place.
    """

    code: str
    field: str
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class Problem:
    """A fault, and how much it counts: as `Fault`, with its level."""

    code: str
    sentence: str
    field: str
    level: Level
    words: str = ""

    @property
    def blocking(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def warning(self) -> bool:
        """Whether publishing in spite of it asks for a reason."""
        return self.level == Level.WARN


def fault(code: str, field: str, sentence: str, *, words: str = "", **told: object) -> Fault:
    return Fault(code, field, sentence % told, words)


def written(moment: datetime) -> str:
    """28 November 2026, 22:00 in the newsroom's zone; with seconds where there are any."""
    seconds = ":s" if moment.second or moment.microsecond else ""
    return date_format(timezone.localtime(moment), f"j F Y, H:i{seconds}")
