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

// Django's choices with a search give their parts no name; they get that of their label.
const nameChoices = () => {
  for (const choice of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${CSS.escape(choice.id)}"]`);
    const shown = choice.nextElementSibling;
    if (!label || !shown) continue;
    label.id ||= `${choice.id}_label`;
    for (const part of shown.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
      part.setAttribute("aria-labelledby", part.id ? `${label.id} ${part.id}` : label.id);
    }
  }
};
// So does the box that filters a long list: its name stands on a picture, where none may stand.
const nameFilters = () => {
  for (const icon of document.querySelectorAll("label > .search-label-icon[aria-label]")) {
    document.getElementById(icon.parentElement.htmlFor)?.setAttribute("aria-label", icon.getAttribute("aria-label"));
    icon.removeAttribute("aria-label");
  }
};
// Django sets both up a moment after the page is there, by a timer; ours comes after it.
for (const moment of ["DOMContentLoaded", "load"]) {
  window.addEventListener(moment, () =>
    setTimeout(() => {
      nameChoices();
      nameFilters();
    }));
}
document.addEventListener("formset:added", () => setTimeout(nameChoices));
