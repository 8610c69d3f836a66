"""The story form in a browser: opened, chosen in, saved."""

from __future__ import annotations

from playwright.sync_api import expect


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


def save(page):
    """Until the answer is in its place; the page stays."""
    with page.expect_response(lambda answer: answer.request.method == "GET" and "/change/" in answer.url):
        page.click("[data-save]")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
