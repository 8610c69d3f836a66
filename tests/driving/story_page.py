"""The story form in a real browser, and what it says of what is typed into it."""

from __future__ import annotations

from playwright.sync_api import expect

from newsroom.models import User
from tests.driving.desk_browser import PASSWORD, signed_in, watch

KEPT = "For you alone, until you press Save."


def editor(live_server, open_page, name: str):
    """A page of somebody who may do everything: `user`, and `complaints` of the browser."""
    user = User.objects.create_superuser(name, first_name=name.title(), password=PASSWORD)
    page = signed_in(open_page(), live_server, user)
    page.complaints = watch(page)
    page.user = user
    return page


def ready(page, url: str, query: str = ""):
    page.goto(url + query)
    page.wait_for_selector(".ProseMirror[role=textbox]")
    return page


def type_text(page, words: str) -> None:
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def line(page):
    return page.locator(".margin [data-saved]")


def is_kept(page) -> None:
    expect(page.locator(".margin [data-saved-more]")).to_have_text(KEPT)
    expect(line(page)).to_contain_text("Saved ")


def is_not_saved(page, why: str) -> None:
    expect(line(page)).to_have_text(f"Not saved, kept here: {why}")


def is_version(page, number: int) -> None:
    """Saved as that, and shown so without a reload."""
    expect(page.locator(".versions li").first).to_contain_text(f"v{number}")


def sign_in_again(page, name: str = "maya") -> None:
    """In the dialog over the form."""
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Name or e-mail").fill(name)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    # A password is slow to look at, and on purpose.
    expect(page.locator("dialog")).to_have_count(0, timeout=20_000)
