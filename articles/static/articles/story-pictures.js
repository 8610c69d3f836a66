// The pictures of a story: chosen from the library, their focal point by click and arrow keys.
import { showCredit, showWays } from "./credit-shown.js";
import { showCrops } from "./cutting.js";

const list = document.querySelector("[data-rows=photo_uses]");
const form = document.getElementById("article_form");
const rowOf = (id) => list.querySelector(`[data-row][data-photo="${id}"]:not(.removed)`);
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

// --- a row for a picture -------------------------------------------------------------------------
/** The row of that picture: the one that is there, or was taken off, with what was typed; else a new one. */
export async function add(id, place, known) {
  if (!/^\d+$/.test(id)) return null;
  if (rowOf(id) || back(id)) return rowOf(id);
  const card = known ?? await ask(id);
  if (!card) return null;
  if (rowOf(id)) return rowOf(id);
  list.dispatchEvent(new CustomEvent("story:add-row", { bubbles: true }));
  const row = list.querySelector("[data-list]").lastElementChild;
  row.dataset.photo = id;
  field(row, "photo").value = id;
  field(row, "place").value = place;
  field(row, "caption").value = card.caption;
  field(row, "alt").value = card.alt;
  field(row, "focal_x").value = card.focal_x;
  field(row, "focal_y").value = card.focal_y;
  row.querySelector("[data-edit]").href = card.edit;
  showFile(row, card);
  return row;
}

/** The file that came with the row, or after it, and whom it credits. */
export function showFile(row, card) {
  for (const image of row.querySelectorAll("img")) {
    image.hidden = !card.thumb;
    if (card.thumb) image.src = card.thumb;
  }
  row.querySelector("[data-no-file]").hidden = Boolean(card.thumb);
  row.querySelector("[data-upload]").href = card.upload;
  row.querySelector("[data-upload]").hidden = !card.upload;
  showCredit(row, card);
  beginCredit(row);
  show(row);
}

async function ask(id) {
  const response = await fetch(`${form.dataset.blocks}?photo=${id}`);
  return response.ok ? (await response.json()).photo[id] : null;
}

function back(id) {
  const row = list.querySelector(`[data-row][data-photo="${id}"].removed`);
  if (row) takeOff(row, false);
  return row;
}

/** Off the list, or on it again with what was typed. */
function takeOff(row, off) {
  const gone = field(row, "DELETE");
  if (gone) gone.checked = off;
  row.classList.toggle("removed", off);
  row.hidden = off;
  row.dispatchEvent(new Event("change", { bubbles: true }));
}

const places = () => [...list.querySelectorAll('[data-row]:not(.removed) [name$="-place"]')];
export const hasLead = () => places().some((each) => each.value === "lead");

async function putIn(ids) {
  const rows = [];
  for (const id of ids) rows.push(await add(id, hasLead() ? "text" : "lead"));
  field(rows[0], "caption").focus();
}

for (const button of list.querySelectorAll("[data-library]")) {
  const where = button.dataset.library;
  button.addEventListener(
    "click",
    () => import("./library.js").then(({ library }) => library(where, putIn), () => location.href = where),
  );
}

// --- its credit -----------------------------------------------------------------------------------
const crediting = () => import("./crediting.js");

async function beginCredit(row) {
  if (showWays(row)) (await crediting()).open(row);
}

/** To what the picture of that row misses: its credit, its alt text. */
export const toMissing = async (row) => (await crediting()).toMissing(row);

list.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-credit-change]")) (await crediting()).toCredit(target.closest("[data-row]"));
});
list.addEventListener("focusin", async ({ target }) => {
  if (target.matches("[data-credit-place]")) (await crediting()).toCredit(target.closest("[data-row]"));
});

// --- in step with the text -----------------------------------------------------------------------
document.addEventListener("newsblock:photo", ({ detail: id }) => add(id, "text"));
document.addEventListener("newsblock:photo-gone", ({ detail: id }) => {
  const row = rowOf(id);
  if (row && field(row, "place").value === "text") takeOff(row, true);
});
document.addEventListener("newsblock:edit-photo", async ({ detail: id }) => {
  const row = await add(id, "text");
  const caption = row && field(row, "caption");
  caption?.focus();
  caption?.scrollIntoView({ block: "center" });
});
list.addEventListener("input", ({ target }) => {
  const id = target.closest("[data-row]")?.dataset.photo;
  if (id && target.name.endsWith("-caption")) tellText(id, target.value);
});

/** The caption under the picture where it stands in the text. */
function tellText(id, caption) {
  for (const shown of document.querySelectorAll(`[data-caption-of="${id}"]`)) shown.textContent = caption;
}

// --- the focal point -----------------------------------------------------------------------------
function show(row) {
  const [x, y] = [field(row, "focal_x").value || 50, field(row, "focal_y").value || 50];
  const point = row.querySelector("[data-focal]");
  point.style.insetInlineStart = `${x}%`;
  point.style.insetBlockStart = `${y}%`;
  showCrops(row, x, y);
}

function set(row, x, y) {
  const within = (value) => Math.max(0, Math.min(100, Math.round(value)));
  field(row, "focal_x").value = within(x);
  field(row, "focal_y").value = within(y);
  row.querySelector("[data-focal-said]").textContent = `${within(x)} %, ${within(y)} %`;
  field(row, "focal_x").dispatchEvent(new Event("input", { bubbles: true }));
  show(row);
}

list.addEventListener("click", (event) => {
  const frame = event.target.closest(".focal-frame");
  if (!frame || event.detail === 0) return;
  const box = frame.getBoundingClientRect();
  const row = frame.closest("[data-row]");
  set(row, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  row.querySelector("[data-focal]").focus();
});
list.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step || !event.target.matches("[data-focal]")) return;
  event.preventDefault();
  const row = event.target.closest("[data-row]");
  const by = event.shiftKey ? 10 : 2;
  set(row, Number(field(row, "focal_x").value) + step[0] * by, Number(field(row, "focal_y").value) + step[1] * by);
});
list.querySelectorAll("[data-row]").forEach(show);
list.querySelectorAll("[data-row]").forEach(beginCredit);
// A row that came with the answer to a save.
list.addEventListener("formset:added", ({ target }) => {
  const { photo } = target.dataset;
  if (!photo) return;
  show(target);
  beginCredit(target);
  tellText(photo, field(target, "caption").value);
});
