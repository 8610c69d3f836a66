"""What a change says that it touched."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

from newsroom.models import Stamp, Touched


def touch(*tags: str) -> None:
    """Say that whatever is made of these is no longer true. Call inside the transaction of the change."""
    if not tags:
        return
    with transaction.atomic():
        Stamp.objects.get_or_create(pk=1)
        # The row stays locked until we commit, so that numbers become visible in their order.
        Stamp.objects.filter(pk=1).update(number=F("number") + 1, token=secrets.token_hex(8))
        number = Stamp.objects.values_list("number", flat=True).get(pk=1)
        Touched.objects.bulk_create(Touched(number=number, tag=tag) for tag in sorted(set(tags)))


def touched_by(*models: type[Any]) -> None:
    """Have every save and delete of these models touch what `page_tags()` of the row names."""
    for model in models:
        name = f"pagestore.{model._meta.label}"
        post_save.connect(_row_changed, sender=model, dispatch_uid=name)
        post_delete.connect(_row_changed, sender=model, dispatch_uid=name)


def _row_changed(instance: Any, **_kwargs: object) -> None:
    touch(*instance.page_tags())
