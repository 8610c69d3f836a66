"""`python -m tests.bench.story_form`: the story form in Chromium at 3,000 words and 20 blocks, and at 150 words.

Prints what its first load weighs over the wire in an empty cache (all that is fetched until the form can be typed
in and nothing more is asked for), and how long a key takes until it is painted while the CPU runs at a quarter of
its speed: as the form is, and in the long one with the editor's own way of doing everything with each key.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.__main__ import _serve
from tests.driving.chromium import CHROMIUM_FLAGS, chromium

KEYS = 150
SLOWER = 4
#: A story, a person who is signed in, and the two that the browser needs.
MAKE = """
from django.contrib.auth import get_user_model
from django.test import Client
from articles.editing.saving import saved
from articles.models import Article
words = " ".join(["harbour", "dredger", "board", "tender", "invoice"] * 30)
quote = '<news-block data-kind="quote" data-text="Nobody has shown us the invoice." data-by="A member"></news-block>'
user = get_user_model().objects.create_superuser("maya")
addresses = []
for parts in (20, 1):
    story = Article.objects.create(headline="Of the harbour", body=f"<p>{words}</p>{quote}" * parts)
    saved(story, by=user)
    addresses.append(story.get_desk_url())
client = Client()
client.force_login(user)
print(client.cookies["sessionid"].value, *addresses)
"""
#: From the key to the frame after it; what is left to do then is timed by the browser's own count of work.
CLOCK = """() => {
    window.taken = []
    document.addEventListener("keydown", () => {
        const begins = performance.now()
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => window.taken.push(performance.now() - begins)
            port2.postMessage(0)
        })
    }, true)
}"""


def main() -> None:
    env = {**os.environ, "DATA_DIR": tempfile.mkdtemp(prefix="newsroom-form-"), "LOG_LEVEL": "ERROR"}
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], env=env, check=True)
    shell = [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE]
    told = subprocess.run(shell, env=env, check=True, capture_output=True, text=True).stdout.split()
    process, port = _serve("newsroom.wsgi:django_application", env)
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            long, short = told[1:]
            for name, address, is_own in (
                ("as it is", long, True),
                ("150 words", short, True),
                ("with each key", long, False),
            ):
                context = running.new_context(viewport={"width": 1280, "height": 900})
                where = f"http://127.0.0.1:{port}"
                context.add_cookies([{"name": "sessionid", "value": told[0], "url": where}])
                page = context.new_page()
                if not is_own:
                    page.route(
                        "**/written.*js", lambda route: route.fulfill(body="", content_type="text/javascript")
                    )
                _measure(name, page, where + address)
                context.close()
            running.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _measure(name: str, page: Page, url: str) -> None:
    chrome: Any = page.context.new_cdp_session(page)
    _weigh(name, page, chrome, url)
    chrome.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.locator(".ProseMirror > p").nth(min(10, page.locator(".ProseMirror > p").count() - 1)).click()
    page.evaluate(CLOCK)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    _type(page)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    taken = page.evaluate("window.taken")
    works = _type(page, chrome)
    print(
        f"{name}: a key at {SLOWER}× slower {_said(taken)}; CPU of the page for a key, as it is {_said(works)}"
    )


def _weigh(name: str, page: Page, chrome: Any, url: str) -> None:
    chrome.send("Network.enable")
    addresses: dict[str, str] = {}
    heads: Counter[str] = Counter()
    whole: Counter[str] = Counter()

    def received(seen: dict[str, Any]) -> None:
        addresses[seen["requestId"]] = seen["response"]["url"]
        heads[seen["requestId"]] = int(seen["response"]["encodedDataLength"])

    chrome.on("Network.responseReceived", received)
    chrome.on(
        "Network.loadingFinished",
        lambda seen: whole.update({seen["requestId"]: int(seen["encodedDataLength"])}),
    )
    page.goto(url, wait_until="networkidle")
    page.wait_for_selector(".ProseMirror[role=textbox]")
    bodies = whole - heads
    own = [
        bodies[each]
        for each, address in addresses.items()
        if ".js" in address and "/admin/js/" not in address and "prose" not in address
    ]
    print(
        f"{name}: first load {bodies.total() / 1000:.1f} KB in {len(whole)} answers "
        f"({whole.total() / 1000:.1f} with their heads); own scripts {sum(own) / 1000:.1f} KB in {len(own)}"
    )
    if "-v" in sys.argv:
        for each, size in bodies.most_common():
            print(f"    {size / 1000:7.1f}  {addresses.get(each)}")


def _type(page: Page, chrome: Any = None) -> list[float]:
    """With `chrome`: how long the page's own thread worked for each key, in ms; what else the machine does is not
    in it.
    """
    works = []
    for number in range(KEYS):
        before = _work(chrome) if chrome else 0
        page.keyboard.press("abcdefg h"[number % 9])
        page.wait_for_timeout(60)
        works.append((_work(chrome) - before) * 1000 if chrome else 0)
    return works


def _said(values: list[float]) -> str:
    return f"p50 {statistics.median(values):.1f} ms, p95 {sorted(values)[int(len(values) * 0.95)]:.1f} ms"


def _work(chrome: Any) -> float:
    told = {each["name"]: each["value"] for each in chrome.send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"])


if __name__ == "__main__":
    main()
