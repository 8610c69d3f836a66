"""The stand-in is a process of its own: it starts, answers many at once, and ends without a trace."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.measuring.cpu import within_cpu
from tests.stripe_standin.running import ROOT, NotTaken, running
from tests.stripe_standin.sdk_requests import begun, given

ORPHANING = """
import subprocess
import sys
import time
from tests.stripe_standin.running import running
with running() as standin:
    print(standin.url, flush=True)
    time.sleep(60)
"""


def test_it_ends_with_the_block_that_started_it():
    with running() as standin:
        standin.now()
        standin.close()

    assert gone(standin.url)


def test_it_ends_with_a_test_run_that_is_killed():
    run = subprocess.Popen(
        [sys.executable, "-c", ORPHANING],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    url = run.stdout.readline().strip()

    run.kill()
    run.wait()
    run.stdout.close()

    assert gone(url)


def gone(url: str) -> bool:
    """Whether nobody listens there any more, within ten seconds."""
    for _ in range(100):
        line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=1)
        try:
            line.connect()
        except ConnectionRefusedError:
            return True
        line.close()
        time.sleep(0.1)
    return False


def test_a_port_that_is_taken_is_an_error(standin):
    with pytest.raises(NotTaken, match="did not start"), running(port=urlsplit(standin.url).port):
        pass


def test_two_do_not_share_anything(standin):
    given(standin)

    with running() as other:
        counts = other.counts()
        other.close()

    assert counts == {}
    assert standin.counts()["charge"] == 1


def test_after_a_reset_nothing_is_left_and_no_name_comes_twice(standin):
    first = given(standin).id
    standin.fault("status", status=500)
    standin.knobs(hold=True)

    standin.reset()

    assert standin.counts() == {}
    assert begun(standin.client()).id > first


def test_many_ask_at_once(standin):
    client = standin.client()

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: begun(client).id, range(160)))
        list(pool.map(lambda session: standin.press(session, "paid"), made))

    assert len(set(made)) == 160
    assert standin.counts()["charge"] == 160


def test_the_same_gift_is_paid_once_however_many_press_at_once(standin):
    session = begun(standin.client())

    def press(_number):
        try:
            standin.press(session.id, "paid")
        except NotTaken:
            return 0
        return 1

    with ThreadPoolExecutor(16) as pool:
        paid = sum(pool.map(press, range(32)))

    assert paid == standin.counts()["charge"] == 1


def test_a_thousand_gifts_are_a_matter_of_seconds(standin, postbox):
    standin.webhook(postbox.url, "whsec_x", enabled_events=["checkout.session.completed"])
    client = standin.client()

    # 4 ms of CPU a gift on the machine that this was written on; what grows with their number takes far more.
    before = standin.spent()["cpu"]
    with within_cpu(40):
        for _ in range(1000):
            standin.press(begun(client).id, "paid")
        standin.idle()

    assert len(postbox.letters) == 1000
    assert standin.spent()["cpu"] - before < 40
