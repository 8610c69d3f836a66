"""Picture files as a person drops or pastes them onto the story form."""

from __future__ import annotations

import base64

READY = ".ProseMirror[role=textbox]"

_FILES = """
const data = new DataTransfer();
for (const { name, kind, bytes } of files) {
  const raw = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
  data.items.add(new File([raw], name, { type: kind }));
}
"""


def open_form(page, live_server, client, address: str) -> list[str]:
    """The form, signed in; what the browser refuses or stumbles over from now on."""
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if "Security Policy" in said.text else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(live_server.url + address)
    page.wait_for_selector(READY)
    return broken


def hold(page, selector: str, part: float) -> str:
    """Hold a file over that element, `part` of the way down it: the words, and “|” where a line shows that it would
    stand; and what is wrong with that."""
    return page.locator(selector).first.evaluate(
        """(element, part) => {
        const { left, top, height } = element.getBoundingClientRect();
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["x"], "x.jpg", { type: "image/jpeg" }));
        const where = { clientX: left + 40, clientY: top + height * part };
        element.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true, ...where }));
        const own = document.querySelectorAll("[class^=prosemirror-dropcursor]").length;
        const text = element.closest(".ProseMirror");
        const shown = [...text.children].map((each) =>
          `${each.matches(".drop-before") ? "| " : ""}${each.textContent}${each.matches(".drop-after") ? " |" : ""}`);
        text.dispatchEvent(new DragEvent("dragleave", { dataTransfer, bubbles: true }));
        const stays = text.querySelector("[class*=drop-]") ? " and stays" : "";
        return `${shown.join(" ")}${own ? " and another" : ""}${stays}`;
        }""",
        part,
    )


def drop(page, selector: str, *files: tuple[str, bytes], part: float = 0.5) -> None:
    """Drop files on that element, `part` of the way down it."""
    page.locator(selector).first.evaluate(
        "(element, { files, part }) => {"
        + _FILES
        + """
        const { left, top, width, height } = element.getBoundingClientRect();
        const where = { clientX: left + Math.min(40, width / 2), clientY: top + height * part };
        for (const kind of ["dragover", "drop"])
          element.dispatchEvent(
            new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true, ...where }));
        }""",
        {"files": _sent(files), "part": part},
    )


def paste(page, selector: str, *files: tuple[str, bytes], html: str = "", text: str = "") -> None:
    page.locator(selector).first.evaluate(
        "(element, { files, html, text }) => {"
        + _FILES
        + """
        if (html) data.setData("text/html", html);
        if (text) data.setData("text/plain", text);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        {"files": _sent(files), "html": html, "text": text},
    )


def _sent(files: tuple[tuple[str, bytes], ...]) -> list[dict[str, str]]:
    return [
        {"name": name, "kind": "image/jpeg", "bytes": base64.b64encode(data).decode()} for name, data in files
    ]
