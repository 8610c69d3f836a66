// A field to type in and the list under it (ARIA 1.2, combobox with listbox). What is listed, how a row looks and
// what choosing it does is for whoever uses it to say.
import { make } from "./elements.js";

let count = 0;
const taking = new Set();

/** Resolves when every row that somebody has asked for by Enter is taken. */
export const taken = () => Promise.all(taking);

/** The text with what was looked for marked in it. */
export function marked(text, words) {
  const asked = words.trim().split(/\s+/).filter(Boolean).map(escaped);
  if (!asked.length) return [text];
  const parts = text.split(new RegExp(`(${asked.join("|")})`, "iu"));
  return parts.map((part, index) => (index % 2 ? make("mark", {}, part) : part));
}

const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** `text` with a second line `note`; `side` stands at the end of the row. */
export const draw = (row, words) => [
  make("span", { class: "what" }, ...marked(row.text, words), row.note ? make("small", {}, row.note) : null),
  row.side,
];

/**
 * `ask(words, signal)` gives rows, in order; those with the same `group` stand under that head. `choose(row)` is
 * called with the row that was taken. `said(rows, words)` is a sentence for who does not see the list.
 * Gives `{ open, close }`; `open(words)` resolves when the list is there.
 */
export function listbox({ input, list, ask, choose, said, look = draw, wait = 120, stays = false }) {
  let [rows, active, turn, timer, coming, stop, entered] = [[], -1, 0, 0, null, null, false];
  const status = make("p", { class: "visually-hidden", role: "status" });
  list.id ||= `listbox_${++count}`;
  list.setAttribute("role", "listbox");
  list.after(status);
  for (
    const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", stays],
      ["aria-controls", list.id],
      ["autocomplete", "off"],
      ["autocapitalize", "none"],
      ["spellcheck", "false"],
    ]
  ) input.setAttribute(name, value);
  if (!stays) list.hidden = true;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function point(index) {
    active = rows.length ? (index + rows.length) % rows.length : -1;
    for (const [each, option] of options().entries()) option.setAttribute("aria-selected", each === active);
    const at = options()[active];
    if (at) {
      input.setAttribute("aria-activedescendant", at.id);
      at.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function fill(words) {
    const groups = new Map();
    for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
    // The rows of a group stand together, whatever order they came in.
    rows = [...groups.values()].flat();
    let number = 0;
    const drawn = [...groups].map(([name, members]) => {
      const made = members.map((row) =>
        make("div", { role: "option", id: `${list.id}_${number++}`, class: row.kind }, ...look(row, words))
      );
      if (!name) return made;
      const head = make("div", { class: "head", id: `${list.id}_head_${++count}` }, name);
      return [make("div", { role: "group", "aria-labelledby": head.id }, head, ...made)];
    });
    list.replaceChildren(...drawn.flat());
  }

  async function show(words) {
    const mine = ++turn;
    stop?.abort();
    stop = new AbortController();
    let found;
    try {
      found = await ask(words, stop.signal);
    } catch (error) {
      if (error.name === "AbortError") return;
      throw error;
    }
    if (mine !== turn) return;
    rows = found;
    fill(words);
    list.hidden = !stays && !rows.length;
    input.setAttribute("aria-expanded", !list.hidden);
    point(0);
    status.textContent = said(rows, words);
  }

  /** Asks at once, or a moment after the last letter. */
  function open(words, later = 0) {
    clearTimeout(timer);
    coming = new Promise((there) => {
      timer = setTimeout(() => show(words).finally(there), later);
    });
    return coming;
  }

  function close() {
    // Whoever goes on at once after Enter has chosen all the same.
    if (entered) return;
    clearTimeout(timer);
    turn++;
    coming = null;
    if (stays) return;
    list.hidden = true;
    rows = [];
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  async function take(event) {
    // What was typed last may still be on its way; Enter means its first row.
    entered = true;
    await coming;
    entered = false;
    const row = rows[active];
    if (row || document.activeElement !== input) close();
    if (row) await choose(row, event);
  }

  function enter(event) {
    const one = take(event).finally(() => taking.delete(one));
    taking.add(one);
  }

  /** From the first row of one group to that of the next. */
  function nextGroup(step) {
    const firsts = rows.map((row, index) => (row.group !== rows[index - 1]?.group ? index : -1));
    const heads = firsts.filter((index) => index >= 0);
    const here = heads.findLastIndex((index) => index <= active);
    point(heads[(here + step + heads.length) % heads.length] ?? 0);
  }

  input.addEventListener("input", () => open(input.value, wait));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isOpen || coming) enter(event);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) point(active + (event.key === "ArrowDown" ? 1 : -1));
      else open("");
    } else if (event.key === "Escape" && isOpen && !stays) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab" && stays && rows.some((row) => row.group)) {
      event.preventDefault();
      nextGroup(event.shiftKey ? -1 : 1);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const index = options().indexOf(event.target.closest("[role=option]"));
    if (index < 0) return;
    active = index;
    enter(event);
  });
  return { open, close };
}
