// Choosing by name: over each <select> of rows stands a field to type in; the select keeps what was chosen and is
// what the form sends. It asks the desk's own address of names, and may make a row that is not there yet.
import { make, shape } from "../desk/elements.js";
import { listbox } from "../desk/listbox.js";

const gettext = window.gettext || ((text) => text);
const named = (sentence, name) => sentence.replace("{name}", name);

/** The rows whose name has these words, as the desk's address of names lists them. */
async function rowsOf(select, term, signal) {
  const { appLabel: app_label, modelName: model_name, fieldName: field_name } = select.dataset;
  const query = new URLSearchParams({ term, app_label, model_name, field_name });
  const answer = await fetch(`${select.getAttribute("data-ajax--url")}?${query}`, { signal });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).results;
}

/** Makes the row at the desk; gives it, or the sentence that says why not. */
async function makeRow(select, name) {
  const body = new FormData();
  body.set("name", name);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(select.dataset.make, { method: "POST", body });
    return await answer.json();
  } catch {
    return { error: gettext("It could not be added just now. Try again.") };
  }
}

function start(select) {
  const { addWords, make: address } = select.dataset;
  const many = select.multiple;
  const label = document.querySelector(`label[for="${select.id}"]`);
  const input = make("input", { type: "text", id: `${select.id}_words`, class: "combo-words" });
  const list = make("div", { class: "options" });
  const chips = many ? make("ul", { class: "chips" }) : null;
  const wrong = make("p", { class: "errorlist", role: "alert", hidden: true });
  // A row of a list is taken off as a whole.
  const stays = many || select.required || select.closest("[data-row]");
  const off = stays ? null : make("button", { type: "button", class: "ib take-off" }, shape("close"));
  const box = make(
    "div",
    { class: many ? "combo many" : "combo" },
    chips,
    input,
    off,
    many ? null : shape("down"),
    list,
  );
  if (label) {
    label.htmlFor = input.id;
    label.id ||= `${select.id}_label`;
    list.setAttribute("aria-labelledby", label.id);
    chips?.setAttribute("aria-labelledby", label.id);
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.hidden = true;
  select.after(box, wrong);
  off?.addEventListener("click", () => {
    put({ id: "", text: "" });
    input.focus();
  });

  const chosen = () => [...select.selectedOptions].filter((option) => option.value);

  function render() {
    if (!many) {
      input.value = chosen()[0]?.textContent.trim() ?? "";
      if (off) off.hidden = !input.value;
      off?.setAttribute("aria-label", named(gettext("Take off {name}"), input.value));
      return;
    }
    chips.replaceChildren(
      ...chosen().map((option) => {
        const words = named(gettext("Take off {name}"), option.textContent);
        const off = make("button", { type: "button", "aria-label": words }, shape("close"));
        off.addEventListener("click", () => takeOff(option));
        return make("li", {}, option.textContent, off);
      }),
    );
    chips.hidden = !chips.childElementCount;
  }

  function takeOff(option) {
    option.remove();
    changed();
    input.focus();
  }

  const changed = () => select.dispatchEvent(new Event("change", { bubbles: true }));

  function put({ id, text }) {
    const known = [...select.options].find((option) => option.value === String(id));
    const option = known ?? select.appendChild(new Option(text, id));
    if (many) select.append(option);
    option.selected = true;
    wrong.hidden = true;
    changed();
    if (many) input.value = "";
  }

  async function choose(row) {
    if (!row.fresh) return put(row);
    if (!address) return put({ id: `+${row.fresh}`, text: row.fresh });
    input.setAttribute("aria-busy", "true");
    const made = await makeRow(select, row.fresh);
    input.removeAttribute("aria-busy");
    if (!made.error) return put(made);
    wrong.textContent = made.error;
    wrong.hidden = false;
  }

  async function ask(words, signal) {
    const term = words.trim();
    let found;
    try {
      found = await rowsOf(select, term, signal);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      wrong.textContent = gettext("The names could not be loaded. Try again.");
      wrong.hidden = false;
      return [];
    }
    wrong.hidden = true;
    const there = new Set(chosen().map((option) => option.value));
    const rows = many ? found.filter(({ id }) => !there.has(id)) : found;
    const same = [...found, ...chosen()].some((each) => (each.text ?? "").toLowerCase() === term.toLowerCase());
    if (addWords && term && !same) rows.push({ fresh: term, text: named(addWords, term), kind: "fresh" });
    return rows;
  }

  const said = (rows) => (rows.length ? named(gettext("{name} to choose from"), rows.length) : gettext("None found"));
  const names = listbox({ input, list, ask, choose, said });

  input.addEventListener("click", () => {
    if (list.hidden) names.open("");
    if (!many) input.select();
  });
  input.addEventListener("focus", () => many || input.select());
  input.addEventListener("blur", () => {
    names.close();
    const [first] = chosen();
    if (many) input.value = "";
    else if (first && !input.value.trim()) {
      select.value = "";
      changed();
    } else render();
  });
  // What is typed here is no change of the form until it is chosen.
  input.addEventListener("input", (event) => event.stopPropagation());
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    if (!many) return;
    if (event.key === "Backspace" && !input.value && chosen().length) takeOff(chosen().at(-1));
    if (event.key === "," && input.value.trim()) {
      event.preventDefault();
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }
  });
  select.addEventListener("change", render);
  render();
}

const startAll = (root) => root.querySelectorAll("select[data-chosen-by-name]").forEach(start);
startAll(document);
document.addEventListener("formset:added", ({ target }) => startAll(target));
