from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom import alive, jobs
from newsroom.management.commands import tick as tick_command
from newsroom.management.commands import worker as worker_command
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


def test_what_failed_waits_longer_than_what_was_done():
    old = timezone.now() - timedelta(days=20)
    common = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x.y", "backend_name": "default"}
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        DBTaskResult.objects.create(**common, status=status, finished_at=old)

    call_command("tick")

    assert [task.status for task in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]


#: Locked, away, cut off in the middle, disk full.
ERRORS = (
    OperationalError("database is locked"),
    OperationalError("connection refused"),
    InterfaceError("connection already closed"),
    DatabaseError("database or disk is full"),
)


@pytest.fixture
def pauses(monkeypatch):
    """How long was slept, in order; nobody sleeps."""
    slept: list[float] = []
    monkeypatch.setattr(worker_command.time, "sleep", slept.append)
    monkeypatch.setattr(alive, "_told", {})
    return slept


def test_the_job_worker_outlives_every_error_of_the_database(pauses, capsys):
    rounds = iter([*ERRORS, None, None])
    worker = SimpleNamespace(running=True)

    def run():
        if error := next(rounds):
            raise error
        worker.running = len(pauses) < 5

    worker.run = run
    worker_command.Command().work(worker)

    assert pauses == [2, 4, 8, 16, 2]
    assert "The job worker tries again in 2 s: database is locked" in capsys.readouterr().err
    assert set(alive.last_told("job worker", "tick")) == {"job worker"}


def test_the_tick_outlives_every_error_of_the_database(monkeypatch, capsys):
    class Enough(Exception):
        pass

    slept, rounds = [], iter([*ERRORS, None])

    def round_():
        if error := next(rounds):
            raise error

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 5:
            raise Enough

    monkeypatch.setattr(alive, "_told", {})
    monkeypatch.setattr(tick_command, "tick", round_)
    # What it starts beside itself sleeps as well, and would bound the connections of the tests after this one.
    monkeypatch.setattr(tick_command, "bound_waiting", lambda: None)
    monkeypatch.setattr(tick_command.time, "sleep", sleep)
    with pytest.raises(Enough):
        call_command("tick", every=60)

    assert slept == [60] * 5
    assert capsys.readouterr().err.count("The tick tries again in 60 s: ") == 4
    assert set(alive.last_told("job worker", "tick")) == {"tick"}


def test_a_chore_that_meets_a_database_error_says_so_in_one_line_and_keeps_nobody_else_from_work(
    monkeypatch, caplog
):
    done = []

    def meets_it():
        raise OperationalError("database is locked")

    monkeypatch.setattr(jobs, "often", [meets_it, lambda: done.append("the next")])
    jobs.tick()

    assert done == ["the next"]
    assert "database is locked" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_job_worker_with_a_long_queue_is_heard_of_after_each_job(monkeypatch):
    told = []
    monkeypatch.setattr(worker_command.alive, "tell", told.append)
    monkeypatch.setattr(worker_command.Worker, "run_task", lambda _self, job: told.append(job))

    for job in ("first", "second"):
        worker_command.TellingWorker.run_task(object.__new__(worker_command.TellingWorker), job)

    assert told == ["first", "job worker", "second", "job worker"]
