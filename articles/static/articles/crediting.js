// Whom a picture is credited to, typed in its row: read while it is typed, and kept for every page that shows the
// picture. It is no part of the story, so the form neither sends nor keeps it.
import { make } from "../desk/elements.js";
import { isClear, placeOf, saidOf, shelf, showCredit } from "./credit-shown.js";
import { send } from "./sending.js";
import { signIn } from "./signing-in.js";

const gettext = window.gettext || ((text) => text);
const form = document.getElementById("article_form");
const list = document.querySelector("[data-rows=photo_uses]");
const PARTS = ["line", "licence", "source_url", "expires_on"];
const UNCLEAR = "unclear";
/** Milliseconds: a line is read, a chosen licence is kept, a save of the story waits no longer. */
const [READ, CHOSEN, PATIENCE] = [300, 600, 3000];
const NOT_YET = gettext("Not saved yet: press Enter, or Save the credit.");
const LOST = gettext("It did not get through. What you typed is kept in this browser: save it again.");
/** What goes on in the fields of a row, by those fields. */
const states = new WeakMap();

const fieldsOf = (row) => row.querySelector(".crediting");
const part = (row, name) => fieldsOf(row)?.querySelector(`[data-part="${name}"]`);
const typedIn = (row) => Object.fromEntries(PARTS.map((name) => [name, part(row, name).value.trim()]));
const differs = (row, than) => PARTS.some((name) => part(row, name).value.trim() !== than[name]);
const tell = (row, words) => fieldsOf(row).querySelector("[data-kept]").textContent = words;

// --- what was typed and is not saved: in this browser, for this person ------------------------------
function shelve(row) {
  const { seen } = saidOf(row);
  if (differs(row, saidOf(row))) localStorage.setItem(shelf(row), JSON.stringify({ ...typedIn(row), seen }));
  else localStorage.removeItem(shelf(row));
}

/** The fields in which it is typed, with what was typed before and is not saved. */
export function open(row) {
  if (fieldsOf(row) || !saidOf(row) || saidOf(row).closed) return;
  put(row);
  const [said, kept] = [saidOf(row), JSON.parse(localStorage.getItem(shelf(row)) ?? "null")];
  if (!kept) return;
  fill(row, kept);
  states.get(fieldsOf(row)).byHand = kept.licence !== said.licence;
  // What somebody else has made of it since is told when this is saved.
  placeOf(row).dataset.crediting = JSON.stringify({ ...said, seen: kept.seen });
  if (differs(row, said)) tell(row, NOT_YET);
  else localStorage.removeItem(shelf(row));
}

function put(row) {
  const holder = make("div");
  holder.innerHTML = document.querySelector("[data-credit-fields]").innerHTML.replaceAll("__row__", row.id);
  const fields = holder.firstElementChild;
  placeOf(row).append(fields);
  // What fills a gap is kept by itself; what changes a credit that is clear, and that readers may have, is not.
  states.set(fields, { byItself: !isClear(row), byHand: false, read: "", refused: "", timer: 0, keeping: null });
  fill(row, saidOf(row));
  placeOf(row).querySelector("[data-credit-change]").hidden = true;
  fields.querySelector("[data-leave]").hidden = !isClear(row);
  listen(row, fields);
  if (part(row, "line").value && part(row, "licence").value === UNCLEAR) look(row);
}

function fill(row, values) {
  for (const name of PARTS) part(row, name).value = values[name];
}

function close(row) {
  fieldsOf(row).remove();
  const change = placeOf(row).querySelector("[data-credit-change]");
  change.hidden = false;
  return change;
}

// --- while it is typed ----------------------------------------------------------------------------
function listen(row, fields) {
  const state = states.get(fields);
  const later = (act, milliseconds) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(act, milliseconds);
  };
  fields.addEventListener("input", (event) => {
    event.stopPropagation();
    shelve(row);
    if (event.target.dataset.part === "line") later(() => look(row), READ);
  });
  fields.addEventListener("change", (event) => {
    event.stopPropagation();
    if (event.target.dataset.part !== "licence") return;
    state.byHand = true;
    shelve(row);
    if (state.byItself) later(() => keep(row), CHOSEN);
  });
  fields.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target.matches("button")) return;
    event.preventDefault();
    saveAndGoOn(row);
  });
  fields.addEventListener("focusout", ({ relatedTarget }) => {
    // Who looks something up in another window comes back to what they typed.
    if (fields.contains(relatedTarget) || !document.hasFocus() || !differs(row, saidOf(row))) return;
    if (state.byItself) keep(row);
    else tell(row, NOT_YET);
  });
  fields.querySelector("[data-keep]").addEventListener("click", () => saveAndGoOn(row));
  fields.querySelector("[data-leave]").addEventListener("click", () => {
    localStorage.removeItem(shelf(row));
    close(row).focus();
  });
}

