// “Kept in this browser”, on the desk's start page: what was typed and the server has not taken, with why not. It can be
// copied, opened as a new story or thrown away.
import { make } from "../desk/elements.js";
import { forget } from "./kept-here.js";
import { replay } from "./replay.js";
import { sendText } from "./sending.js";

const gettext = window.gettext || ((text) => text);
const list = document.querySelector("[data-kept-here]");
const DAY = { timeZone: list.dataset.zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const NOT_TAKEN = {
  connection: gettext("No connection: it is sent as soon as there is one."),
  "signed-out": gettext("You were signed out: it is sent after the next sign-in."),
  other: gettext("Somebody else was signed in here: it is sent after your next sign-in."),
  away: gettext("The server was away: it is tried again each time this page is opened."),
  long: gettext("It is longer than what is kept on the way. Copy it, and save it in parts."),
  late: gettext("The server has a later text of the same form. Copy what is missing there, then throw this one away."),
  gone: gettext("The story is no longer there. Copy the text, or open it as a new story."),
  refused: gettext("You may not change that story any more. Copy the text, or open it as a new story."),
};
/** Fields that are read, in their order. */
const WORDS = ["headline", "standfirst", "key_points", "body"];

const said = (text, name) => text.fields.find(([field]) => field === name)?.[1] ?? "";

/** All words of it, a paragraph on a line; captions of its pictures behind the text. */
function wordsOf(text) {
  const body = new DOMParser().parseFromString(said(text, "body"), "text/html").body;
  for (const block of body.querySelectorAll("p, h2, h3, li")) block.append("\n\n");
  const captions = text.fields.filter(([name]) => /^photo_uses-\d+-caption$/.test(name)).map(([, value]) => value);
  const parts = WORDS.map((name) => name === "body" ? body.textContent : said(text, name));
  return [...parts, ...captions].map((part) => part.trim()).filter(Boolean).join("\n\n");
}

/** A story of its own with all that was typed but the address, which is the old one's. */
async function openAsNew(text) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const fields = text.fields.filter(([name]) => !["slug", "taken", "opened", "revision"].includes(name));
  const answer = await sendText({ ...text, key, door: list.dataset.newDoor, fields });
  if (!answer.at) return answer.problem ?? "away";
  await forget(list.dataset.person, text.key, text.count);
  location.assign(`${list.dataset.newForm}?typed=${key}`);
  return "";
}

function rowOf(text) {
  const words = wordsOf(text);
  const number = /\/(\d+)\/autosave\/$/.exec(text.door)?.[1];
  const headline = said(text, "headline").trim() || gettext("Untitled story");
  const story = number
    ? make("a", { class: "t", href: list.dataset.story.replace("/0/", `/${number}/`) }, headline)
    : make("b", {}, headline);
  const at = text.at ? new Date(text.at).toLocaleString(document.documentElement.lang || [], DAY) : "";
  const why = make("small", {}, NOT_TAKEN[text.problem] ?? NOT_TAKEN.away);
  const area = make("textarea", { readonly: true, rows: 8, "aria-label": gettext("The text") });
  area.value = words;
  const told = make("p", { class: "q", role: "status" });
  const button = (name, act) => {
    const made = make("button", { type: "button", class: "btn slim" }, name);
    made.addEventListener("click", act);
    return made;
  };
  const shown = make("details", {}, make("summary", {}, gettext("Show the text")), area);
  const copy = button(gettext("Copy"), async () => {
    shown.open = true;
    area.select();
    try {
      await navigator.clipboard.writeText(words);
      told.textContent = gettext("Copied.");
    } catch {
      told.textContent = gettext("It is selected: copy it with Ctrl C.");
    }
  });
  const asNew = button(gettext("Open as a new story"), async () => {
    const problem = await openAsNew(text);
    if (problem) told.textContent = `${gettext("That did not work.")} ${NOT_TAKEN[problem] ?? NOT_TAKEN.away}`;
  });
  const row = make(
    "li",
    { class: "kept" },
    make("p", {}, story, " ", make("span", { class: "q num nw" }, at)),
    make("p", {}, why),
    make("p", { class: "acts" }, copy, asNew, button(gettext("Throw it away"), throwAway)),
    shown,
    told,
  );

  async function throwAway() {
    if (!confirm(gettext("Throw this text away? Nobody has it but this browser."))) return;
    await forget(list.dataset.person, text.key, text.count);
    row.remove();
    list.hidden = !list.querySelector(".kept");
  }
  return row;
}

// What the server takes stands in its own list, where it is after this.
replay(list.dataset.person).then(({ sent, left }) => {
  if (sent.length) {
    location.reload();
    return;
  }
  list.querySelector("ul").replaceChildren(...left.map(rowOf));
  list.querySelector(".cnt").textContent = left.length;
  list.hidden = !left.length;
}, () => {});
