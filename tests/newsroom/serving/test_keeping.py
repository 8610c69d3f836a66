"""One start for one folder, and processes that are started again when they end."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsroom.serving import keeping
from newsroom.serving.keeping import Keeper, read_state
from newsroom.serving.one_start import AlreadyRuns, OneStart

FAILS = ("sh", "-c", "exit 3")
STAYS = ("sleep", "600")


@pytest.fixture
def keeper(tmp_path):
    made: list[Keeper] = []

    def make(**commands: tuple[str, ...]) -> tuple[Keeper, list[str]]:
        said: list[str] = []
        one = Keeper(commands, tmp_path / "serve.json", said.append)
        one.start(tmp_path)
        made.append(one)
        return one, said

    yield make
    for one in made:
        one.end()


def end_and_look(one: Keeper, number: int = 0) -> None:
    """The part ends, is seen to have ended, and its pause is over at once."""
    one.parts[number].process.wait(60)
    one.look()
    one.parts[number].again_at = 0.0
    one.look()


def test_the_pause_grows_from_a_second_to_a_minute(keeper):
    one, said = keeper(worker=FAILS)
    for _time in range(8):
        end_and_look(one)

    pauses = [int(sentence.split(" in ")[1].split(" ")[0]) for sentence in said]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert said[0] == "The worker ended (code 3); it is started again in 1 s."


def test_one_that_ran_well_begins_again_with_the_shortest_pause(keeper):
    one, said = keeper(worker=FAILS)
    for _time in range(3):
        end_and_look(one)
    one.parts[0].since = time.time() - keeping.SOUND_AFTER
    end_and_look(one)

    assert said[2].endswith("in 4 s.")
    assert said[3].endswith("in 1 s.")


def test_a_server_that_is_ended_three_times_in_a_minute_is_back_after_a_second_each_time(keeper):
    one, said = keeper(web=FAILS)
    for _time in range(3):
        one.parts[0].since -= 20
        end_and_look(one)

    assert all(sentence.endswith("in 1 s.") for sentence in said)


def test_nobody_is_started_before_the_pause_is_over_and_the_others_run_on(keeper, tmp_path):
    one, _said = keeper(worker=FAILS, web=STAYS)
    web = one.parts[1].process.pid
    one.parts[0].process.wait(60)
    one.look()
    one.look()

    state = read_state(tmp_path / "serve.json")
    assert (state["worker"]["runs"], state["worker"]["ends"]) == (False, 1)
    assert (state["web"]["runs"], state["web"]["ends"]) == (True, 0)
    assert one.parts[1].process.pid == web
    one.parts[0].again_at = 0.0
    one.look()
    assert read_state(tmp_path / "serve.json")["worker"]["runs"] is True


def test_a_full_disk_keeps_nobody_from_being_started_again(keeper, monkeypatch):
    one, said = keeper(worker=FAILS)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    end_and_look(one)

    assert one.parts[0].process is not None
    assert any("No space left on device" in sentence for sentence in said)


def test_what_a_dead_keeper_wrote_is_not_believed(tmp_path):
    ended = subprocess.Popen(["true"])
    ended.wait()
    state = tmp_path / "serve.json"
    parts = {"web": {"runs": True, "since": 1.0, "ends": 0}}

    for process, told in ((ended.pid, {}), (os.getpid(), parts)):
        state.write_text(json.dumps({"process": process, "parts": parts}))
        assert read_state(state) == told
    state.write_text("{")
    assert read_state(state) == {}
    assert read_state(tmp_path / "none.json") == {}


def test_a_second_start_on_the_same_data_is_told_which_process_runs_and_where(tmp_path):
    with OneStart(tmp_path, "http://127.0.0.1:8000"):
        with pytest.raises(AlreadyRuns, match=rf"process {os.getpid()}, at http://127\.0\.0\.1:8000"):
            OneStart(tmp_path, "http://127.0.0.1:8001").__enter__()
        with OneStart(tmp_path.parent, "http://127.0.0.1:8001"):
            pass

    with OneStart(tmp_path, "http://127.0.0.1:8002"):
        pass


def test_a_start_that_was_killed_holds_nothing(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from newsroom.serving.one_start import OneStart\n"
        "with OneStart(Path(sys.argv[1]), 'http://127.0.0.1:1'): print('in', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True)
    holder.stdout.readline()
    with pytest.raises(AlreadyRuns, match=f"process {holder.pid},"):
        OneStart(tmp_path, "").__enter__()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()

    with OneStart(tmp_path, "http://127.0.0.1:2"):
        pass


def test_a_log_that_cannot_be_written_to_ends_nothing(tmp_path):
    def full(_sentence):
        raise OSError(28, "No space left on device")

    one = Keeper({"worker": FAILS, "web": STAYS}, tmp_path / "serve.json", full)
    one.start(tmp_path)
    end_and_look(one)
    runs = [part.process.poll() is None for part in one.parts[1:]]
    started_again = one.parts[0].process is not None
    one.end()

    assert (runs, started_again) == ([True], True)


def test_a_full_disk_keeps_nobody_from_starting(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.serving.one_start.json.dump", full)

    with OneStart(tmp_path, "http://127.0.0.1:8000"), pytest.raises(AlreadyRuns, match="already runs"):
        OneStart(tmp_path, "http://127.0.0.1:8001").__enter__()


def test_what_is_written_for_others_to_read_is_left_where_nothing_can_be_deleted(keeper, monkeypatch):
    one, _said = keeper(web=STAYS)

    def fails(*_told, **_how):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", fails)

    one.end()

    assert not [part for part in one.parts if part.process and part.process.poll() is None]
