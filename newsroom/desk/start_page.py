"""What the apps put on the desk: the jobs of its start page, its navigation, and what its pages are told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from newsroom.models import Imprint, User

Table = type[Model]


@dataclass(frozen=True)
class Job:
    """Tables in the order of the work. One that no job names stands at the end of its app's first job."""

    key: str
    name: Any
    tables: tuple[Table, ...]


#: In the order of the start page. Each app adds its own when it is made ready, here and in the two below.
jobs: list[Job] = []
#: Tables and what they are called there; shown to those who may open them.
navigation: list[tuple[Table, Any]] = []
#: What templates of the desk are told, made of the tables that this person may open, by their label.
told: list[Callable[[dict[str, dict[str, Any]]], dict[str, Any]]] = []

ACCESS = Job("access", _("Access"), (User, Group, Imprint))


def all_jobs() -> list[Job]:
    return [*jobs, ACCESS]


def ours() -> set[str]:
    return {table._meta.app_label for job in all_jobs() for table in job.tables}


def place_of(table: Table) -> tuple[str, int]:
    """The key of its job, and its place there."""
    for job in all_jobs():
        if table in job.tables:
            return job.key, job.tables.index(table)
    app = table._meta.app_label
    first = (job.key for job in all_jobs() if any(each._meta.app_label == app for each in job.tables))
    return next(first, ACCESS.key), 99
