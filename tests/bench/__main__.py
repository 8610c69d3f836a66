"""`make bench`: prints, for each page, the CPU of the server per request and its ratio to the hello.

CPU is what the server's processes used according to the kernel (/proc), so what else the machine does
matters little; hello and pages take turns in one run, and medians are compared.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
REQUESTS = 300
GRANIAN = str(Path(sys.executable).parent / "granian")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    folder = os.environ.get("BENCH_DATA_DIR") or tempfile.mkdtemp(prefix="newsroom-bench-")
    env = {**os.environ, "DATA_DIR": folder, "DEMO": "1", "LOG_LEVEL": "ERROR", "PAGE_STORE": "0"}
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["demo"],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], env=env, check=True)
    servers = {
        "hello": _serve("tests.bench.hello:application", env),
        "pages": _serve("newsroom.wsgi:application", env),
        "stored": _serve("newsroom.wsgi:application", {**env, "PAGE_STORE": "1"}),
    }
    try:
        paths = _paths(env)
        measured = {("hello", "/"): []} | {("pages", path): [] for path in paths.values()}
        measured |= {("stored", paths["article"]): []}
        figures: dict[tuple[str, str], list[float]] = measured
        for _round in range(ROUNDS):
            for (name, path), values in figures.items():
                values.append(_cpu_ms(*servers[name], path))
        _print(paths, {key: statistics.median(values) for key, values in figures.items()})
    finally:
        for process, _port in servers.values():
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def _paths(env: dict[str, str]) -> dict[str, str]:
    """A page of each kind: the article with the most pictures, links and corrections counts as typical."""
    code = (
        "from articles.models import Edition\n"
        "e = Edition.objects.readable().filter(prominence=2).order_by('-first_live').first()\n"
        "print(e.path, e.section.get_absolute_url())"
    )
    shell = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    article, section = subprocess.run(
        shell, env=env, check=True, capture_output=True, text=True
    ).stdout.split()
    return {"article": article, "home": "/", "section": section}


def _serve(application: str, env: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        GRANIAN,
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "1",
    ]
    process = subprocess.Popen(
        [*command, "--no-access-log", "--log-level", "error", application], env=env, start_new_session=True
    )
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process, port
    raise SystemExit(f"{application} did not start.")


def _cpu_ms(process: subprocess.Popen[bytes], port: int, path: str) -> float:
    """Milliseconds of CPU per request, over REQUESTS requests on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _warm in range(20):
        _get(connection, path)
    before = _cpu_of_group(process.pid)
    # More requests where each is cheap: the kernel counts in hundredths of a second.
    count, started = 0, time.monotonic()
    while count < REQUESTS or time.monotonic() - started < 1:
        _get(connection, path)
        count += 1
    return (_cpu_of_group(process.pid) - before) * 1000 / count


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}.")


def _cpu_of_group(group: int) -> float:
    """Seconds of CPU that the processes of this group have used."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _print(paths: dict[str, str], medians: dict[tuple[str, str], float]) -> None:
    hello = medians["hello", "/"]
    print(f"{'page':<24}{'CPU ms':>9}{'× hello':>9}")
    print(f"{'hello':<24}{hello:>9.3f}{1:>9.1f}")
    for name, path in paths.items():
        print(f"{name:<24}{medians['pages', path]:>9.3f}{medians['pages', path] / hello:>9.1f}")
    stored = medians["stored", paths["article"]]
    print(f"{'article, page store':<24}{stored:>9.3f}{stored / hello:>9.1f}")


if __name__ == "__main__":
    main()
