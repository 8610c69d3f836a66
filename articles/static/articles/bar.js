// The bar at the foot of the page, on a phone and where the preview stands beside the text: the margin opens above it,
// and the toolbar stands above the keyboard. What stands in both is put in anew after a save.
const bar = document.querySelector(".bar");
const margin = document.querySelector(".margin");
const state = document.getElementById("id_state");
const opener = () => bar.querySelector("[data-sheet]");

function open(is) {
  margin.classList.toggle("open", is);
  opener().setAttribute("aria-expanded", is);
}

if (bar && margin) {
  margin.id = opener().getAttribute("aria-controls");
  bar.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-sheet]")) return;
    open(!margin.classList.contains("open"));
    if (margin.classList.contains("open")) margin.querySelector("a, button, select")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !margin.classList.contains("open") || document.querySelector("dialog[open]")) return;
    open(false);
    opener().focus();
  });
  // What leads to a field of the form, or asks in a dialog, is not to be covered.
  margin.addEventListener("click", ({ target }) => target.closest("a") && open(false), true);
}

/** The state is changed where the checks are, too; the field of the form is the one that is saved. */
function follow() {
  const mirror = document.querySelector("[data-state-of]");
  if (!mirror || !state) return;
  if (!mirror.options.length) mirror.append(...[...state.options].map((option) => option.cloneNode(true)));
  mirror.value = state.value;
}
follow();
state?.addEventListener("change", follow);
document.addEventListener("story:told", () => {
  follow();
  if (margin.classList.contains("open")) open(true);
});
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-state-of]")) return;
  state.value = target.value;
  state.dispatchEvent(new Event("change", { bubbles: true }));
});

const seen = window.visualViewport;
const keyboard = () => {
  const height = Math.max(0, Math.round(window.innerHeight - seen.height - seen.offsetTop));
  document.documentElement.style.setProperty("--keyboard", `${height}px`);
};
seen?.addEventListener("resize", keyboard);
seen?.addEventListener("scroll", keyboard);
