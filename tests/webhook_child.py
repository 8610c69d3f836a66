"""A newsroom's process that takes one event in and dies at a point of it: `python -m tests.webhook_child`.

Told by its environment: CHILD_POINT, CHILD_GIFT (public id), CHILD_BODY.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

KILLED = 9
#: Where it dies: module, name of what is called there, and whether before or after that call.
POINTS = {
    "before insert": ("membership.reconciling.taking_in", "store", "before"),
    "after insert": ("membership.reconciling.taking_in", "store", "after"),
    "before the provider is asked": ("membership.reconciling.working", "_ask_and_apply", "before"),
    "before apply commit": ("membership.receipts", "follow", "after"),
    "after apply": ("membership.giving", "apply_all", "after"),
    "before outcome saved": ("membership.reconciling.working", "_conclude", "before"),
    "before 200": ("membership.reconciling", "take_in", "after"),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.test import Client, override_settings
    from django.utils import timezone

    from membership import providers
    from membership.money import Money
    from membership.providers.base import Fact
    from tests.counter import Counter, send

    immediate = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    override_settings(TASKS=immediate, ALLOWED_HOSTS=["testserver"]).enable()
    counter = Counter()
    gift = UUID(os.environ["CHILD_GIFT"])
    counter.truth["pay-1"] = [
        Fact("payment", "counter", "pay-1", gift, Money(800, "EUR"), timezone.now(), live=True)
    ]
    providers.REGISTRY["counter"] = counter
    if point := os.environ.get("CHILD_POINT"):
        _dies_at(*POINTS[point])
    answer = send(Client(), os.environ["CHILD_BODY"].encode())
    os._exit(0 if answer.status_code == 200 else 1)


def _dies_at(module: str, name: str, when: str) -> None:
    from importlib import import_module

    place = import_module(module)
    real: Callable[..., Any] = getattr(place, name)

    def dying(*args: Any, **told: Any) -> Any:
        if when == "after":
            real(*args, **told)
        os._exit(KILLED)

    setattr(place, name, dying)


if __name__ == "__main__":
    main()
