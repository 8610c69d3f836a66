"""A real Chromium for the tests, and pages in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: The same engine without windows comes first: a page takes it a third of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The path of a Chromium; a failure that says what to install if there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    ask = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    found = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=False
    ).stdout.strip()
    if found and Path(found).exists():
        return found
    pytest.fail(
        "The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell) and run again."
    )


@pytest.fixture(scope="session")
def browser():
    """A real Chromium, one for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser):
    """Opens browser pages, closed after the test: `page = open_page(width=390, dark=True)`. `dots`: how many of
    the screen's stand on a pixel of the page."""
    contexts = []

    def make(
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        bypass_csp: bool = False,
        dots: float = 1,
    ):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            device_scale_factor=dots,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
