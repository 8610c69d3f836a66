"""What /healthz and /readyz answer, to whom, and how the desk is told what is not as it should be."""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from membership.models import Letter
from newsroom import alive, condition, health, jobs
from newsroom.models import User
from tests.builders import newsdesk


def heard_of(*names: str) -> None:
    alive._told.clear()
    for name in names:
        alive.tell(name)


def failed_job(**more) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="harbour.pilots.send",
        backend_name="default",
        status=TaskResultStatus.FAILED,
        run_after=timezone.now(),
        finished_at=timezone.now(),
        exception_class_path="builtins.ConnectionRefusedError",
        traceback="Traceback: the pilot house does not answer",
        **more,
    )


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chief")
    client.force_login(user)
    return user


def test_it_lives_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "live"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_local_port_is_answered_by_whatever_host_name_and_without_tls(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["paper.example"]

    assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"host": "paper.example"}).status_code == 301
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is_migrated_and_tells_this_machine_what_waits(client):
    heard_of("job worker", "tick")
    failed_job()
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        run_after=timezone.now(),
    )
    DBTaskResult.objects.filter(task_path="x.y").update(enqueued_at=timezone.now() - timedelta(minutes=40))
    Letter.objects.create(kind=Letter.Kind.CHECK, address="reader@kelby.example")

    response = client.get("/readyz")
    told = response.json()

    assert (response.status_code, told["status"]) == (200, "ready")
    assert told["jobs"]["waiting"] == 1
    assert 2390 < told["jobs"]["oldest_seconds"] < 2500
    assert told["jobs"]["failed"] == 1
    assert told["waiting"] == {"letters": 1}
    assert told["disk_free_bytes"] > 0
    assert max(told["seconds_since_round"].values()) < 60
    assert told["problems"] == ["A job has been waiting for 40 minutes.", "1 job has failed."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, {"HTTP_FORWARDED": "for=a"}],
)
def test_a_stranger_is_told_no_more_than_that_it_is_ready(client, told):
    assert client.get("/readyz", **told).json() == {"status": "ready"}


@pytest.mark.django_db
def test_it_is_not_ready_when_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(health, "_migrations_of_this_release", lambda: {("harbour", "0001_pilots")})
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_args: ["one", "two"])

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "2 migrations are waiting"})


def test_it_is_not_ready_when_the_database_is_away(client, monkeypatch):
    def away(_connection):
        raise DatabaseError("away")

    monkeypatch.setattr(health, "MigrationRecorder", away)

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_what_is_down_or_silent_is_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    heard_of("tick")
    parts = {
        "web server": {"runs": True, "since": time.time(), "ends": 0},
        "job worker": {"runs": False, "since": time.time(), "ends": 3},
        "tick": {"runs": True, "since": time.time(), "ends": 0},
    }
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "serve.json").write_text(json.dumps({"process": os.getpid(), "parts": parts}))

    (sentence,) = condition.condition().problems
    assert sentence.startswith("The job worker is down since ")

    (tmp_path / "run" / "serve.json").unlink()
    assert condition.condition().problems == ["The job worker has never done its round."]


@pytest.mark.django_db
def test_silence_a_full_disk_and_letters_that_stay_are_problems(monkeypatch, django_assert_num_queries):
    heard_of("job worker", "tick")
    # The jobs, the letters, and what the night found: each once.
    with django_assert_num_queries(3):
        assert condition.condition().problems == []

    letter = Letter.objects.create(kind=Letter.Kind.CHECK, address="reader@kelby.example")
    Letter.objects.filter(pk=letter.pk).update(written_at=timezone.now() - timedelta(hours=2))
    for name in ("job-worker", "tick"):
        cache.set(f"alive:{name}", time.time() - 400, None)
    monkeypatch.setattr(condition, "ROOM", 1 << 62)

    job_worker, tick, room, letters = condition.condition().problems
    assert job_worker == "The job worker has not been heard of for 6 minutes."
    assert tick == "The tick has not been heard of for 6 minutes."
    assert room.startswith("Only ")
    assert letters.startswith("Letters to donors that have been waiting for over an hour: 1.")


@pytest.mark.django_db
def test_the_desk_is_told_and_the_administrator_is_led_to_the_job_that_failed(client, chief):
    heard_of("job worker", "tick")
    assert "Not as it should be" not in client.get("/admin/").content.decode()

    failed_job()
    start = client.get("/admin/").content.decode()
    page = client.get("/admin/running/").content.decode()

    assert "1 job has failed." in start
    assert 'href="/admin/running/"' in start
    assert "harbour.pilots.send" in page
    assert "the pilot house does not answer" in page

    client.force_login(newsdesk.editor())
    start = client.get("/admin/").content.decode()
    assert "1 job has failed." in start
    assert "Tell the administrator." in start
    assert 'href="/admin/running/"' not in start
    assert client.get("/admin/running/").status_code == 403


@pytest.mark.django_db
def test_a_failed_job_is_tried_again_or_set_aside_by_who_may(client, chief):
    heard_of("job worker", "tick")
    again, aside = failed_job(), failed_job()

    said = client.post("/admin/running/", {"again": str(again.pk)}, follow=True).content.decode()
    assert "The job is in the queue again." in said
    said = client.post("/admin/running/", {"aside": str(aside.pk)}, follow=True).content.decode()
    assert "The job is set aside." in said
    assert [job.status for job in DBTaskResult.objects.all()] == [TaskResultStatus.READY]

    for told in ({"again": str(again.pk)}, {"aside": str(again.pk)}, {"again": "nonsense"}, {}):
        said = client.post("/admin/running/", told, follow=True).content.decode()
        assert "That job is no longer among the failed ones." in said
    assert DBTaskResult.objects.count() == 1

    with pytest.raises(jobs.PermissionDenied):
        jobs.set_aside(failed_job().pk, newsdesk.editor())
    with pytest.raises(jobs.PermissionDenied):
        jobs.try_again(failed_job().pk, newsdesk.editor())


@pytest.mark.django_db
def test_whoever_asks_often_has_no_plan_of_migrations_made_each_time(client, monkeypatch):
    monkeypatch.setattr(health, "MigrationExecutor", None)

    assert [client.get("/readyz").status_code for _time in range(3)] == [200] * 3
