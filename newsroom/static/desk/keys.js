// The keys of the desk; `?` shows them (keys-sheet.js). Keys that are single letters or signs can be turned off: who
// speaks to the computer, or whose hand slips, sets nothing going by them (WCAG 2.1.4).
const KEPT = "desk.singleKeys";

/** Whether keys without Ctrl or Alt do anything here. */
export const singleKeys = () => localStorage.getItem(KEPT) !== "off";
const turn = (on) => localStorage.setItem(KEPT, on ? "on" : "off");

const open = () => import("./keys-sheet.js").then((sheet) => sheet.open({ isOn: singleKeys, turn }), () => {});

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
