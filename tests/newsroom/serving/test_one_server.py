"""One web server and one desk's server on the same data, however they are started; a crash leaves no lock."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom.management.commands import desk, web
from newsroom.serving import one_start
from newsroom.serving.one_start import AlreadyRuns, hold, refuse_beside

ROOT = Path(__file__).resolve().parents[3]
#: Holds the lock, says so, has a child that outlives it, and waits.
HOLDER = """
import os, sys, time
from pathlib import Path
from newsroom.serving.one_start import hold
hold(Path(sys.argv[1]), sys.argv[2], "https://paper.example")
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(600)
"""


@pytest.fixture
def running(tmp_path):
    """A server of this name that runs on the folder, with a worker of its own."""
    begun = []

    def start(part: str, folder: Path = tmp_path) -> tuple[subprocess.Popen[str], int]:
        words = [sys.executable, "-c", HOLDER, str(folder), part]
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        worker = int(process.stdout.readline())
        begun.append((process, worker))
        return process, worker

    yield start
    for process, worker in begun:
        for pid in (process.pid, worker):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture(autouse=True)
def _let_go(monkeypatch):
    """What this process took it gives back."""
    held = []
    monkeypatch.setattr(one_start, "_held", held)
    yield
    for file in held:
        file.close()


def test_a_second_one_is_told_where_the_first_one_runs(running, tmp_path):
    process, _worker = running("web")

    for second in (lambda: hold(tmp_path, "web", "x"), lambda: refuse_beside(tmp_path, "web")):
        with pytest.raises(AlreadyRuns, match=f"process {process.pid}, at https://paper.example. Use that"):
            second()
    refuse_beside(tmp_path, "desk")


def test_one_that_was_killed_is_no_longer_there_though_its_worker_is(running, tmp_path):
    process, worker = running("web")
    process.kill()
    process.wait()

    hold(tmp_path, "web", "https://paper.example")

    os.kill(worker, 0)


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC])
def test_where_nothing_can_be_written_nobody_is_refused(monkeypatch, tmp_path, number):
    def fails(*_told, **_how):
        raise OSError(number, "No way")

    (tmp_path / "run").mkdir()
    monkeypatch.setattr(Path, "open", fails)

    hold(tmp_path, "web", "https://paper.example")
    refuse_beside(tmp_path, "web")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOLCK])
def test_what_else_goes_wrong_with_the_lock_is_not_taken_for_a_second_one(monkeypatch, tmp_path, number):
    def fails(*_told):
        raise OSError(number, "No way")

    monkeypatch.setattr(one_start.fcntl, "lockf", fails)

    with pytest.raises(OSError, match="No way"):
        hold(tmp_path, "web", "https://paper.example")


@pytest.fixture
def nothing_runs(monkeypatch, settings, tmp_path):
    """A folder of data; a server that would be started there is a fault."""
    settings.DATA_DIR = tmp_path
    for module in (web, desk):
        monkeypatch.setattr(module, "refuse_without_static_files", lambda: None)
        monkeypatch.setattr(module, "serve", lambda *_told, **_how: pytest.fail("It ran."))


@pytest.mark.parametrize(("command", "held"), [("web", "web"), ("desk", "desk"), ("serve", "web")])
def test_each_start_beside_a_running_server_says_so_and_offers_no_other_port(
    running, nothing_runs, command, held
):
    process, _worker = running(held)

    with pytest.raises(
        CommandError, match=f"already runs on the data in .*: process {process.pid}, "
    ) as said:
        call_command(command, skip_checks=True)

    assert "PORT" not in str(said.value)
