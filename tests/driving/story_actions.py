"""A hand at the desk that counts what it does: each click, each text into a field, each key."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.driving.pictures_in_page import drop


class Hand:
    def __init__(self, page: Page) -> None:
        self.page, self.told = page, list[str]()
        self.loads = self.popups = 0
        page.on("popup", self._popup)
        page.on("load", self._load)

    @property
    def actions(self) -> int:
        return len(self.told)

    def click(self, where: str) -> None:
        self.told.append(f"click {where}")
        self.page.locator(where).first.click()

    def types(self, where: str, words: str) -> None:
        """One action for the text, one more for the click where the field does not have the focus."""
        if not self.page.locator(where).evaluate("field => field === document.activeElement"):
            self.click(where)
        self.told.append(f"type {words}")
        self.page.keyboard.type(words)

    def types_on(self, where: str, words: str) -> None:
        """Into the field that the page has led to by itself."""
        self.page.wait_for_function("where => document.activeElement.matches(where)", arg=where, polling=50)
        self.types(where, words)

    def presses(self, key: str) -> None:
        self.told.append(key)
        self.page.keyboard.press(key)

    def pastes(self, where: str, words: str) -> None:
        """As `types`, by Ctrl V."""
        if not self.page.locator(where).evaluate("field => field === document.activeElement"):
            self.click(where)
        self.told.append("paste")
        self.page.keyboard.insert_text(words)

    def picks(self, field: str, words: str) -> None:
        """By the mouse, in the list that opens under that field."""
        self.click(f"#{field}_words")
        self.click(f"#{field} + .combo [role=option]:has-text('{words}')")

    def gives_a_file(self, button: str, name: str, data: bytes) -> None:
        """One action for the button, one for the file that is chosen in the window of the browser."""
        with self.page.expect_file_chooser() as asked:
            self.click(button)
        self.told.append(f"choose {name}")
        asked.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": data})

    def drops_a_file(self, where: str, name: str, data: bytes) -> None:
        """One action: out of another window onto the page."""
        self.told.append(f"drop {name}")
        drop(self.page, where, (name, data))

    def chooses(self, field: str, words: str) -> None:
        """By the first match, in the choice by name of that field."""
        self.types(f"#{field}_words", words)
        self.page.locator(f"#{field} + .combo [role=option]", has_text=words).first.wait_for()
        self.told.append("Enter")
        self.page.keyboard.press("Enter")

    def _popup(self, _page: object) -> None:
        self.popups += 1

    def _load(self, _page: object) -> None:
        self.loads += 1
