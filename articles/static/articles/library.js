// The library: pictures that are here, found by words, creator, licence, date and use, in a dialog of the page.
import { make } from "../desk/elements.js";

const gettext = window.gettext || ((text) => text);
/** Milliseconds after the last key before the library is asked. */
const PAUSE = 150;

/** Opens the library; `done` gets the ids that were chosen, in the order of choosing. */
export async function library(url, done) {
  const opener = document.activeElement;
  const dialog = make("dialog", { class: "desk-dialog library", "aria-labelledby": "library-h" });
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
  const page = await fetched(url);
  if (!page) {
    location.href = url;
    return;
  }
  dialog.append(page);
  const form = dialog.querySelector("form");
  const chosen = new Map();

  form.addEventListener("input", (event) => event.target.name && later(() => look(url, form, chosen)));
  form.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-picture]")) return;
    if (target.checked) chosen.set(target.value, target.dataset.picture);
    else chosen.delete(target.value);
    count(form, chosen);
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-results] a[data-page]");
    if (link) event.preventDefault();
    if (link) show(form, chosen, link.href);
  });
  form.addEventListener("keydown", (event) => onKey(form, event));
  form.addEventListener("dblclick", ({ target }) => target.closest("[data-results] label") && form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ids = [...chosen.keys()];
    dialog.close();
    if (ids.length && event.submitter?.value !== "cancel") done(ids);
  });
  count(form, chosen);
  dialog.showModal();
  form.elements.q.focus();
}

async function fetched(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-library-page]");
  } catch {
    return null;
  }
}

// --- what is found --------------------------------------------------------------------------------
let timer;
let asked = 0;

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, PAUSE);
}

function look(url, form, chosen) {
  const said = [...new FormData(form)].filter(([, value]) => value);
  return show(form, chosen, `${url}?${new URLSearchParams(said)}`);
}

async function show(form, chosen, url) {
  const number = ++asked;
  const found = await fetched(url);
  // A slower answer to an earlier question says nothing any more.
  if (number !== asked) return;
  const results = form.querySelector("[data-results]");
  if (!found) {
    results.replaceChildren(make("p", { class: "note" }, gettext("The library does not answer. Try again.")));
    return;
  }
  results.replaceWith(found.querySelector("[data-results]"));
  for (const box of form.querySelectorAll("[data-picture]")) box.checked = chosen.has(box.value);
}

function count(form, chosen) {
  const names = [...chosen.values()].join(", ");
  const put = form.querySelector("[data-put-in]");
  put.disabled = !chosen.size;
  form.querySelector("[data-chosen]").textContent = chosen.size ? `${chosen.size}: ${names}` : "";
}

// --- keys: arrows go from picture to picture, Space chooses, Enter puts in -----------------------
function onKey(form, event) {
  const boxes = [...form.querySelectorAll("[data-picture]")];
  const at = boxes.indexOf(event.target);
  if (event.key === "Enter" && (at >= 0 || event.target.name === "q")) {
    event.preventDefault();
    // Whoever chose nothing means the picture that stands there.
    if (at >= 0 && !boxes.some((box) => box.checked)) boxes[at].click();
    if (at >= 0) form.requestSubmit(form.querySelector("[data-put-in]"));
    else boxes[0]?.focus();
    return;
  }
  const down = event.key === "ArrowDown" && event.target.name === "q";
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(boxes), ArrowUp: -columns(boxes) }[event.key];
  if (!down && (at < 0 || !step)) return;
  event.preventDefault();
  const next = down ? boxes[0] : boxes[at + step];
  if (next) next.focus();
  else if (at >= 0 && step < 0) form.elements.q.focus();
}

function columns(boxes) {
  const top = boxes[0]?.closest("li").offsetTop;
  return boxes.filter((box) => box.closest("li").offsetTop === top).length || 1;
}
