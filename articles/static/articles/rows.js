// The rows of a story's lists: add, move, take off. The hidden order field tells the server.
import { make } from "../desk/elements.js";

const gettext = window.gettext || ((text) => text);
/** What who cannot see the rows is told. */
const said = document.body.appendChild(make("p", { class: "visually-hidden", role: "status" }));

export const alive = (list) => [...list.children].filter((row) => !row.classList.contains("removed"));

/** The form hears of it as of any other change. */
const changed = (list) => list.dispatchEvent(new Event("change", { bubbles: true }));

function renumber(list) {
  const rows = alive(list);
  rows.forEach((row, index) => {
    const order = row.querySelector('[name$="-order"]');
    if (order) order.value = index;
    const number = row.querySelector(".row-number");
    if (number) number.textContent = index + 1;
    for (const [way, edge] of [["up", 0], ["down", rows.length - 1]]) {
      const button = row.querySelector(`[data-move=${way}]`);
      if (button) button.disabled = index === edge;
    }
  });
}

function addRow(name) {
  const rows = document.querySelector(`[data-rows="${name}"]`);
  const total = rows.querySelector(`[name="${name}-TOTAL_FORMS"]`);
  const holder = document.createElement("div");
  holder.innerHTML = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  total.value = Number(total.value) + 1;
  const row = holder.firstElementChild;
  const list = rows.querySelector("[data-list]");
  list.append(row);
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: name } }));
  changed(list);
  return row;
}

document.addEventListener("formset:added", ({ target }) => {
  if (target.parentElement?.matches("[data-list]")) renumber(target.parentElement);
});

document.addEventListener("story:add-row", (event) => addRow(event.target.dataset.rows));
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  if (add) {
    const row = addRow(add.closest("[data-rows]").dataset.rows);
    row.querySelector("select:not([hidden]), input:not([type=hidden])")?.focus();
  }
  const button = event.target.closest("[data-move], [data-remove]");
  if (!button) return;
  const row = button.closest("[data-row]");
  if (button.dataset.move) moveRow(row, button.dataset.move);
  else takeOff(row);
});

/** `way` is up or down. The other row goes round this one, in which somebody may be writing. */
export function moveRow(row, way) {
  const list = row.parentElement;
  const rows = alive(list);
  const at = rows.indexOf(row) + (way === "up" ? -1 : 1);
  if (!rows[at]) return;
  if (way === "up") row.after(rows[at]);
  else row.before(rows[at]);
  const focused = document.activeElement;
  renumber(list);
  if (focused.disabled) row.querySelector("[data-move]:not(:disabled)").focus();
  row.scrollIntoView({ block: "nearest" });
  const words = gettext("Now in place {place} of {all}");
  said.textContent = words.replace("{place}", at + 1).replace("{all}", rows.length);
  changed(list);
}

function takeOff(row) {
  const list = row.parentElement;
  const gone = row.querySelector('[name$="-DELETE"]');
  if (gone) gone.checked = true;
  row.classList.add("removed");
  row.hidden = true;
  renumber(list);
  const before = alive(list).at(-1)?.querySelector("[data-remove]");
  const next = before ?? list.closest("[data-rows]").querySelector("button");
  next?.focus();
  changed(list);
}

document.querySelectorAll("[data-list]").forEach(renumber);
