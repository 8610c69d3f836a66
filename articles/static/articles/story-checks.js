// Checks lead to their field, from the margin and from the publish dialog; and the keys of a story.
import { goTo } from "./going-there.js";

const checks = () => [...document.querySelectorAll(".checks [data-check]")];

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-check]");
  if (link && goTo(link)) event.preventDefault();
});

// In the dialog each problem gets the way to its field that the margin knows.
document.addEventListener("story:asked", ({ target: dialog }) => {
  for (const fix of dialog.querySelectorAll("[data-fix]")) {
    fix.addEventListener("click", (event) => {
      const check = checks().find((each) => each.dataset.check === fix.dataset.fix);
      if (!check) return;
      event.preventDefault();
      // The dialog gives the focus back to what opened it; the field comes after that.
      dialog.addEventListener("close", () => setTimeout(() => goTo(check)));
      dialog.close();
    });
  }
});

// --- keys ----------------------------------------------------------------------------------------
let last = -1;

function nextCheck() {
  const all = checks();
  if (!all.length) return;
  last = (last + 1) % all.length;
  goTo(all[last]);
}

/** Ctrl Enter is the green button: the dialog's if one is open, else that of the page. */
function primary() {
  const open = document.querySelector("dialog[open]");
  const within = open ?? document;
  within.querySelector(open ? ".btn.default" : ".margin .btn.default")?.click();
}

const keys = {
  F8: nextCheck,
  "Ctrl Enter": primary,
  "Alt c": () => document.querySelector("[data-correct]")?.click(),
  "Alt p": () => document.querySelector("[data-live-preview]")?.click(),
};

document.addEventListener(
  "keydown",
  (event) => {
    const held = event.ctrlKey || event.metaKey ? "Ctrl " : event.altKey ? "Alt " : "";
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = keys[held + key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  },
  true,
);
