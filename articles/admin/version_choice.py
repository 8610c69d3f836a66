"""Which two versions of a story or page are compared, and what the list beside them says of each."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.editing.status import short_moment
from newsroom.row_numbers import row_number

#: Versions, and editions, that are told of at once; what is older stands behind a link.
AT_ONCE = 100
LIVE = "live"


@dataclass(frozen=True)
class Choice:
    """`newest` is the desk copy; `live` the edition that readers have now, if they have one."""

    before: Any
    after: Any
    newest: Any
    last_but_one: Any
    live: Any
    #: Those that can be chosen, the newest first: some at once, and the two that are compared.
    listed: list[Any]
    #: Up to which version they are told of, if not up to the newest; and where the older ones begin.
    up_to: int
    older: int

    @property
    def is_only(self) -> bool:
        """Whether there is nothing to compare it with."""
        return bool(self.last_but_one.pk == self.newest.pk)

    @property
    def is_against_live(self) -> bool:
        return bool(self.live) and (self.before.pk, self.after.pk) == (self.live.version_id, self.newest.pk)

    @property
    def is_last_two(self) -> bool:
        return (
            not self.is_against_live and self.after.pk == self.newest.pk and self.before == self.last_but_one
        )

    @property
    def is_newer(self) -> bool:
        """Whether the desk has something that readers do not."""
        return bool(self.live) and not self.newest.says_what(self.live.version)

    def name(self, version: Any) -> str:
        """v9 · live since 18:02; v12 · desk copy, 21:14; v11 · 20:31."""
        told = {"version": version, "time": short_moment(version.made_at)}
        if self.live and version.pk == self.live.version_id:
            told["time"] = short_moment(self.live.live_from)
            return _("%(version)s · live since %(time)s") % told
        if version.pk == self.newest.pk:
            return _("%(version)s · desk copy, %(time)s") % told
        return f"{version} · {told['time']}"

    @property
    def names(self) -> list[tuple[int, str]]:
        return [(version.number, self.name(version)) for version in self.listed]


def choose(row: Any, asked: QueryDict) -> Choice | None:
    """`before` and `after` are numbers of versions, `before` may be “live”; None if there is no version yet.

    Without a word, or one that names no version: the newest copy against what readers have, or the last one.
    `up_to`: the number of the newest one that is told of. However many there are, it takes four queries.
    """
    rows = row.versions.select_related("made_by").defer("snapshot").order_by("-number")
    up_to = row_number(asked.get("up_to", ""))
    some = list((rows.filter(number__lte=up_to) if up_to else rows)[: AT_ONCE + 1])
    newest, *more = list(rows[:2]) if up_to else some[:2] or [None]
    if newest is None:
        return None
    last = more[0] if more else newest
    editions = row.editions.readable().select_related("version").defer("version__snapshot", "parts")
    live = editions.first()
    told = {each.number: each for each in [newest, last, *some[:AT_ONCE]]}
    wanted = {row_number(asked.get(name, "")) for name in ("before", "after")}
    wanted |= {live.version.number} if live else set()
    if missing := wanted - told.keys() - {0}:
        told |= {each.number: each for each in rows.filter(number__in=missing)}
    known = told.get(live.version.number) if live else None
    usual = known if known is not None and known.pk != newest.pk else last
    before = told.get(row_number(asked.get("before", "")), usual)
    if asked.get("before") == LIVE and known is not None:
        before = known
    return Choice(
        before,
        told.get(row_number(asked.get("after", "")), newest),
        newest,
        last,
        live,
        sorted(told.values(), key=lambda each: -each.number),
        up_to if up_to < newest.number else 0,
        some[AT_ONCE].number if len(some) > AT_ONCE else 0,
    )
