// The keys of a story. They stand on the sheet of keys, newsroom/static/desk/keys-sheet.js.
import { moveRow } from "./rows.js";
import { nextCheck } from "./story-checks.js";

/** Ctrl Enter is the green button: the dialog's if one is open, else that of the page. */
function primary() {
  const open = document.querySelector("dialog[open]");
  const within = open ?? document;
  within.querySelector(open ? ".btn.default" : ".margin .btn.default")?.click();
}

/** To the first field of the part before or after the one that has the focus, or else stands at the top. */
function toPart(step) {
  const parts = [...document.querySelectorAll("#article_form > .part")];
  const focused = parts.findIndex((part) => part.contains(document.activeElement));
  const here = focused >= 0 ? focused : parts.findLastIndex((part) => part.getBoundingClientRect().top < 100);
  const part = parts[Math.min(Math.max(here + step, 0), parts.length - 1)];
  const fields = part.querySelectorAll(".part-body :is(input:not([type=hidden]), textarea, select, button)");
  [...fields].find((field) => field.checkVisibility())?.focus({ preventScroll: true });
  part.scrollIntoView();
}

const KEYS = {
  F8: nextCheck,
  "Ctrl Enter": primary,
  "Alt c": () => document.querySelector("[data-correct]")?.click(),
  "Alt p": () => document.querySelector("[data-live-preview]")?.click(),
  "Alt PageDown": () => toPart(1),
  "Alt PageUp": () => toPart(-1),
};
/** In a list of rows. In the text, the editor moves its blocks (editing.js). */
const IN_ROW = { "Alt ArrowUp": "up", "Alt ArrowDown": "down" };

document.addEventListener(
  "keydown",
  (event) => {
    const held = event.ctrlKey || event.metaKey ? "Ctrl " : event.altKey ? "Alt " : "";
    const key = held + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
    const row = key in IN_ROW ? event.target.closest?.("[data-row]") : null;
    const act = row?.querySelector("[data-move]") ? () => moveRow(row, IN_ROW[key]) : KEYS[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  },
  true,
);
