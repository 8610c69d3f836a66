"""What readers were told of a row until it was changed.

Pages look up names, credits and corrections when they are made, so a change shows at once on all of them.
What stood there before is kept here, from the moment on at which this table was made (`began`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone

from articles.models.correction import Correction
from articles.models.licence import Licence
from articles.models.people import Author, Outlet
from articles.models.photo_credit import PhotoCredit
from articles.models.taxonomy import Section, Topic

Said = Mapping[str, Any]

#: What pages show of each, and by which field an edition leads to it.
KEPT: dict[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Author: ("pk", ("name", "slug", "job_title", "bio", "email", "organisation", "portrait_id")),
    Outlet: ("pk", ("name", "slug")),
    Section: ("pk", ("name", "slug")),
    Topic: ("pk", ("name", "slug")),
    Licence: ("pk", ("name", "url")),
    PhotoCredit: (
        "photo_id",
        ("creator", "organisation", "source_url", "copyright_notice", "licence_id"),
    ),
    Correction: ("pk", ("kind", "text", "was", "now", "severe", "made_at", "withdrawn_at")),
}
#: These come to a story that readers have already, so from when on they were there is kept as well.
_COME_LATER = (PhotoCredit, Correction)


class Former(models.Model):
    """`row` of the table `kind` told readers this until then; null: it was not there yet."""

    kind = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    said = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "row", "until"], name="former_of_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


def began() -> datetime:
    """Since when it is kept: a row of its own, made with the table; from now on if that was emptied."""
    row = Former.objects.filter(kind="").order_by("until").first() or Former.objects.create(kind="", row=0)
    return row.until


def told_at(model: type[models.Model], rows: Iterable[int], moment: datetime) -> dict[int, Said]:
    """What readers were told of these rows at that moment, by row; those that were not there are left out."""
    key, fields = KEPT[model]
    wanted = set(rows)
    now = model._base_manager.filter(**{f"{key}__in": wanted}).values(key, *fields)
    found: dict[int, Said | None] = {row[key]: {name: row[name] for name in fields} for row in now}
    former = Former.objects.filter(kind=_kind(model), row__in=wanted, until__gt=moment)
    found |= dict(former.order_by("-until", "-pk").values_list("row", "said"))
    return {row: said for row, said in found.items() if said is not None}


def keep() -> None:
    """Keep what stands in these tables before it changes. Called once, when the app is ready."""
    for model in KEPT:
        pre_save.connect(_before_save, sender=model)
        pre_delete.connect(_before_delete, sender=model)
    for model in _COME_LATER:
        post_save.connect(_after_save, sender=model)


def _before_save(sender: type[models.Model], instance: models.Model, raw: bool = False, **_told: Any) -> None:
    if raw or instance._state.adding:
        return
    key, fields = KEPT[sender]
    stood = sender._base_manager.filter(pk=instance.pk).values(key, *fields).first()
    if stood and any(stood[name] != getattr(instance, name) for name in fields):
        _remember(sender, stood.pop(key), stood)


def _before_delete(sender: type[models.Model], instance: models.Model, **_told: Any) -> None:
    key, fields = KEPT[sender]
    if stood := sender._base_manager.filter(pk=instance.pk).values(key, *fields).first():
        _remember(sender, stood.pop(key), stood)


def _after_save(
    sender: type[models.Model], instance: models.Model, created: bool, raw: bool = False, **_told: Any
) -> None:
    if created and not raw:
        _remember(sender, getattr(instance, KEPT[sender][0]), None)


def _remember(model: type[models.Model], row: int, said: Said | None) -> None:
    Former.objects.create(kind=_kind(model), row=row, said=said)


def _kind(model: type[models.Model]) -> str:
    return str(model._meta.model_name)
