"""The story form in a browser: opened, chosen in, saved."""

from __future__ import annotations


def ready(page, url):
    page.goto(url)
    page.wait_for_selector(".ProseMirror[role=textbox]")
    page.wait_for_selector(".combo")
    return page


def choose(page, field, words):
    """Choose by name in the autocomplete of that field."""
    page.fill(f"#{field}_words", words)
    page.locator(f"#{field} + .combo [role=option]", has_text=words).first.click()


def saved_by(page, click):
    with page.expect_navigation():
        click()
    page.wait_for_selector(".messagelist")
