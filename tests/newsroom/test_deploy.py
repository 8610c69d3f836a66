"""What deploy/ holds runs the service as the book says: units, the wrapper, one file of settings."""

from __future__ import annotations

import fcntl
import io
import os
import pwd
import stat
import subprocess
import threading
import time
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError

from newsroom.env import data
from newsroom.management.commands import prepare
from newsroom.serving import server as server_start
from newsroom.serving.one_start import run_folder

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("web", "desk", "worker", "tick")
#: What differs from unit to unit; all else is the same in each.
OWN = (
    "Description=",
    "After=",
    "ExecStart=",
    "Memory",
    "TasksMax=",
    "LimitNOFILE=",
    "CPUWeight=",
    "IOWeight=",
)


def unit(name: str) -> list[str]:
    lines = (DEPLOY / f"newsroom-{name}.service").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", UNITS)
def test_each_part_is_a_unit_that_is_started_again_within_limits(name):
    lines = unit(name)
    (start,) = [line for line in lines if line.startswith("ExecStart=")]

    assert start.split()[:2] == ["ExecStart=/srv/newsroom/.venv/bin/python", "manage.py"]
    assert start.split()[2] in get_commands()
    assert {"Restart=always", "StartLimitIntervalSec=0", "User=newsroom", "UMask=0077"} <= set(lines)
    assert any(line.startswith("MemoryMax=") for line in lines)
    assert any(line.startswith("After=") and "postgresql.service" in line for line in lines)


def test_no_part_may_do_more_than_another():
    common = [[line for line in unit(name) if not line.startswith(OWN)] for name in UNITS]

    assert all(lines == common[0] for lines in common)
    assert {"ProtectSystem=strict", "CapabilityBoundingSet=", "SystemCallFilter=@system-service"} <= set(
        common[0]
    )


def test_the_hourly_backup_may_do_no_more_than_the_others_and_writes_where_the_book_says():
    lines = unit("backup")
    (start,) = [line for line in lines if line.startswith("ExecStart=")]
    kept = {
        line
        for line in unit("tick")
        if not line.startswith((*OWN, "Restart", "TimeoutStopSec=", "StartLimit"))
    }
    timer = (DEPLOY / "newsroom-backup.timer").read_text()

    assert start.partition("manage.py ")[2] == "backup --to /backups --keep 48"
    assert kept - {"[Install]", "WantedBy=multi-user.target"} <= set(lines)
    assert {"Type=oneshot", "ReadWritePaths=/backups"} <= set(lines)
    assert "OnCalendar=hourly" in timer
    assert "newsroom-backup.timer" in (DEPLOY / "README.md").read_text()


@pytest.mark.parametrize("server", ["web", "desk"])
def test_a_server_without_static_files_says_what_to_do(server, tmp_path, monkeypatch):
    """As after a restore: no backup holds them, and each page would be an error."""
    monkeypatch.setattr(server_start, "staticfiles_storage", ManifestStaticFilesStorage(location=tmp_path))
    monkeypatch.setattr(server_start, "Granian", lambda *_args, **_more: pytest.fail("started"))

    with pytest.raises(CommandError, match=r"prepare” first"):
        call_command(server)


def newsroom(tmp_path: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The wrapper, called from another folder by whoever runs the tests."""
    file = tmp_path / "service.env"
    file.write_text(f"DATA_DIR={tmp_path / 'service'}\nSITE_URL=https://paper.example\n")
    here = {
        "PATH": os.environ["PATH"],
        "NEWSROOM_HOME": str(ROOT),
        "NEWSROOM_USER": pwd.getpwuid(os.getuid()).pw_name,
        "NEWSROOM_ENV": str(file),
    }
    return subprocess.run(
        [DEPLOY / "newsroom", *words],
        env={**here, **env},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_by_the_book_reaches_the_database_of_the_service(tmp_path):
    ask = "from django.db import connection as c; print('at', c.settings_dict['NAME'])"

    done = newsroom(tmp_path, "shell", "--no-imports", "-c", ask)

    assert done.stdout == f"at {tmp_path}/service/newsroom.sqlite3\n"


def test_a_command_without_the_file_of_settings_makes_no_second_database(tmp_path):
    done = newsroom(tmp_path, "migrate", NEWSROOM_ENV=str(tmp_path / "gone.env"))

    assert done.returncode == 1
    assert "gone.env cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_root_leaves_the_files_of_another_user_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(data.os, "geteuid", lambda: 0)
    monkeypatch.setattr(data.Path, "owner", lambda self: "newsroom")

    with pytest.raises(
        ImproperlyConfigured, match=r"belongs to newsroom\. Run as that user: sudo -u newsroom"
    ):
        data.folder("DATA_DIR", ROOT)


def test_what_was_written_before_is_closed_to_others_once(tmp_path, monkeypatch):
    media = tmp_path / "media" / "ab"
    media.mkdir(parents=True)
    (media / "picture.jpg").touch()
    for path, mode in ((media / "picture.jpg", 0o644), (media, 0o755), (tmp_path, 0o755)):
        path.chmod(mode)

    prepare.keep_to_ourselves(tmp_path)

    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path, media.parent, media)} == {0o700}
    assert stat.S_IMODE((media / "picture.jpg").stat().st_mode) == 0o600
    monkeypatch.setattr(prepare.os, "walk", None)
    prepare.keep_to_ourselves(tmp_path)


def test_two_that_prepare_at_once_go_one_after_the_other(settings, monkeypatch, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    done, out = threading.Event(), io.StringIO()
    monkeypatch.setattr(prepare.Command, "_prepare", lambda self: done.set())
    settings.DATA_DIR.mkdir()
    with (run_folder(settings.DATA_DIR) / "prepare.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        second = threading.Thread(target=call_command, args=("prepare",), kwargs={"stdout": out})
        second.start()
        until = time.monotonic() + 30
        while "Waiting" not in out.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
        waited = not done.is_set()
    second.join(30)

    assert waited
    assert done.is_set()
    assert out.getvalue() == "Another “prepare” is under way here. Waiting for it …\n"


def test_a_database_that_knows_few_letters_is_refused_before_a_table_is_made(monkeypatch):
    said = MagicMock(vendor="postgresql")
    said.cursor.return_value.__enter__.return_value.fetchone.return_value = ["SQL_ASCII"]
    monkeypatch.setattr(prepare, "connection", said)
    monkeypatch.setattr(prepare, "_collect_static", lambda _out: None)
    monkeypatch.setattr(prepare, "call_command", lambda *_told, **_how: pytest.fail("It went on."))

    with pytest.raises(CommandError, match=r"kept in SQL_ASCII, and names need UTF8.*--encoding=UTF8"):
        prepare.Command()._prepare()


@pytest.mark.django_db
def test_the_database_of_the_tests_knows_all_letters():
    prepare._refuse_few_letters()
