"""Pages of several people who write in one story, and the text that they have."""

from __future__ import annotations

from playwright.sync_api import expect

from articles.editing.together.schema import html
from articles.editing.together.sharing import head
from articles.models import Article, SharedText

#: Milliseconds within which what one does is there at the others'.
SOON = 15_000
EDITOR = "document.querySelector('.line.body .ProseMirror').editor"


def ready(page, url: str):
    page.goto(url)
    page.wait_for_selector(".ProseMirror[role=textbox]")
    return page


def written(page) -> str:
    return page.evaluate(f"{EDITOR}.getHTML()")


def is_with_others(*pages) -> None:
    for page in pages:
        expect(page.locator("[name=shared]")).not_to_have_value("", timeout=SOON)


def type_text(page, words: str) -> None:
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def text_of(article: Article) -> str:
    return html(head(SharedText.objects.get(article=article)))


def all_alike(pages, article: Article) -> str:
    for _tenth in range(200):
        texts = {written(page) for page in pages}
        if texts == {text_of(article)}:
            return texts.pop()
        pages[0].wait_for_timeout(100)
    raise AssertionError([*texts, text_of(article)])
