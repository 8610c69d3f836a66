"""What is written once: rows that are added and never changed or taken out."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from newsroom.one_hand import OneHand

#: Only giving changes donations; lines of the ledger and status reports have one door each in it.
GIVING = OneHand("membership/giving/")
LEDGER = OneHand("membership/giving/ledger.py")
STATUS_REPORTS = OneHand("membership/giving/status_reports.py")
Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AppendOnly(Exception):
    """Somebody tried to change the books. A wrong line is answered by a second line, never mended."""


class WrittenOnceQuerySet(models.QuerySet[Row_co]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"Lines of {self.model._meta.verbose_name_plural} are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"Lines of {self.model._meta.verbose_name_plural} are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly(f"Lines of {self.model._meta.verbose_name_plural} are never taken out.")


class WrittenOnce(models.Model):
    """The model refuses; so does the database (models/triggers.py)."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"Lines of {self._meta.verbose_name_plural} are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"Lines of {self._meta.verbose_name_plural} are never taken out.")
