// Two versions beside each other: J and K go from change to change, and what is chosen is compared at once.
import { singleKeys } from "../desk/keys.js";

const rows = [...document.querySelectorAll("[data-change]")];
const links = [...document.querySelectorAll(".changes a[data-first]")];
let at = -1;

/** Whether a single letter is typed into something, and so means itself. */
function isTyping(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

/** Says beside which field this change is of, and the how manieth. */
function tell(number) {
  for (const link of links) {
    const first = Number(link.dataset.first);
    const count = Number(link.dataset.count);
    const place = link.querySelector("[data-place]");
    const here = number >= first && number < first + count;
    link.toggleAttribute("aria-current", here);
    if (here) link.setAttribute("aria-current", "true");
    place.textContent = here && count > 1
      ? place.dataset.of.replace("%(place)s", String(number - first + 1)).replace("%(count)s", String(count))
      : String(count);
  }
}

function go(to) {
  if (to < 0 || to >= rows.length) return;
  at = to;
  rows[at].focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "center" });
}

for (const [place, row] of rows.entries()) {
  row.addEventListener("focus", () => {
    at = place;
    tell(place + 1);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || isTyping(event.target)) return;
  if (event.key === "j") go(at + 1);
  if (event.key === "k") go(at - 1);
});

for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = rows.length === 0;
for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(Number(link.dataset.first) - 1);
  });
}
// A button is for those without scripts.
for (const button of document.querySelectorAll("[data-go]")) button.hidden = true;
for (const form of document.querySelectorAll("[data-which]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
