"""`make recovery`: what a backup takes, what it keeps others from, and how soon readers are served after a restore.

A paper of 100,000 stories, 20,000 gifts and 1,000 pictures, or of what is given, is backed up while an editor saves
ten times a second; again an hour's work later; once more, killed halfway and called again. Then it is restored in an
empty place, verified, and asked for its pages, and the saves that were acknowledged are looked for in it.
On SQLite, or with DATABASE_URL on PostgreSQL (`python -m tests.postgres python -m tests.bench.recovery`).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import url_of

FILL = """
from django.db import connection
from tests.bench import hundred_thousand, picture_files
hundred_thousand.fill({stories}, pictures={pictures}, gifts={gifts})
picture_files.give_files()
if connection.vendor == "postgresql":
    connection.cursor().execute("ANALYZE")
"""
LOOK = """
import json
from articles.models import Edition, Photo, Version
edition = Edition.objects.readable().order_by("-pk").first()
print("told:" + json.dumps({
    "pages": ["/", edition.path, edition.photos.get().photo.url(800, "avif")],
    "versions": dict(Version.objects.filter(article_id__in=%s).order_by("number").values_list("article", "number")),
}))
"""
#: Seconds of saves without a backup, for comparison.
QUIET = 15


class Paper:
    """A newsroom of its own: folder, database, and the commands run in it."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        drop = {"SECRET_KEY", "NEWSROOM_ENV", "DATABASE_URL"}
        self.env = {name: value for name, value in os.environ.items() if name not in drop}
        self.env |= {"DATA_DIR": str(folder), "DEMO": "0", "LOG_LEVEL": "ERROR", "NEWSROOM_ENV": ""}
        self.env |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        self.env |= {"DATABASE_URL": url_of(os.environ["DATABASE_URL"], database)} if database else {}

    def start(self, *words: str, **env: str) -> subprocess.Popen[str]:
        # What cannot end by itself ends with us.
        command = [sys.executable, *words]
        return subprocess.Popen(command, env={**self.env, **env}, stdout=subprocess.PIPE, text=True)

    def run(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words], env=self.env, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def timed(self, *words: str) -> float:
        began = time.monotonic()
        self.run(*words)
        return time.monotonic() - began

    def look(self, stories: set[int]) -> dict[str, object]:
        said = self.run("shell", "-v0", "-c", LOOK % sorted(stories))
        told: dict[str, object] = json.loads(said.partition("told:")[2])
        return told


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("stories", type=int, nargs="?", default=100_000)
    asked.add_argument("--pictures", type=int, default=1000)
    asked.add_argument("--gifts", type=int, default=20_000)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-recovery-") as name, _databases() as databases:
        return _measure(Path(name), databases, told)


def _measure(folder: Path, databases: list[str], told: argparse.Namespace) -> int:
    paper = Paper(folder / "data", databases[0])
    paper.run("prepare")
    paper.run("shell", "-v0", "-c", FILL.format(**vars(told)))
    vendor = "PostgreSQL" if databases[0] else "SQLite"
    print(
        f"{vendor}, {told.stories:,} stories, {told.gifts:,} gifts, {told.pictures:,} pictures, {os.cpu_count()} cores"
    )
    to, log = folder / "backups", folder / "saves"
    with _editor(paper, log):
        time.sleep(QUIET)
        quiet = _saves(log)
        _say("saves without a backup", _waits(quiet))
        began = time.time()
        _say("first backup", *_backup(paper, to), _waits(_saves(log, began)))
        began = time.time()
        _say("second backup", *_backup(paper, to), _waits(_saves(log, began)))
        _say("a backup killed halfway", f"{_killed(paper, folder / 'other', after='files/media'):.1f} s")
        _say("the same, called again", *_backup(paper, folder / "other"))
        shutil.rmtree(folder / "other")
        began, last = time.time(), _backup(paper, to)
        _say("last backup", *last)
    [*_before, newest] = sorted(to.glob("2*"))
    _say("verify BACKUP", f"{paper.timed('verify', str(newest)):.1f} s")
    return _restore(folder, databases, newest, _saves(log), began)


