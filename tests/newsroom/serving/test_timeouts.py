"""A PostgreSQL that has stopped answering is hung up on; one that works is left alone."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from weakref import WeakKeyDictionary

import pytest
from django.db import connection
from psycopg.pq import TransactionStatus

from newsroom.serving import timeouts


class Wire:
    """What is looked at of a connection of psycopg, over a real pair of sockets."""

    def __init__(self, status: TransactionStatus) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.closed, self.info = False, SimpleNamespace(transaction_status=status)

    def fileno(self) -> int:
        return self.ours.fileno()

    def is_up(self) -> bool:
        self.theirs.setblocking(False)
        try:
            return self.theirs.recv(1) != b""
        except BlockingIOError:
            return True


@pytest.fixture
def wire():
    made = []

    def make(status: TransactionStatus) -> Wire:
        made.append(Wire(status))
        return made[-1]

    yield make
    for each in made:
        each.ours.close()
        each.theirs.close()


def test_one_that_has_not_answered_for_too_long_is_hung_up_and_the_others_are_not(wire):
    waiting, idle = wire(TransactionStatus.ACTIVE), wire(TransactionStatus.INTRANS)
    since = WeakKeyDictionary()

    for second in range(timeouts.STOPPED + 1):
        timeouts.hang_up([waiting, idle], since, float(second))
        assert waiting.is_up()
    timeouts.hang_up([waiting, idle], since, timeouts.STOPPED + 1.0)

    assert not waiting.is_up()
    assert idle.is_up()


def test_one_that_answers_now_and_then_is_left_alone(wire):
    busy, since = wire(TransactionStatus.ACTIVE), WeakKeyDictionary()

    for second in range(4 * timeouts.STOPPED):
        between = second % timeouts.STOPPED == 0
        busy.info.transaction_status = TransactionStatus.IDLE if between else TransactionStatus.ACTIVE
        timeouts.hang_up([busy], since, float(second))

    assert busy.is_up()


@pytest.mark.django_db
def test_a_statement_is_bounded_on_postgresql():
    timeouts._bound(connection)
    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
                assert cursor.fetchone() == ("10s", "10s")
                assert connection.get_connection_params()["connect_timeout"] == 3
            assert connection.connection in timeouts._lines
        assert (connection.vendor == "postgresql") == bool(timeouts._lines)
    finally:
        timeouts._lines.clear()
        connection.close()
