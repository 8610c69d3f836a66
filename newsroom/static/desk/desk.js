// Menus close when the focus or the pointer goes elsewhere, and on Escape. Without this they are plain <details>.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The rail of all tables stays as the person left it on list pages.
const rail = document.querySelector("body.change-list details.rail");
if (rail) {
  if (localStorage.getItem("desk.rail") === "closed") rail.open = false;
  rail.addEventListener("toggle", () => localStorage.setItem("desk.rail", rail.open ? "open" : "closed"));
}
