"""`make load`: editors save, donors give, a provider sends events, and readers read, all at once, for a while.

Prints how long each kind waited for its answers. On SQLite, or with DATABASE_URL on PostgreSQL
(`python -m tests.postgres python -m tests.bench.load`). BENCH_DATA_DIR keeps the paper for the next time.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.forms import form_of

SECRET = "whsec_made_up_for_this_bench_alone"
#: Seconds between two saves of an editor, two gifts of a donor, two events, and two pages of a reader.
PACE = {"saves": 2.0, "gifts": 12.0, "events": 1.0, "pages": 0.1}
READERS, DONORS = 8, 4
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from articles.models import Article, Edition
from newsroom.models import User
keys = []
for number in range({count}):
    user, _new = User.objects.get_or_create(
        username=f"bench{{number}}", defaults={{"is_staff": True, "is_superuser": True}})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    keys.append(session.session_key)
stories = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:{count}])
live = [edition.path for edition in Edition.objects.readable().order_by("-pk")[:5]]
print("told:" + json.dumps([keys, stories, live]))
"""


@dataclass
class Waits:
    """Of one kind of visitor: seconds for each answer, and how often each status was given."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def add(self, status: int, seconds: float) -> None:
        self.seconds.append(seconds)
        self.statuses[status] += 1

    def part(self, share: float) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * share))] * 1000


class Site:
    def __init__(self, port: int, cookie: str = "") -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {"sessionid": cookie} if cookie else {}

    def ask(self, method: str, path: str, body: str | bytes = b"", **head: str) -> tuple[int, str, float]:
        """Status, text and seconds."""
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), **head}
        began = time.monotonic()
        try:
            self._line.request(method, path, body or None, told)
            answer = self._line.getresponse()
            text = answer.read().decode(errors="replace")
        except OSError:
            self._line.close()
            return 0, "", time.monotonic() - began
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _is, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return answer.status, text, time.monotonic() - began

    def send(self, path: str, form: list[tuple[str, str]]) -> tuple[int, str, float]:
        return self.ask(
            "POST", path, urlencode(form), **{"Content-Type": "application/x-www-form-urlencoded"}
        )


def reader(port: int, paths: list[str], waits: Waits, until: float) -> None:
    site, count = Site(port), 0
    while time.monotonic() < until:
        status, _text, seconds = site.ask("GET", paths[count % len(paths)], **{"Accept-Encoding": "gzip"})
        waits.add(status, seconds)
        count += 1
        time.sleep(max(0.0, PACE["pages"] - seconds))


def editor(port: int, key: str, story: int, waits: Waits, until: float) -> None:
    site, path, count = Site(port, key), f"/admin/articles/article/{story}/change/", 0
    form: dict[str, str] = {}
    while time.monotonic() < until:
        _status, text, _seconds = site.ask("GET", path)
        # Read whole once: afterwards only what no person types has changed, and reading costs as much as serving.
        form = {**form, **dict(_HIDDEN.findall(text))} if form else dict(form_of(text, "article_form"))
        if not form:
            waits.add(0, 0.0)
            return
        count += 1
        form |= {"standfirst": f"Written anew for the {count}th time, by {key[:6]}.", "_save": ""}
        status, _text, seconds = site.send(path, list(form.items()))
        waits.add(status, seconds)
        time.sleep(max(0.0, PACE["saves"] - seconds))


def donor(port: int, number: int, waits: Waits, until: float) -> None:
    site, run, count = Site(port), int(time.time()), 0
    while time.monotonic() < until:
        _status, text, _seconds = site.ask("GET", "/membership/")
        time.sleep(min(PACE["gifts"] / 2, max(0.0, until - time.monotonic())))
        count += 1
        form = dict(form_of(text, "gift"))
        form |= {
            "amount_monthly": "other",
            "own_monthly": "12",
            "name": "Ylva Brandt",
            "email": f"r{run}.{number}.{count}@kelby.example",
        }
        status, _text, seconds = site.send("/membership/", list(form.items()))
        waits.add(status, seconds)
        time.sleep(PACE["gifts"] / 2)


def provider(port: int, waits: Waits, until: float) -> None:
    site, run, count = Site(port), int(time.time()), 0
    while time.monotonic() < until:
        count += 1
        told = {
            "id": f"evt_{run}_{count}",
            "object": "event",
            "type": "product.created",
            "api_version": "",
            "created": run,
        }
        body = json.dumps(
            told | {"livemode": False, "data": {"object": {"id": "prod_1", "object": "product"}}}
        )
        stamp = int(time.time())
        mark = hmac.new(SECRET.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
        head = {"Stripe-Signature": f"t={stamp},v1={mark}", "Content-Type": "application/json"}
        status, _text, seconds = site.ask("POST", "/membership/webhooks/stripe/", body, **head)
        waits.add(status, seconds)
        time.sleep(max(0.0, PACE["events"] - seconds))


def together(visit: Callable[..., None], visitors: list[tuple[object, ...]], until: float) -> Waits:
    """All of one kind, who begin one after the other within their first pause."""
    waits = Waits()
    threads = [threading.Thread(target=visit, args=(*told, waits, until)) for told in visitors]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    return waits


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=30)
    asked.add_argument("--editors", type=int, default=20)
    told = asked.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = _environment(port)
    keys, stories, live = _prepare(env, told.editors)
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], env=env, start_new_session=True)
    try:
        _wait(port, live)
        until = time.monotonic() + told.seconds
        paths = ["/", *live, "/membership/", "/healthz"]
        pairs = list(zip(keys, stories, strict=True))
        with ProcessPoolExecutor(len(PACE)) as pool:
            # Each kind in a process of its own: whoever reads a form must not hold up whoever looks at the clock.
            found = {
                "pages": pool.submit(
                    together, reader, [(port, paths[n:] + paths[:n]) for n in range(READERS)], until
                ),
                "saves": pool.submit(together, editor, [(port, *pair) for pair in pairs], until),
                "gifts": pool.submit(together, donor, [(port, number) for number in range(DONORS)], until),
                "events": pool.submit(together, provider, [(port,)], until),
            }
            waits = {name: future.result() for name, future in found.items()}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    _print(waits)


def _environment(port: int) -> dict[str, str]:
    folder = os.environ.get("BENCH_DATA_DIR") or tempfile.mkdtemp(prefix="newsroom-load-")
    return {
        **os.environ,
        "DATA_DIR": folder,
        "PORT": str(port),
        "DEMO": "1",
        "MEMBERSHIP_HOURLY_LIMIT": "0",
        "STRIPE_SECRET_KEY": "sk_test_made_up",
        "STRIPE_WEBHOOK_SECRET": SECRET,
        "STRIPE_API_BASE": "http://127.0.0.1:9",
    }


def _prepare(env: dict[str, str], count: int) -> tuple[list[str], list[int], list[str]]:
    # The letters and pictures of a paper that has just been made are no part of its day.
    demo = ["demo", "--picture-width", "400"]
    for command in (["migrate", "-v0"], ["createcachetable"], demo, ["db_worker", "--batch", "-v0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], env=env, check=True, stdout=subprocess.DEVNULL
        )
    shell = [sys.executable, "manage.py", "shell", "-v0", "-c", PEOPLE.format(count=count)]
    said = subprocess.run(shell, env=env, check=True, capture_output=True, text=True).stdout
    keys, stories, live = json.loads(said.partition("told:")[2])
    return keys, stories, live


def _wait(port: int, live: list[str]) -> None:
    """Until it answers, and every page that is stored is stored in both workers."""
    for _try in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.2)
    for path in ["/", *live, "/membership/"] * 8:
        Site(port).ask("GET", path)


def _print(waits: dict[str, Waits]) -> None:
    print(f"{'':<10}{'answers':>9}{'median ms':>11}{'p99 ms':>9}{'most ms':>9}  statuses")
    for name, found in waits.items():
        if found.seconds:
            figures = (found.part(0.5), found.part(0.99), max(found.seconds) * 1000)
            row = f"{name:<10}{len(found.seconds):>9}{figures[0]:>11.1f}{figures[1]:>9.1f}{figures[2]:>9.1f}"
            print(f"{row}  {dict(found.statuses)}")


if __name__ == "__main__":
    main()
