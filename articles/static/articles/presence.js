// Who else has this story open, and in which field: a notice, never a lock. Asked every few seconds; of a page that
// nobody looks at, less often.
import { make } from "../desk/elements.js";
import { BY_ITSELF, send } from "./sending.js";

const gettext = window.gettext || ((text) => text);
const form = document.getElementById("article_form");
/** Milliseconds: from one question to the next; the same where nobody looks; after an answer that was none. */
const [EVERY, UNSEEN, TROUBLED] = [Number(form?.dataset.every) || 5000, 30_000, 30_000];
/** Seconds without a question after which somebody is gone, so that three may get lost; the same where nobody looks. */
const [GONE, GONE_UNSEEN] = [15, 90];
/** The name of this page, as long as it is open. */
export const WINDOW = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join(
  "",
);
let writing = null;
let [field, told, others, timer, asking] = ["", "", [], 0, false];

/** The field, or the part of the form, that this element belongs to: by its id. */
function fieldOf(element) {
  const own = element.closest(".prose-editor")?.querySelector("textarea") ?? element;
  const isNamed = form.contains(own) && own.id && !own.closest("[data-row]") && labelOf(own.id);
  return isNamed ? own.id : element.closest(".part")?.id ?? "";
}

const labelOf = (id) => form.querySelector(`label[for="${id}"]`);
const nameOf = (id) => (labelOf(id)?.firstChild ?? document.getElementById(`${id}-h`))?.textContent.trim() ?? "";

const said = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

function lines({ name, own, field, since }) {
  const place = /^\w+$/.test(field) && nameOf(field);
  return [
    own ? gettext("You, in another window") : said(gettext("{name} is here"), { name }),
    said(place ? gettext("in {place}, since {since}") : gettext("since {since}"), { place, since }),
  ];
}

const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();

/** Of each person one line: of the window in which they write, if they do in one. */
function people() {
  const each = new Map();
  for (const one of others) if (!each.get(one.person)?.field) each.set(one.person, one);
  return [...each.values()];
}

function show() {
  const list = document.querySelector("[data-here]");
  const names = document.querySelector("[data-here-names]");
  const present = people();
  list.hidden = names.hidden = !present.length;
  const rows = present.map((one) => {
    const [who, where] = lines(one);
    const face = make("b", { class: "face", "aria-hidden": "true" }, initials(one.name));
    return make("li", {}, face, make("span", {}, make("b", {}, who), make("small", {}, where)));
  });
  list.replaceChildren(make("ul", {}, ...rows), ...(writing?.isApart ? [make("p", { class: "apart" }, apart())] : []));
  names.textContent = present.map((one) => lines(one)[0]).join(", ");
  for (const mark of document.querySelectorAll(".in-field")) mark.remove();
  for (const one of present) {
    const label = /^id_\w+$/.test(one.field) && labelOf(one.field);
    if (label) label.after(make("span", { class: "in-field" }, one.own ? gettext("You, in another window") : one.name));
  }
}

const apart = () =>
  gettext(
    "Your text and theirs come from different saves, so you do not see each other’s letters. Save yours: the two are brought together, and nothing of either is lost. You write in one text again when all of you have saved and opened the story anew.",
  );

/** Who comes is read out; where they go is not. */
function tell(before) {
  const known = new Set(before.map(({ person }) => person));
  const come = people().filter(({ person }) => !known.has(person)).map((one) => lines(one)[0]);
  if (come.length) document.querySelector("[data-here-said]").textContent = come.join(", ");
}

function body(token, more = {}) {
  const sent = new URLSearchParams();
  const silent = document.hidden ? GONE_UNSEEN : GONE;
  const all = { csrfmiddlewaretoken: token, typed_by: form.dataset.person, window: WINDOW, field, silent, ...more };
  for (const [name, value] of Object.entries(all)) sent.set(name, value);
  return sent;
}

async function ask() {
  clearTimeout(timer);
  if (asking) return;
  asking = true;
  const wait = form.dataset.present ? await askOnce() : EVERY;
  asking = false;
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

async function askOnce() {
  told = field;
  const { response } = await send(form.dataset.present, body, "application/json", BY_ITSELF);
  const answer = await response?.json().catch(() => null);
  const before = others;
  others = answer?.others ?? [];
  if (JSON.stringify(before) !== JSON.stringify(others)) {
    show();
    tell(before);
  }
  writeTogether().catch(() => {});
  if (!answer) return TROUBLED;
  return document.hidden ? UNSEEN : EVERY;
}

function moved({ target }) {
  field = fieldOf(target);
  // Where nobody looks on, it is said with the next question.
  if (!others.length || field === told) return;
  clearTimeout(timer);
  timer = setTimeout(ask, 300);
}

function toldApart() {
  show();
  if (writing.isApart) document.querySelector("[data-here-said]").textContent = apart();
}

/** The body is written as one text from the moment on in which somebody else is here. */
async function writeTogether() {
  if (!others.length || !form.dataset.together || !document.querySelector(".line.body .ProseMirror")) return;
  if (others.some(({ own }) => !own)) form.dataset.withOthers = "";
  if (!writing) {
    const { Writing } = await import("./together/writing.js");
    writing ??= new Writing(WINDOW, () => others.length, toldApart);
  }
  writing.join();
}

/** Before a save: what was written with others is with them. */
export const allSent = async () => await writing?.flush().catch(() => {});

function leave() {
  if (!form.dataset.present) return;
  writing?.last();
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  navigator.sendBeacon(form.dataset.present, body(token, { left: "1" }));
}

if (form) {
  form.addEventListener("focusin", moved);
  document.addEventListener("story:told", show);
  document.addEventListener("visibilitychange", () => document.hidden ? undefined : ask());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  ask();
}
