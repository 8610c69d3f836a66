"""An immutable, numbered snapshot of a whole desk copy, chained by hash to the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.copies import Copy
from articles.models.article import Article


def sealed_text(previous: str, snapshot: dict[str, Any], number: int) -> bytes:
    """What a seal is made of: the hash before, the number and the snapshot in canonical JSON, a line each."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{previous}\n{number}\n{text}".encode()


def seal(previous: str, snapshot: dict[str, Any], number: int) -> str:
    """SHA-256 over it."""
    return hashlib.sha256(sealed_text(previous, snapshot, number)).hexdigest()


class Sealed(models.Model):
    """A numbered snapshot that hangs on the one before it, and is never changed."""

    #: Fields of the models below.
    number: int
    snapshot: dict[str, Any]
    previous_hash: str
    hash: str

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"A {type(self).__name__} is never changed; make a new one.")
        super().save(*args, **kwargs)

    def is_intact(self) -> bool:
        return self.hash == seal(self.previous_hash, self.snapshot, self.number)

    def says_what(self, other: Sealed | None) -> bool:
        """Whether both hold the same copy: a hand-over makes a version of one that did not change."""
        return other is not None and (self.pk == other.pk or self.snapshot == other.snapshot)


S = TypeVar("S", bound=Sealed)


def next_version(
    versions: models.Manager[S], snapshot: dict[str, Any], *, anew: bool = False, **told: Any
) -> S:
    """The version of this snapshot, sealed onto the newest of `versions`; that one again if it says the same
    and none is wanted `anew`.

    `versions` are those of one row, which the caller has locked.
    """
    newest = versions.order_by("-number").first()
    if newest is not None and newest.snapshot == snapshot and not anew:
        return newest
    number, before = (newest.number + 1, newest.hash) if newest else (1, "")
    chained = {"number": number, "previous_hash": before, "hash": seal(before, snapshot, number)}
    return versions.create(snapshot=snapshot, **chained, **told)


class Version(Sealed):
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="versions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    snapshot = models.JSONField(_("copy"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="version_newest")]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_from_one"),
        ]

    @property
    def copy(self) -> Copy:
        return Copy.of(self.snapshot)
