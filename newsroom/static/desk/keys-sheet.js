// The keys of the desk, on `?`. Keys that are single letters or signs can be turned off: who speaks to the
// computer, or whose hand slips, sets nothing going by them (WCAG 2.1.4).
import { make, shape } from "./elements.js";

const gettext = window.gettext || ((text) => text);
const KEPT = "desk.singleKeys";

/** Whether keys without Ctrl or Alt do anything here. */
export const singleKeys = () => localStorage.getItem(KEPT) !== "off";

const SHEET = [
  [gettext("Everywhere"), [
    [gettext("Find or do anything"), ["Ctrl K"]],
    [gettext("New story"), ["Alt N"]],
    [gettext("This sheet"), ["?"]],
  ]],
  [gettext("In a story"), [
    [gettext("Save a version"), ["Ctrl S"]],
    [gettext("Publish…"), ["Ctrl Enter"]],
    [gettext("Preview"), ["Alt P"]],
    [gettext("Correct…"), ["Alt C"]],
    [gettext("Next part, back"), ["Alt PgDn", "Alt PgUp"]],
    [gettext("Next check"), ["F8"]],
    [gettext("Move row or block"), ["Alt ↑", "Alt ↓"]],
  ]],
  [gettext("In the text"), [
    [gettext("READ line"), ["[["]],
    [gettext("Bold, italic"), ["Ctrl B", "Ctrl I"]],
    [gettext("Link"), ["Ctrl L"]],
    [gettext("Undo, redo"), ["Ctrl Z", "Ctrl Shift Z"]],
    [gettext("Leave the text"), ["Esc"]],
  ]],
  [gettext("Versions, and two texts"), [
    [gettext("Next, back"), ["J", "K"]],
    [gettext("Yours, theirs, both"), ["1", "2", "3"]],
  ]],
];

function open() {
  if (document.querySelector("dialog[open]")) return;
  const back = document.activeElement;
  const heading = make("h2", { id: "keys-h" }, gettext("Keys"));
  const close = make("button", { type: "button", class: "ib", "aria-label": gettext("Close") }, shape("close"));
  const box = make("input", { type: "checkbox" });
  box.checked = singleKeys();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  const lists = SHEET.map(([name, rows]) =>
    make(
      "section",
      {},
      make("h3", {}, name),
      make(
        "dl",
        {},
        ...rows.map(([what, keys]) =>
          make("div", {}, make("dt", {}, what), make("dd", {}, ...keys.map((key) => make("kbd", {}, key))))
        ),
      ),
    )
  );
  const dialog = make(
    "dialog",
    { class: "keys-sheet", "aria-labelledby": heading.id },
    make("div", { class: "top" }, heading, make("kbd", {}, "?"), close),
    make("div", { class: "keys" }, ...lists),
    make("div", { class: "foot" }, make("label", { class: "tick" }, box, gettext("Single-letter keys on"))),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  if (event.altKey && event.key.toLowerCase() === "n") {
    event.preventDefault();
    document.querySelector("#header .newst")?.click();
  } else if (event.key === "?" && !event.altKey && singleKeys() && !typing(event.target)) {
    event.preventDefault();
    open();
  }
});
// With single keys off the sheet is still to be had.
const button = document.getElementById("keys-sheet");
if (button) {
  button.hidden = false;
  button.addEventListener("click", open);
}
