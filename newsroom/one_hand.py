"""Rule 2 in the rows themselves: what one room of verbs alone may write refuses every other hand.

    PUBLISHING = OneHand("publishing/")

    class Edition(WrittenByOneHand):
        written_by = PUBLISHING

    @PUBLISHING.writes
    def publish(…): …

While one of those verbs runs, its rows can be written, in that thread or task alone. A row asks when it is
saved or deleted, and a query when it updates, deletes or adds in bulk, whichever manager or relation it came
from. What reads is free. A sign-in that is deleted may be forgotten all the same (`SET_NULL`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar

from django.db import models

P = ParamSpec("P")
R = TypeVar("R")
Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AnotherHand(Exception):
    """Something other than its own verbs tried to write such a row. Call the verb."""


class OneHand:
    """`room` is the file or folder whose verbs write the rows."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._is_open = ContextVar(room, default=False)

    @contextmanager
    def open(self) -> Iterator[None]:
        before = self._is_open.set(True)
        try:
            yield
        finally:
            self._is_open.reset(before)

    def writes(self, verb: Callable[P, R]) -> Callable[P, R]:
        """Let this verb write the rows while it runs."""

        @wraps(verb)
        def with_hand(*args: P.args, **kwargs: P.kwargs) -> R:
            with self.open():
                return verb(*args, **kwargs)

        return with_hand

    def ask(self, model: type[models.Model]) -> None:
        if not self._is_open.get():
            raise AnotherHand(f"Only {self.room} writes rows of {model.__name__}. Call its verbs.")


class OneHandQuerySet(models.QuerySet[Row_co]):
    def _ask(self) -> None:
        self.model.written_by.ask(self.model)  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        self._ask()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._ask()
        return super().bulk_update(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if not all(value is None and _may_be_forgotten(self.model, name) for name, value in kwargs.items()):
            self._ask()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._ask()
        return super().delete()


def _may_be_forgotten(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.SET_NULL


class WrittenByOneHand(models.Model):
    """Its `objects` is made of a OneHandQuerySet, and is its base manager as well."""

    written_by: ClassVar[OneHand]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.written_by.ask(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.written_by.ask(type(self))
        return super().delete(*args, **kwargs)
