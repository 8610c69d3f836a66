"""An editor at the desk in a real browser."""

from __future__ import annotations

PASSWORD = "ferry-lantern-42"


def watch(page) -> list[str]:
    """What the browser refuses or stumbles over from now on."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def sign_in(page, live_server) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Name or e-mail").fill("maya")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.url}/admin/")


def width(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")
