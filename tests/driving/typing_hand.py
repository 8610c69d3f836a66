"""Somebody at a story form who types, moves rows and saves by chance, and remembers each word that was theirs."""

from __future__ import annotations

import re
from itertools import count
from random import Random

from playwright.sync_api import Error

from tests.driving.story_page import ready

FIELDS = {"headline": 150, "standfirst": 380, "kicker": 50, "key_points": 1000}
_OWN = re.compile(r"\b(?:ann|bob)\d+")
_SHOWN = """() => [...document.querySelectorAll(
        "#article_form textarea:not(#id_body), #article_form input[type=text], .line.body .ProseMirror p")]
    .filter(each => !each.closest("[data-row].removed"))
    .map(each => each.value ?? each.textContent).join("\\n")"""

_PLACE = """([where, chance]) => {
    const { editor } = document.querySelector(".line.body .ProseMirror");
    const found = [];
    editor.state.doc.descendants((node, at) => { if (node.type.name === "paragraph") found.push([at + 1, node]); });
    const [at, node] = found[Math.floor(chance * found.length)];
    const end = at + node.content.size;
    editor.commands.setTextSelection({start: at, end, all: {from: at, to: end}}[where]);
    editor.view.focus();
}"""


def words(said: object) -> set[str]:
    return set(_OWN.findall(str(said)))


class Hand:
    """`typed`: the words that stood in the form after they were typed; `gone`: what this person took out, or
    decided against."""

    def __init__(self, page, address: str, seed: int) -> None:
        self.page, self.address, self.name = page, address, page.user.username
        self.chance, self.numbers = Random(f"{self.name}{seed}"), count(1)
        self.typed: set[str] = set()
        self.gone: set[str] = set()
        page.set_default_timeout(15_000)
        ready(page, address)

    def broken(self) -> list[str]:
        """What the browser complains of, but the question of a merge (409) and pictures without a file (404)."""
        return [said for said in self.page.complaints if "409" not in said and "404" not in said]

    def act(self) -> None:
        if self.is_asked():
            self.decide()
            return
        acts = [self.field, self.field, self.text, self.text, self.text, self.paragraph, self.take_out]
        acts += [self.caption, self.move, self.take_off, self.save, self.save, self.again]
        try:
            self.chance.choice(acts)()
        except Error:
            # The page that asks has come in the middle of it; else it is a fault.
            self._rest()
            if not self.is_asked():
                raise

    # --- typing ---------------------------------------------------------------------------------
    def field(self) -> None:
        name = self.chance.choice(list(FIELDS))
        box = self.page.locator(f"#id_{name}")
        if len(box.input_value()) < FIELDS[name]:
            self._type(box, "End")

    def text(self) -> None:
        self._place(self.chance.choice(["start", "end"]))
        self._write()

    def paragraph(self) -> None:
        self._place("end")
        self.page.keyboard.press("Enter")
        self._write()

    def take_out(self) -> None:
        """A whole paragraph, of which some stay."""
        if self.page.locator(".line.body .ProseMirror p").count() < 4:
            return
        self._taking(lambda: (self._place("all"), self.page.keyboard.press("Backspace")))

    def caption(self) -> None:
        rows = self._rows("photo_uses")
        if rows.count():
            row = rows.nth(self.chance.randrange(rows.count()))
            self._type(row.locator("[name$=-caption]"), "Control+End")

    # --- rows -----------------------------------------------------------------------------------
    def move(self) -> None:
        ways = self.page.locator("[data-row]:not(.removed) [data-move]:enabled")
        if ways.count():
            self._press(ways.nth(self.chance.randrange(ways.count())))

    def take_off(self) -> None:
        rows = self._rows(self.chance.choice(["photo_uses", "bylines"]))
        if rows.count() > 1 and self.chance.random() < 0.3:
            row = rows.nth(self.chance.randrange(rows.count()))
            self._taking(lambda: self._press(row.locator("[data-remove]")))

    # --- saving ---------------------------------------------------------------------------------
    def save(self) -> None:
        """Typed on at once, sometimes."""
        if self.is_asked():
            return
        self.page.keyboard.press("Control+s")
        if self.chance.random() < 0.5:
            self._rest()

    def again(self) -> None:
        """Opened anew, with what was typed in it."""
        self._rest()
        if self.is_asked():
            return
        self.page.wait_for_function("() => !document.querySelector('.margin .not-saved')")
        self.page.evaluate("new Promise(done => setTimeout(done, 2600))")
        ready(self.page, self.address)
        offered = self.page.get_by_role("link", name="Go on with it")
        if offered.count():
            offered.first.click()
            self.page.wait_for_selector(".ProseMirror[role=textbox]")

    def settle(self) -> None:
        """Until nothing is on its way and nothing is asked."""
        self._rest()
        while self.is_asked():
            self.decide()

    def is_asked(self) -> bool:
        return self.page.locator("#merge").count() > 0

    def decide(self) -> None:
        page = self.page
        for place in page.locator(".place.by-asked").all():
            said = words(" ".join(place.locator(".text").all_inner_texts()))
            keep = self.chance.choice(place.locator("input[type=radio]").all())
            if keep.get_attribute("value") == "anew":
                keep = place.locator("input[value=mine]")
            keep.evaluate("radio => radio.click()")
            kept = {"mine": ".yours", "theirs": ".theirs"}.get(keep.get_attribute("value"), "")
            self.gone |= said - words(place.locator(f"{kept} .text").first.inner_text()) if kept else set()
        with page.expect_navigation():
            page.locator("[data-finish]").click()
        if not self.is_asked():
            page.wait_for_selector(".ProseMirror[role=textbox]")

    # --- by hand --------------------------------------------------------------------------------
    def _rows(self, name: str):
        return self.page.locator(f"[data-rows={name}] [data-row]:not(.removed)")

    def _press(self, button) -> None:
        button.focus()
        self.page.keyboard.press("Enter")

    def _place(self, where: str) -> None:
        """The caret at the start or end of some paragraph, or all of that taken hold of."""
        self.page.evaluate(_PLACE, [where, self.chance.random()])

    def _type(self, box, key: str) -> None:
        box.focus()
        self.page.keyboard.press(key)
        self._write()

    def _write(self) -> None:
        word = f"{self.name}{next(self.numbers)}"
        self.page.keyboard.type(f" {word} ")
        self.typed |= {word} & self._shown()

    def _taking(self, act) -> None:
        before = self._shown()
        act()
        self.gone |= before - self._shown()

    def _shown(self) -> set[str]:
        return words(self.page.evaluate(_SHOWN))

    def _rest(self) -> None:
        """Until the save is answered: in place, or by the page that asks."""
        self.page.wait_for_function(
            "() => document.querySelector('#merge') || document.querySelector('.margin') "
            "&& !document.querySelector('[aria-busy=true]') && !document.querySelector('form[inert]')"
        )
