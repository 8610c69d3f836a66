// The lists of a story (bylines, pictures, links) after a save that loads no page: rows that the server has otherwise,
// such as a caption that was merged, or a line of the text that has found its story.
const form = document.getElementById("article_form");
/** Parts of a row that say nothing of the story, and those without which there is none. */
const BESIDE = new Set(["id", "order", "DELETE"]);
const ABOUT = ["author", "photo", "target", "url", "title", "wanted", "caption"];

export const listsOf = (within) => [...within.querySelectorAll("[data-rows]")].map(({ dataset }) => dataset.rows);

/** The rows of that list in their order, each as what it says: those that are empty or taken off are none. */
function said(data, prefix) {
  const rows = new Map();
  for (const [name, value] of data) {
    const [list, number, part] = name.split("-");
    if (list !== prefix || part === undefined) continue;
    if (!rows.has(number)) rows.set(number, {});
    rows.get(number)[part] = value;
  }
  return JSON.stringify(
    [...rows.values()]
      .filter((row) => !("DELETE" in row) && ABOUT.some((part) => row[part]))
      .sort((one, other) => (one.order || 1e4) - (other.order || 1e4))
      .map((row) => Object.entries(row).filter(([part, value]) => !BESIDE.has(part) && value).sort()),
  );
}

/** What was typed into the list since it was sent, and what the server has made of it. */
export function rowsOf(name, sent, ours, theirs) {
  const [was, here, there] = [sent, ours, theirs].map((data) => said(data, name));
  return { typedSince: here !== was, changedThere: there !== was, put: (answer) => putRows(name, answer) };
}

function putRows(name, answer) {
  const [ours, theirs] = [form, answer].map((each) => each.querySelector(`[data-rows="${name}"] [data-list]`));
  const focused = ours.contains(document.activeElement) ? document.activeElement.name || document.activeElement.id : "";
  for (const part of ["TOTAL_FORMS", "INITIAL_FORMS"]) {
    form.elements[`${name}-${part}`].value = answer.elements[`${name}-${part}`].value;
  }
  ours.replaceChildren(...theirs.children);
  for (const row of ours.children) {
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: name } }));
  }
  if (focused) form.elements[focused]?.focus?.();
}
