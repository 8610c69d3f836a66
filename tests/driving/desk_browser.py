"""An editor at the desk in a real browser."""

from __future__ import annotations

from django.test import Client

from newsroom.models import User

#: Widths of windows in px; the phone's comes last, so that the next page is opened at that.
DESK_AND_PHONE = [1280, 390]
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


def signed_in(page, live_server, user: User):
    """The same page, of that person, who has signed in before."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


def settle(page) -> None:
    """Until fonts are there and no script has anything left to do. Where nothing is drawn a browser may never call
    itself idle, so half a second is enough."""
    idle = "new Promise((done) => requestIdleCallback(done, { timeout: 500 }))"
    page.evaluate(f"document.fonts.ready.then(() => {idle})")


def widths_of(page) -> list[int]:
    """How wide the page is in each of these windows: as wide as they are if nothing runs over."""
    found = []
    for size in DESK_AND_PHONE:
        page.set_viewport_size({"width": size, "height": 900})
        found.append(page.evaluate("document.documentElement.scrollWidth"))
    return found
