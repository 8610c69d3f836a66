// Which story a READ line leads to: a dialog with the stories that share this one's topics first.
import { make, shape } from "../desk/elements.js";
import { draw, listbox } from "../desk/listbox.js";

const gettext = window.gettext || ((text) => text);
const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
let count = 0;

const topics = () => [...(document.getElementById("id_topics")?.selectedOptions ?? [])].map(({ value }) => value);

async function rowsOf(address, words, signal) {
  const query = new URLSearchParams([["q", words], ...topics().map((topic) => ["topic", topic])]);
  const story = /\/(\d+)\/change\/$/.exec(location.pathname);
  if (story) query.set("story", story[1]);
  const answer = await fetch(`${address}?${query}`, { signal });
  return answer.ok ? (await answer.json()).rows : [];
}

function look(row, words) {
  if (row.outside) return [shape("outside"), ...draw(row, "")];
  return draw({ ...row, side: make("span", { class: `st ${row.state}` }, shape(row.state), ` ${row.word}`) }, words);
}

/** `done(id)` takes the story; `outside(words)` is for a page that is none of ours; `left()` when neither. */
export function pickRead({ address, typed, done, outside, left }) {
  const heading = make("h2", { id: `read_picker_${++count}` }, gettext("READ: which story?"));
  const close = make("button", { type: "button", class: "ib", "aria-label": gettext("Close") }, shape("close"));
  const head = make("div", { class: "top" }, heading, make("kbd", {}, "[["), close);
  const label = gettext("Words of the story, or an address");
  const input = make("input", { type: "text", "aria-label": label, placeholder: label });
  const list = make("div", { class: "options", "aria-labelledby": heading.id });
  const foot = make(
    "div",
    { class: "foot" },
    make("span", {}, make("kbd", {}, "Enter"), ` ${gettext("put in")}`),
    make("span", {}, make("kbd", {}, "Esc"), ` ${gettext("back to the text")}`),
  );
  const dialog = make("dialog", { class: "palette", "aria-labelledby": heading.id }, head, input, list, foot);
  let taken = false;
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (!taken) left();
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

  const away = { outside: true, text: gettext("Paste an address outside this paper") };
  const ask = async (words, signal) =>
    /^https?:/i.test(words.trim()) ? [away] : [...await rowsOf(address, words.trim(), signal), away];
  const said = (rows) =>
    ngettext("{count} story", "{count} stories", rows.length - 1).replace("{count}", rows.length - 1);
  const choose = (row) => {
    taken = true;
    dialog.close();
    if (row.outside) outside(input.value.trim());
    else done(row.id);
  };
  const found = listbox({ input, list, ask, choose, said, look, stays: true });
  dialog.showModal();
  input.value = typed;
  input.focus();
  found.open(typed);
}
