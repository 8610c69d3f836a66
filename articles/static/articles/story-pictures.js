// The pictures of a story: chosen through the desk's pop-up, their focal point by click and arrow keys.
const list = document.querySelector("[data-rows=photo_uses]");
const form = document.getElementById("article_form");
const rowOf = (id) => list.querySelector(`[data-row][data-photo="${id}"]:not(.removed)`);
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

// --- a row for a picture -------------------------------------------------------------------------
async function add(id, place) {
  if (!/^\d+$/.test(id)) return null;
  if (rowOf(id)) return rowOf(id);
  const response = await fetch(`${form.dataset.blocks}?photo=${id}`);
  const card = response.ok ? (await response.json()).photo[id] : null;
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
  for (const image of row.querySelectorAll("img")) {
    image.hidden = !card.thumb;
    if (card.thumb) image.src = card.thumb;
  }
  row.querySelector("[data-no-file]").hidden = Boolean(card.thumb);
  row.querySelector("[data-credit]").textContent = card.credit ? `(${card.credit})` : "–";
  row.querySelector("[data-edit]").href = card.edit;
  row.querySelector("[data-upload]").href = card.upload;
  row.querySelector("[data-upload]").hidden = !card.upload;
  row.querySelector("[data-licence]").textContent = card.licence;
  row.querySelector("[data-cleared]").hidden = !card.cleared;
  row.querySelector("[data-uncleared]").hidden = card.cleared;
  show(row);
  return row;
}

const places = () => [...list.querySelectorAll('[data-row]:not(.removed) [name$="-place"]')];
const hasLead = () => places().some((each) => each.value === "lead");

for (const button of list.querySelectorAll("[data-choose-photo]")) {
  button.addEventListener("click", () => {
    const size = "width=1000,height=760,resizable=yes,scrollbars=yes";
    window.open(`${button.dataset.choosePhoto}?_popup=1&_to_field=id`, "chosen_photo__1", size);
  });
}
document.getElementById("chosen_photo").addEventListener("change", async ({ target }) => {
  const row = await add(target.value, hasLead() ? "text" : "lead");
  target.value = "";
  row?.querySelector('[name$="-caption"]').focus();
});

// --- in step with the text -----------------------------------------------------------------------
document.addEventListener("newsblock:photo", ({ detail: id }) => add(id, "text"));
document.addEventListener("newsblock:edit-photo", async ({ detail: id }) => {
  const row = await add(id, "text");
  const caption = row && field(row, "caption");
  caption?.focus();
  caption?.scrollIntoView({ block: "center" });
});
list.addEventListener("input", ({ target }) => {
  const id = target.closest("[data-row]")?.dataset.photo;
  if (!id || !target.name.endsWith("-caption")) return;
  for (const shown of document.querySelectorAll(`[data-caption-of="${id}"]`)) shown.textContent = target.value;
});

// --- the focal point -----------------------------------------------------------------------------
function show(row) {
  const [x, y] = [field(row, "focal_x").value || 50, field(row, "focal_y").value || 50];
  const point = row.querySelector("[data-focal]");
  point.style.insetInlineStart = `${x}%`;
  point.style.insetBlockStart = `${y}%`;
  for (const crop of row.querySelectorAll("[data-crop]")) crop.style.objectPosition = `${x}% ${y}%`;
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
