"""A job that waited while its room was renamed is still that job."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from membership.books.reconciling import rounds, working

renamed = import_module("membership.migrations.0011_jobs_of_the_books")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("job", [rounds.compare_account, working.work_one])
def test_it_is_found_under_its_new_name_and_on_the_way_back_under_the_old_one(job):
    assert job.module_path.removeprefix("membership.books.reconciling.") in renamed.JOBS
    waits = DBTaskResult.objects.create(
        task_path=job.module_path.replace("books.", ""),
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
    )

    there = _after(waits, "sql")
    back = _after(waits, "reverse_sql")

    assert there == job.module_path
    assert back == job.module_path.replace("books.", "")


def _after(job: DBTaskResult, way: str) -> str:
    """Its name once the migration has gone that way."""
    with connection.cursor() as cursor:
        for operation in renamed.Migration.operations:
            cursor.execute(getattr(operation, way))
    job.refresh_from_db()
    return job.task_path
