// Checks lead to their field, from the margin, from the publish dialog, and one after the other by F8.
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

let last = -1;

/** To the next check; from the last to the first. */
export function nextCheck() {
  const all = checks();
  if (!all.length) return;
  last = (last + 1) % all.length;
  goTo(all[last]);
}