/** How the line is understood; the box of licences follows it, until somebody chooses in it. */
async function look(row) {
  const [fields, { value: line }] = [fieldsOf(row), part(row, "line")];
  const { response } = await ask(row, { line, look: "1" });
  const read = await response?.json().catch(() => null);
  if (!read || fieldsOf(row) !== fields || part(row, "line").value !== line) return;
  fields.querySelector("[data-understood]").textContent = read.understood;
  const [state, box] = [states.get(fields), part(row, "licence")];
  const { value } = box;
  box.querySelector("optgroup")?.remove();
  const likely = read.candidates.map((each) => box.querySelector(`[value="${each}"]`).cloneNode(true));
  if (likely.length) box.firstElementChild.after(make("optgroup", { label: gettext("It may be") }, ...likely));
  box.value = value;
  if (read.licence === state.read) return;
  state.read = read.licence;
  state.byHand = false;
  box.value = read.licence || saidOf(row).licence;
}

// --- kept -----------------------------------------------------------------------------------------
function ask(row, values) {
  return send(saidOf(row).door, (token) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...values })) body.set(name, value);
    return body;
  });
}

/** Whether the credit is as it was typed. Of itself (not `asked` for), nothing is tried twice. */
async function keep(row, asked = false) {
  const [fields, state] = [fieldsOf(row), states.get(fieldsOf(row))];
  await state.keeping;
  const sent = JSON.stringify(typedIn(row));
  if (!differs(row, saidOf(row))) return true;
  if (!asked && sent === state.refused) return false;
  clearTimeout(state.timer);
  fields.setAttribute("aria-busy", "true");
  state.keeping = post(row, state, sent).finally(() => {
    state.keeping = null;
    fields.removeAttribute("aria-busy");
  });
  return state.keeping;
}

async function post(row, state, sent) {
  const values = JSON.parse(sent);
  const licence = state.byHand ? values.licence : "";
  const { response, problem, refusal } = await ask(row, { ...values, licence, seen: saidOf(row).seen });
  const answer = await (response ?? refusal)?.json().catch(() => null);
  // A save of the story may have put a new row in its place meanwhile.
  row = list.querySelector(`[data-row][data-photo="${row.dataset.photo}"]`) ?? row;
  if (answer?.card) showCredit(row, answer.card);
  if (!fieldsOf(row)) return Boolean(response);
  refuse(row, response ? [] : answer?.problems ?? [LOST], answer?.fields ?? []);
  if (response) {
    if (JSON.stringify(typedIn(row)) === sent) {
      fill(row, saidOf(row));
      fieldsOf(row).querySelector("[data-understood]").textContent = "";
      state.byHand = false;
    }
    shelve(row);
    tell(row, gettext("Saved."));
    form.dispatchEvent(new Event("story:credited"));
    return true;
  }
  state.refused = sent;
  if (problem === "signed-out" || problem === "other") signIn(problem).then(() => keep(row, true), () => {});
  return false;
}

function refuse(row, problems, about) {
  const said = fieldsOf(row).querySelector("[data-refused]");
  said.hidden = !problems.length;
  said.querySelector("[data-why]").textContent = problems.join(" ");
  for (const name of PARTS) part(row, name).setAttribute("aria-invalid", about.includes(name));
  if (problems.length) tell(row, "");
}

async function saveAndGoOn(row) {
  const isAsItWas = !differs(row, saidOf(row));
  if (!await keep(row, true)) {
    fieldsOf(row)?.querySelector("[aria-invalid=true]")?.focus();
    return;
  }
  if (isAsItWas && !isClear(row)) tell(row, gettext("Nothing to save yet: say who made it, and choose the licence."));
  const next = isClear(row) ? close(row) : part(row, missing(row));
  const alt = row.querySelector('[name$="-alt"]');
  (isClear(row) && needsAlt(row) ? alt : next).focus();
}

// --- the way to what is missing -------------------------------------------------------------------
function missing(row) {
  const { line, licence, expires_on: end, source_url: source } = saidOf(row);
  if (!line) return "line";
  if (licence === UNCLEAR) return "licence";
  if (end && !isClear(row)) return "expires_on";
  return source ? "line" : "source_url";
}

const needsAlt = (row) =>
  !row.querySelector('[name$="-alt"]').value && !row.querySelector('[name$="-decorative"]').checked;

/** To the credit of that picture if it is missing and may be given, else to its alt text. */
export function toMissing(row) {
  if (!isClear(row)) open(row);
  if (fieldsOf(row)) part(row, missing(row)).focus();
  else if (needsAlt(row)) row.querySelector('[name$="-alt"]').focus();
}

/** To its fields, and among them to the one that is missing. */
export function toCredit(row) {
  open(row);
  part(row, missing(row))?.focus();
}

// --- before the story is saved or published -------------------------------------------------------
const unsaved = () =>
  [...list.querySelectorAll("[data-row]:not(.removed)")].filter((row) =>
    fieldsOf(row) && states.get(fieldsOf(row)).byItself && differs(row, saidOf(row))
  );
let isThrough = false;

/** What fills a gap is kept first: what is checked then is what was typed. */
async function first(event, act) {
  const rows = isThrough ? [] : unsaved();
  if (!rows.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const wait = new Promise((done) => setTimeout(done, PATIENCE));
  await Promise.race([Promise.all(rows.map((row) => keep(row))), wait]);
  isThrough = true;
  act();
  isThrough = false;
}

form.addEventListener("submit", (event) => first(event, () => form.requestSubmit(event.submitter)), true);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) first(event, () => link.click());
}, true);
addEventListener("online", () => unsaved().forEach((row) => keep(row, true)));
