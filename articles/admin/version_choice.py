"""Which two versions of a story or page are compared, and what the list beside them says of each."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.editing.status import short_moment

#: Versions that are told of one by one beside the comparison; the fields over it offer all of them.
MOST_LISTED = 60
LIVE = "live"


@dataclass(frozen=True)
class Choice:
    """`newest` is the desk copy; `live` the edition that readers have now, if they have one."""

    before: Any
    after: Any
    newest: Any
    live: Any
    versions: list[Any]

    @property
    def is_against_live(self) -> bool:
        return bool(self.live) and (self.before.pk, self.after.pk) == (self.live.version_id, self.newest.pk)

    @property
    def is_last_two(self) -> bool:
        return (
            not self.is_against_live and self.after.pk == self.newest.pk and self.before == self.last_but_one
        )

    @property
    def last_but_one(self) -> Any:
        return self.versions[1] if len(self.versions) > 1 else self.versions[0]

    @property
    def is_newer(self) -> bool:
        """Whether the desk has something that readers do not."""
        return bool(self.live) and not self.newest.says_what(self.live.version)

    @property
    def listed(self) -> list[Any]:
        """The newest ones, and those that are compared or live, however old."""
        told = {self.before.pk, self.after.pk, self.live.version_id if self.live else 0}
        return [each for place, each in enumerate(self.versions) if place < MOST_LISTED or each.pk in told]

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
        return [(version.number, self.name(version)) for version in self.versions]


def choose(row: Any, asked: QueryDict) -> Choice | None:
    """`before` and `after` are numbers of versions, `before` may be “live”; None if there is no version yet.

    Without a word, or one that names no version: the newest copy against what readers have, or the last one.
    """
    versions = list(row.versions.select_related("made_by").defer("snapshot").order_by("-number"))
    if not versions:
        return None
    by_number = {str(each.number): each for each in versions}
    editions = row.editions.readable().select_related("version").defer("version__snapshot", "parts")
    live = editions.first()
    newest, last = versions[0], versions[1] if len(versions) > 1 else versions[0]
    known = by_number.get(str(live.version.number)) if live else None
    usual = known if known is not None and known.pk != newest.pk else last
    if asked.get("before") == LIVE and known is not None:
        before = known
    else:
        before = by_number.get(asked.get("before", ""), usual)
    return Choice(before, by_number.get(asked.get("after", ""), newest), newest, live, versions)
