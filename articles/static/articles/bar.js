// On a phone: the margin opens above the bar at the foot of the page, and the toolbar stands above the keyboard.
const bar = document.querySelector(".bar");
const opener = bar?.querySelector("[data-sheet]");
const margin = document.querySelector(".margin");
const state = document.getElementById("id_state");

function open(is) {
  margin.classList.toggle("open", is);
  opener.setAttribute("aria-expanded", is);
}

if (opener && margin) {
  margin.id = opener.getAttribute("aria-controls");
  opener.addEventListener("click", () => {
    open(!margin.classList.contains("open"));
    if (margin.classList.contains("open")) margin.querySelector("a, button, select")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !margin.classList.contains("open") || document.querySelector("dialog[open]")) return;
    open(false);
    opener.focus();
  });
  // What leads to a field of the form, or asks in a dialog, is not to be covered.
  margin.addEventListener("click", ({ target }) => target.closest("a") && open(false), true);
}

// The state is changed where the checks are, too; the field of the form is the one that is saved.
const mirror = bar && document.querySelector("[data-state-of]");
if (mirror && state) {
  mirror.append(...[...state.options].map((option) => option.cloneNode(true)));
  const follow = () => mirror.value = state.value;
  follow();
  state.addEventListener("change", follow);
  mirror.addEventListener("change", () => {
    state.value = mirror.value;
    state.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const seen = window.visualViewport;
const keyboard = () => {
  const height = Math.max(0, Math.round(window.innerHeight - seen.height - seen.offsetTop));
  document.documentElement.style.setProperty("--keyboard", `${height}px`);
};
seen?.addEventListener("resize", keyboard);
seen?.addEventListener("scroll", keyboard);
