// Find or do anything; finding.js opens it.
import { make, shape } from "./elements.js";
import { draw, listbox } from "./listbox.js";

const gettext = window.gettext || ((text) => text);
const MOST_SHOWN = 3;

/** The places of the desk itself, whose names are in its head. */
function places(words) {
  const asked = words.toLowerCase();
  const links = [...document.querySelectorAll("#desk-nav a")];
  const found = links.filter((link) => link.textContent.toLowerCase().includes(asked)).slice(0, MOST_SHOWN);
  return found.map((link) => ({ group: gettext("Go to"), text: link.textContent.trim(), url: link.href }));
}

function look(row, words) {
  const side = make(
    "span",
    { class: "side" },
    row.word ? make("span", { class: `st ${row.state}` }, shape(row.state), ` ${row.word}`) : null,
    row.key ? make("kbd", {}, row.key) : null,
  );
  const thumb = row.thumb ? make("img", { src: row.thumb, alt: "", class: "thumb" }) : null;
  return [thumb, ...draw({ ...row, side }, words)];
}

/** `address` is asked for what is found; `typed` are its first words. */
export function open(address, typed) {
  const back = document.activeElement;
  const title = gettext("Find or do anything");
  const input = make("input", { type: "text", "aria-label": title, placeholder: title });
  const list = make("div", { class: "options", "aria-label": title });
  const told = make("span");
  const foot = make(
    "div",
    { class: "foot" },
    told,
    make("span", {}, make("kbd", {}, "Tab"), ` ${gettext("next group")}`),
  );
  const dialog = make("dialog", { class: "palette", "aria-label": title }, input, list, foot);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus();
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

  let begun = 0;
  async function ask(words, signal) {
    begun = performance.now();
    if (!words.trim()) return [];
    const query = new URLSearchParams({ q: words });
    const answer = await fetch(`${address}?${query}`, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return places(words);
    return [...(await answer.json()).rows, ...places(words)];
  }
  function said(rows, words) {
    if (!words.trim()) return told.textContent = "";
    const [count, took] = [rows.length, Math.round(performance.now() - begun)];
    told.textContent = gettext("{count} found in {took} ms").replace("{count}", count).replace("{took}", took);
    return count ? gettext("{count} found").replace("{count}", count) : gettext("Nothing found");
  }
  const choose = ({ url }, event) => {
    if (event?.ctrlKey || event?.metaKey) window.open(url, "_blank", "noopener");
    else location.assign(url);
  };
  const found = listbox({ input, list, ask, choose, said, look, wait: 90, stays: true });
  dialog.showModal();
  input.value = typed;
  input.focus();
  found.open(typed);
}
