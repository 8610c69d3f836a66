"""`python -m tests.bench.story_form`: the story form in Chromium at 3,000 words and 20 blocks.

Prints what its first load weighs over the wire, and how long a key takes until it is painted while the CPU runs
at a quarter of its speed: once as the form is, once with the editor's own way of doing everything with each key.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
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
body = "".join(f"<p>{words}</p>{quote}" for _each in range(20))
user = get_user_model().objects.create_superuser("maya")
story = Article.objects.create(headline="Three thousand words", body=body)
saved(story, by=user)
client = Client()
client.force_login(user)
print(client.cookies["sessionid"].value, story.get_desk_url())
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
            for name, is_own in (("as it is", True), ("with each key", False)):
                context = running.new_context(viewport={"width": 1280, "height": 900})
                where = f"http://127.0.0.1:{port}"
                context.add_cookies([{"name": "sessionid", "value": told[0], "url": where}])
                page = context.new_page()
                if not is_own:
                    page.route(
                        "**/written.*js", lambda route: route.fulfill(body="", content_type="text/javascript")
                    )
                _measure(name, page, where + told[1])
                context.close()
            running.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _measure(name: str, page: Page, url: str) -> None:
    chrome: Any = page.context.new_cdp_session(page)
    chrome.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    chrome.on(
        "Network.responseReceived", lambda seen: kinds.update({seen["requestId"]: seen["response"]["url"]})
    )
    chrome.on(
        "Network.loadingFinished",
        lambda seen: sizes.update({kinds.get(seen["requestId"], "?"): seen["encodedDataLength"]}),
    )
    page.goto(url, wait_until="networkidle")
    page.wait_for_selector(".ProseMirror[role=textbox]")
    print(f"{name}: first load {sum(sizes.values()) / 1000:.0f} KB in {len(sizes)} answers")
    if "-v" in sys.argv:
        for address, size in sorted(sizes.items(), key=lambda each: -each[1]):
            print(f"    {size / 1000:7.1f}  {address}")
    chrome.send("Performance.enable")
    page.locator(".ProseMirror p").nth(10).click()
    page.evaluate(CLOCK)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    before = _work(chrome)
    for number in range(KEYS):
        page.keyboard.press("abcdefg h"[number % 9])
        page.wait_for_timeout(60)
    after = _work(chrome)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    taken = sorted(page.evaluate("window.taken"))
    print(
        f"{name}: a key at {SLOWER}× slower p50 {statistics.median(taken):.0f} ms, "
        f"p95 {taken[int(len(taken) * 0.95)]:.0f} ms; work {(after - before) * 1000 / KEYS:.0f} ms a key"
    )


def _work(chrome: Any) -> float:
    told = {each["name"]: each["value"] for each in chrome.send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"])


if __name__ == "__main__":
    main()
