"""Who waits for whom at the door of the web server, and who for nobody."""

from __future__ import annotations

import threading
from queue import Empty, Queue

import pytest

from newsroom.serving import bodies
from newsroom.serving.bodies import MB, Bodies, RequestRefused
from newsroom.serving.desk import Turns
from newsroom.serving.door import Door
from tests.driving.door import Stream, ask, door  # noqa: F401 (a fixture)


class Slow:
    """A body of which nothing comes until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def read(self, _size: int) -> bytes:
        self.begun.set()
        self.let_go.wait(60)
        return b""


def test_slow_bodies_leave_threads_for_readers_and_give_way_to_quick_ones(door, monkeypatch):
    monkeypatch.setattr(bodies, "GIVES_WAY", 0)
    slow, ended = [Slow() for _number in range(2)], Queue()
    for each in slow:
        threading.Thread(
            target=lambda body=each: ended.put(ask(door, body=body, length=9)[0]), daemon=True
        ).start()
    while len(door._bodies._coming) < 2:
        pass

    assert ask(door, "/a-story/", "GET")[0] == 200
    assert ask(door, body=b"a=1")[:2] == (200, b"a=1")
    for each in slow:
        each.let_go.set()
    # One gave way, the other broke off.
    assert sorted(ended.get(timeout=60) for _each in slow) == [400, 408]


def test_no_answer_is_given_while_the_body_is_being_read(door, monkeypatch):
    """The server would then stand still until whoever sends it hangs up."""
    monkeypatch.setattr(bodies, "PATIENCE", 0)
    slow, ended = Slow(), Queue()
    threading.Thread(target=lambda: ended.put(ask(door, body=slow, length=9)[0]), daemon=True).start()

    with pytest.raises(Empty):
        ended.get(timeout=0.3)
    slow.let_go.set()

    assert ended.get(timeout=60) == 408


def test_those_who_hang_on_leave_threads_to_the_desk(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0)
    room, slow = Bodies(at_once=2), [Slow() for _number in range(3)]
    for each in slow:
        threading.Thread(target=_given_up, args=(room, each), daemon=True).start()
        each.begun.wait(60)
        while room._coming:
            pass

    with pytest.raises(RequestRefused, match="503"):
        room.read(Stream(b"a=1"), 3, 100)
    for each in slow:
        each.let_go.set()


def _given_up(room: Bodies, body: Slow) -> None:
    with pytest.raises(RequestRefused, match="408"):
        room.read(body, 9, 100)


def test_a_body_that_stays_away_is_given_up(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0)

    slow = Slow()
    threading.Timer(0.1, slow.let_go.set).start()

    with pytest.raises(RequestRefused, match="408"):
        Bodies(at_once=2).read(slow, 9, 100)


def test_while_all_places_to_wait_are_taken_readers_are_answered_and_the_next_is_told_to_come_again():
    inside, let_go = threading.Semaphore(0), threading.Event()

    def slow_desk(environ, start):
        if environ["PATH_INFO"] == "/admin/":
            inside.release()
            let_go.wait(60)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    door = Door(slow_desk, behind=slow_desk, private=("/admin/",), waiting=3)
    desk = [threading.Thread(target=ask, args=(door, "/admin/", "GET"), daemon=True) for _number in range(3)]
    for each in desk:
        each.start()
        inside.acquire()

    assert ask(door, "/a-story/", "GET")[:2] == (200, b"ok")
    for told in (("/admin/", "GET"), ("/membership/", "POST")):
        status, page, _taken = ask(door, *told)
        assert status == 503
        assert b"Try again in a minute." in page
    let_go.set()
    for each in desk:
        each.join(60)
    assert ask(door, "/membership/", "POST")[0] == 200


def test_an_answer_in_pieces_is_handed_over_whole_and_closed_unless_it_is_long():
    class Pieces:
        def __init__(self, size: int) -> None:
            self.size, self.closed = size, False

        def __iter__(self):
            return iter([b"x" * (self.size // 2)] * 2)

        def close(self) -> None:
            self.closed = True

    for size, whole in ((1000, True), (4 * MB, False)):
        pieces = Pieces(size)

        def answer(_environ, start, pieces=pieces, size=size):
            start("200 OK", [("Content-Length", str(size))])
            return pieces

        given = Door(answer, behind=answer, private=(), waiting=1)(
            {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *_told: None
        )
        assert (isinstance(given, list), pieces.closed) == (whole, whole)


def test_pages_of_the_desk_are_computed_one_at_a_time_and_readers_and_gifts_beside_them(monkeypatch):
    monkeypatch.setattr("newsroom.serving.desk.TURN", 60)
    inside, let_go, most, lock = [], threading.Event(), [0], threading.Lock()

    def desk(environ, start):
        if environ["PATH_INFO"] == "/admin/":
            with lock:
                inside.append(environ)
                most[0] = max(most[0], len(inside))
            let_go.wait(60)
            with lock:
                inside.remove(environ)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    door = Door(desk, behind=Turns(desk, ("/admin/",)), private=("/admin/",), waiting=8)
    threads = [
        threading.Thread(target=ask, args=(door, "/admin/", "GET"), daemon=True) for _number in range(5)
    ]
    for each in threads:
        each.start()
    while not inside:
        pass

    assert ask(door, "/a-story/", "GET")[0] == 200
    assert ask(door, "/membership/", body=b"a=1")[0] == 200
    let_go.set()
    for each in threads:
        each.join(60)
    assert most == [1]
    # Whoever waits for another machine is not waited for: the next one begins all the same, and the one after.
    monkeypatch.setattr("newsroom.serving.desk.TURN", 0)
    let_go.clear()
    slow = [threading.Thread(target=ask, args=(door, "/admin/", "GET"), daemon=True) for _number in range(3)]
    for each in slow:
        each.start()
    while len(inside) < 3:
        pass
    let_go.set()
    for each in slow:
        each.join(60)


def test_what_is_sent_goes_before_what_is_asked_for_and_the_first_come_before_the_next(monkeypatch):
    monkeypatch.setattr("newsroom.serving.desk.TURN", 60)
    began, step, inside = [], threading.Semaphore(0), threading.Semaphore(0)

    def desk(environ, start):
        began.append(environ["QUERY_STRING"])
        inside.release()
        step.acquire()
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    turns = Turns(desk, ("/admin/",))
    door = Door(desk, behind=turns, private=("/admin/",), waiting=8)
    threads = []
    for number, method in enumerate(["GET", "GET", "POST", "GET", "POST"]):
        told = {"QUERY_STRING": f"{method} {number}"}
        threads.append(threading.Thread(target=ask, args=(door, "/admin/", method), kwargs=told, daemon=True))
        threads[-1].start()
        if number == 0:
            inside.acquire()
        while len(turns._waiting) < number:
            pass
    for _each in threads:
        step.release()
    for each in threads:
        each.join(60)

    assert began == ["GET 0", "POST 2", "POST 4", "GET 1", "GET 3"]


class Upload:
    """Quick and long: its first part is there at once, the rest when it is let go."""

    def __init__(self) -> None:
        self.let_go, self.parts = threading.Event(), [b"x" * MB] * 2

    def read(self, _size: int) -> bytes:
        if len(self.parts) == 1:
            self.let_go.wait(60)
        return self.parts.pop() if self.parts else b""


def test_the_slowest_gives_way_and_not_the_longest(monkeypatch):
    monkeypatch.setattr(bodies, "GIVES_WAY", 0)
    room, upload, slow, ended = Bodies(at_once=2), Upload(), Slow(), Queue()

    def read(name, body, length):
        try:
            kept, size = room.read(body, length, 4 * MB)
            kept.close()
            ended.put((name, size))
        except RequestRefused as refused:
            ended.put((name, refused.status))

    for name, body, length in (("upload", upload, 2 * MB), ("slow", slow, 9)):
        threading.Thread(target=read, args=(name, body, length), daemon=True).start()
        while not any(each.got or name == "slow" for each in room._coming[len(room._coming) - 1 :]):
            pass
    while len(room._coming) < 2:
        pass

    read("newcomer", Stream(b"a=1"), 3)
    slow.let_go.set()
    told = [ended.get(timeout=60) for _each in range(2)]
    upload.let_go.set()

    assert sorted(told) == [("newcomer", 3), ("slow", 408)]
    assert ended.get(timeout=60) == ("upload", 2 * MB)
