"""`make run` as a whole: it starts, answers, keeps what was there, and Ctrl-C leaves nothing running."""

from __future__ import annotations

import http.client
import os
import re
import select
import shutil
import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.driving.server import free_port, get, serve, wait_until_ready


def children_of(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            found |= {child} | children_of(child)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory, prepared_folder) -> Path:
    return shutil.copytree(prepared_folder, tmp_path_factory.mktemp("serve"), dirs_exist_ok=True)


def gone(family: set[int]) -> bool:
    """Whether all of them ended within the time that a process gets to finish what it is at."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() for pid in family):
            return True
        time.sleep(0.1)
    return False


def test_it_runs_in_its_production_set_up_and_ctrl_c_leaves_nothing(folder):
    port = free_port()
    process = serve(folder, port)
    try:
        wait_until_ready(process, port)
        sign_in = get(port, "/admin/login/")
        family = children_of(process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        said, _nothing = process.communicate(timeout=60)

    assert sign_in[0] == 200
    assert len(family) >= 3
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/admin/" in said
    assert "createsuperuser" in said
    assert "Traceback" not in said


def test_hangup_leaves_nothing_either(folder):
    port = free_port()
    process = serve(folder, port)
    wait_until_ready(process, port)
    family = children_of(process.pid)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)

    assert len(family) >= 3
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


@pytest.fixture(scope="module")
def site(folder):
    """A site that runs, and its port. The last test here kills it."""
    port = free_port()
    process = serve(folder, port)
    wait_until_ready(process, port)
    yield process, port
    process.kill()
    process.communicate(timeout=60)


def post(port: int, path: str, **told: str) -> http.client.HTTPConnection:
    """Sends a form as a browser does; whoever wants the answer waits for it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookie = told.pop("cookie", "")
    body = urlencode(told)
    head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", path, body, {**head, "Origin": f"http://127.0.0.1:{port}"})
    return connection


def test_while_the_write_lock_is_held_and_a_dozen_wait_for_it_readers_are_answered(folder, site):
    _process, port = site
    get(port, "/")
    form = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    form.request("GET", "/admin/login/")
    opened = form.getresponse()
    cookie = opened.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', opened.read().decode())[1]

    def try_to_sign_in(name: str) -> http.client.HTTPConnection:
        return post(
            port,
            "/admin/login/",
            cookie=cookie,
            csrfmiddlewaretoken=token,
            username=name,
            password="p",
        )

    with closing(sqlite3.connect(folder / "newsroom.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        waiting = [try_to_sign_in(f"name{n}") for n in range(12)]
        # More often than there are threads left, in either worker.
        answers = [get(port, path)[0] for path in ("/healthz", "/", "/membership/") * 20]
        # The lock is held all the while: who waited long enough has been told so, and nobody was signed in or out.
        early, _write, _none = select.select([each.sock for each in waiting], [], [], 0)
        left = [each for each in waiting if each.sock not in early]
        refused = {each.getresponse().status for each in waiting if each not in left}
        writer.execute("ROLLBACK")
    left.append(try_to_sign_in("name"))
    statuses = [each.getresponse().status for each in left]
    for each in (*waiting, left[-1], form):
        each.close()

    assert set(answers) == {200}
    assert refused <= {503}
    assert set(statuses) <= {200, 503}
    assert statuses[-1] == 200


def test_slow_visitors_keep_nobody_from_reading_or_sending(site):
    _process, port = site
    slow = []
    for _number in range(40):
        each = socket.create_connection(("127.0.0.1", port), timeout=60)
        each.sendall(b"POST /membership/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\na=")
        slow.append(each)
    answers = [get(port, path)[0] for path in ("/healthz", "/", "/membership/") * 10]
    for each in slow:
        each.close()

    assert set(answers) == {200}


@pytest.mark.parametrize("head", ["Content-Length: 4900000", "Transfer-Encoding: chunked"])
def test_a_body_that_is_too_long_is_refused_while_it_is_still_coming(site, head):
    _process, port = site
    with socket.create_connection(("127.0.0.1", port), timeout=60) as sender:
        sender.sendall(f"POST /membership/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n\r\n".encode())
        if "chunked" in head:
            sender.sendall(b"1ffff\r\n" + b"%" * 0x1FFFF + b"\r\n")
        answer = sender.recv(4096)

    assert answer.startswith(b"HTTP/1.1 413")


def test_what_is_killed_is_started_again_and_a_killed_start_leaves_nothing(folder, site):
    process, port = site
    again = serve(folder, free_port())
    refused, _nothing = again.communicate(timeout=60)
    before = {name: pid_of(name, process.pid) for name in ("worker", "tick", "desk", "web")}
    for name in ("worker", "tick", "desk"):
        os.kill(before[name], signal.SIGKILL)
    answers = [get(port, "/healthz")[0], get(port, "/admin/login/")[0]]
    after = {name: new_pid_of(name, process.pid, old) for name, old in before.items() if name != "web"}
    answers.append(get(port, "/admin/login/")[0])
    os.kill(before["web"], signal.SIGKILL)
    after["web"] = new_pid_of("web", process.pid, before["web"])
    wait_until_ready(process, port)
    family = children_of(process.pid)
    process.kill()
    said, _nothing = process.communicate(timeout=60)

    assert again.returncode == 1
    assert (
        f"already runs on the data in {folder}: process {process.pid}, at http://127.0.0.1:{port}" in refused
    )
    assert "Traceback" not in refused
    assert answers[::2] == [200, 200]
    # The desk's workers may take one more before they notice that their server has gone.
    assert answers[1] in {200, 503}
    assert set(before.values()).isdisjoint(after.values())
    assert "The job worker ended (signal SIGKILL); it is started again in 1 s." in said
    assert "The desk server ended (signal SIGKILL); it is started again in 1 s." in said
    assert "The tick ended (signal SIGKILL); it is started again in 1 s." in said
    assert len(family) >= 5
    assert gone(family)


def pid_of(command: str, parent: int) -> int:
    """The child that runs this command of manage.py, or 0."""
    for child in children_of(parent):
        try:
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            of = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue  # it has just ended
        if command.encode() in words and of == str(parent):
            return child
    return 0


def new_pid_of(command: str, parent: int, old: int) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (found := pid_of(command, parent)) and found != old:
            return found
        time.sleep(0.1)
    pytest.fail(f"{command} was not started again.")


def test_a_taken_port_is_refused_with_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = serve(tmp_path, port)
        said, _nothing = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"PORT={port} cannot be used" in said
    assert "Traceback" not in said


def test_a_wrong_value_stops_the_start_with_a_sentence_and_no_traceback(tmp_path):
    process = serve(tmp_path, 1, DATABASE_URL="mysql://desk@host/db")
    said, _nothing = process.communicate(timeout=60)

    assert process.returncode != 0
    assert said.strip() == (
        "DATABASE_URL begins with “mysql:” and names no database we can use. "
        "Use sqlite:///path/to/file or postgresql://user:password@host/name."
    )
