// The sheet of the desk's keys; keys.js opens it.
import { make, shape } from "./elements.js";

const gettext = window.gettext || ((text) => text);

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

/** `isOn` says whether keys of one letter do anything; `turn` gets whether they are to. */
export function open({ isOn, turn }) {
  if (document.querySelector("dialog[open]")) return;
  const back = document.activeElement;
  const heading = make("h2", { id: "keys-h" }, gettext("Keys"));
  const close = make("button", { type: "button", class: "ib", "aria-label": gettext("Close") }, shape("close"));
  const box = make("input", { type: "checkbox" });
  box.checked = isOn();
  box.addEventListener("change", () => turn(box.checked));
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