def _restore(
    folder: Path, databases: list[str], backup: Path, saves: list[tuple[float, float, int, int]], began: float
) -> int:
    elsewhere = Paper(folder / "elsewhere", databases[1])
    steps = {
        "restore": elsewhere.timed("restore", str(backup)),
        "prepare (static files)": elsewhere.timed("prepare"),
    }
    pages = elsewhere.look({story for _at, _took, story, _number in saves})
    steps["start, until three pages answer"] = _first_pages(elsewhere, list(pages["pages"]))  # type: ignore[call-overload]
    _say("readers are served after", f"{sum(steps.values()):.1f} s")
    steps["verify"] = elsewhere.timed("verify")
    for name, seconds in steps.items():
        _say(f"  {name}", f"{seconds:.1f} s")
    _say("verified after (RTO)", f"{sum(steps.values()):.1f} s")
    found: dict[str, int] = pages["versions"]  # type: ignore[assignment]
    kept = [at for at, _took, story, number in saves if number <= found.get(str(story), 0)]
    lost = [at for at, _took, story, number in saves if number > found.get(str(story), 0)]
    before = [at for at in lost if at < began]
    _say("saves in the backup", f"{len(kept)}, the last {max(kept) - began:.1f} s after it was begun")
    _say("saves after it, lost", f"{len(lost)}; begun before it and lost: {len(before)}")
    return 1 if before else 0


def _backup(paper: Paper, to: Path) -> tuple[str, str]:
    """Seconds, and bytes that it takes on the disk beyond the one before."""
    seconds = paper.timed("backup", "--to", str(to))
    made = max(to.glob("2*"))
    # A folder is named by its second.
    time.sleep(1.1)
    files = [path.stat() for path in made.rglob("*") if path.is_file()]
    database = next(made.glob("database.*")).stat().st_size
    new = sum(each.st_size for each in files if each.st_nlink == 1)
    whole = sum(each.st_size for each in files)
    return f"{seconds:.1f} s", f"{_mb(new)} new of {_mb(whole)} (database {_mb(database)})"


def _killed(paper: Paper, to: Path, *, after: str) -> float:
    """Seconds after which a backup was killed: half of its files were there."""
    began = time.monotonic()
    wanted = sum(1 for path in (paper.folder / "media").rglob("*") if path.is_file()) / 2
    process = paper.start("manage.py", "backup", "--to", str(to))
    begun = to / "unfinished" / "SHA256SUMS.begun"
    while process.poll() is None and (not begun.exists() or begun.read_text().count(after) < wanted):
        time.sleep(0.05)
    process.kill()
    process.wait()
    return time.monotonic() - began


def _first_pages(paper: Paper, paths: list[str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    server = paper.start("manage.py", "web", PORT=str(port))
    try:
        for path in paths:
            while _status(port, path) != 200:
                if time.monotonic() - began > 120:
                    raise SystemExit(f"{path} does not answer.")
                time.sleep(0.05)
        return time.monotonic() - began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _status(port: int, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


@contextmanager
def _editor(paper: Paper, log: Path) -> Iterator[None]:
    process = paper.start("-m", "tests.bench.saving", str(log))
    try:
        while not log.exists() or not log.stat().st_size:
            if process.poll() is not None:
                raise SystemExit("The editor could not save.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _saves(log: Path, since: float = 0) -> list[tuple[float, float, int, int]]:
    lines = [line.split() for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    rows = [(float(at), float(took), int(story), int(number)) for at, took, story, number in lines]
    return [row for row in rows if row[0] >= since]


def _waits(saves: list[tuple[float, float, int, int]]) -> str:
    took = sorted(seconds for _at, seconds, _story, _number in saves)
    if not took:
        return "no save meanwhile"
    return f"{len(took)} saves, median {took[len(took) // 2] * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms"


def _say(name: str, *told: str) -> None:
    print(f"{name:<34}{'; '.join(told)}", flush=True)


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


@contextmanager
def _databases() -> Iterator[list[str]]:
    """Two empty ones on the PostgreSQL that DATABASE_URL names, which writes as it does in service; else none."""
    url, names = os.environ.get("DATABASE_URL", ""), [f"bench_{os.getpid()}", f"bench_{os.getpid()}_restored"]
    if not url.startswith("postgres"):
        yield ["", ""]
        return
    with psycopg.connect(url, autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM RESET {setting}")
        server.execute("SELECT pg_reload_conf()")
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
    try:
        yield names
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            for name in names:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
