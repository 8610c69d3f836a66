from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.models import Touched

pytestmark = pytest.mark.django_db


def test_a_tick_removes_what_has_expired_and_keeps_the_rest():
    now = timezone.now()
    for number, days in ((1, 3), (2, 1)):
        Touched.objects.create(number=number, tag="latest")
        Touched.objects.filter(number=number).update(at=now - timedelta(days=days))
    Session.objects.create(session_key="old", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(hours=1))

    call_command("tick")

    assert list(Touched.objects.values_list("number", flat=True)) == [2]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_a_task_whose_worker_died_goes_back_to_the_queue():
    now = timezone.now()
    common = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x.y", "backend_name": "default"}
    for minutes in (5, 60):
        DBTaskResult.objects.create(
            **common, status=TaskResultStatus.RUNNING, started_at=now - timedelta(minutes=minutes)
        )

    call_command("tick")

    found = {(task.status, task.started_at is None) for task in DBTaskResult.objects.all()}
    assert found == {(TaskResultStatus.READY, True), (TaskResultStatus.RUNNING, False)}
