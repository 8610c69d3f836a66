"""How people and places were called at a moment, and whom pictures were credited to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from articles.copies import Copy
from articles.models import Author, CreditChange, Licence, Outlet, PhotoCredit, Section, Topic
from articles.models.former import Said, began, told_at


@dataclass
class Names:
    """Of one Version's copy at a moment. `doubts`: sentences on what cannot be known of it.

    What a page looked up is kept since `since`. Before that, names are those that the sealed copy holds, and
    credits follow the record of their changes.
    """

    copy: Copy
    moment: datetime
    doubts: list[str] = field(default_factory=list)

    @cached_property
    def since(self) -> datetime:
        return began()

    @property
    def is_kept(self) -> bool:
        return self.moment >= self.since

    def authors(self, rows: Iterable[int]) -> dict[int, Said]:
        return self._named(Author, rows, {line.author: line.name for line in self.copy.bylines})

    def topics(self, rows: Iterable[int]) -> dict[int, Said]:
        return self._named(Topic, rows, {use.topic: use.name for use in self.copy.topics})

    def section(self, row: int) -> Said:
        return self._named(Section, [row], {row: self.copy.section_name})[row]

    def outlet(self, row: int) -> Said:
        return self._named(Outlet, [row], {row: self.copy.outlet_name})[row]

    def _named(self, model: Any, rows: Iterable[int], sealed: dict[int, str]) -> dict[int, Said]:
        told = told_at(model, rows, self.moment)
        if self.is_kept:
            return told
        for row, said in told.items():
            name = sealed.get(row) or said["name"]
            if name != said["name"]:
                words = _("“%(sealed)s” in the sealed copy is “%(later)s” later; since when is not known.")
                self.doubts.append(words % {"sealed": name, "later": said["name"]})
            told[row] = {**said, "name": name}
        return told

    def credits(self, photos: Iterable[int]) -> dict[int, dict[str, Any]]:
        """By photo: creator, organisation, source_url, copyright_notice, licence and licence_url."""
        told = {row: dict(said) for row, said in told_at(PhotoCredit, photos, self.moment).items()}
        licences = told_at(
            Licence, {said["licence_id"] for said in told.values() if said["licence_id"]}, self.moment
        )
        for said in told.values():
            licence = licences.get(said.pop("licence_id") or 0, {"name": "", "url": ""})
            said |= {"licence": licence["name"], "licence_url": licence["url"]}
        if not self.is_kept:
            self._walk_back(told)
        return told

    def _walk_back(self, told: dict[int, dict[str, Any]]) -> None:
        """Each change of a credit is on record, as words, from before anything else was kept."""
        changes = CreditChange.objects.filter(
            photo__in=told, changed_at__gt=self.moment, changed_at__lte=self.since
        )
        urls = dict(Licence.objects.values_list("name", "url"))
        for change in changes.order_by("-changed_at", "-pk"):
            said = told[change.photo_id]
            for name, (before, _after) in change.changes.items():
                if name in said:
                    said[name] = before
                if name == "licence":
                    said["licence_url"] = urls.get(before, "")
