// The answer to a save, put into the page that is open: caret, scroll and what can be undone stay.
import { createDocument } from "django-prose-editor/editor";
import { alive } from "./rows.js";

const form = document.getElementById("article_form");
/** What tells of the saved copy, and is taken over as a whole. */
const TOLD = [".margin", ".bar", ".steps", ".legend", ".breadcrumbs", "h1", ".address > .q", ".agreement"];
/** `page`: the story's page after the save; `sent`: what was saved; `isStill`: whether nothing was typed since. Gives
 * the line that says when it was saved. */
export function putInPlace(page, sent, isStill) {
  const answer = page.getElementById("article_form");
  document.title = page.title;
  for (const [name, value] of Object.entries(answer.dataset)) form.dataset[name] = value;
  putFields(answer, sent, isStill);
  if (isStill) putRows(answer);
  putTold(page);
  return document.querySelector("[data-saved]").textContent;
}

/** What the server made of a field, such as an address of the headline. */
function putFields(answer, sent, isStill) {
  for (const field of answer.querySelectorAll("input[name], textarea[name], select[name]")) {
    const ours = form.elements[field.name];
    if (!ours?.matches || field.name === "form_key" || field.closest("[data-rows]")) continue;
    if (field.type === "hidden") ours.value = field.value;
    else if (isStill && field.type !== "checkbox" && !field.multiple && ours.value === sent.get(field.name)) {
      if (ours.value === field.value) continue;
      if (field.name === "body") putBody(field.value);
      else ours.value = field.value;
    }
  }
}

/** Only what differs is replaced, so the caret stays where it is. */
function putBody(html) {
  const { editor } = document.querySelector(".line.body .ProseMirror");
  const { doc, schema, tr } = editor.state;
  const theirs = createDocument(html, schema);
  const start = doc.content.findDiffStart(theirs.content);
  if (start === null) return;
  let { a, b } = doc.content.findDiffEnd(theirs.content);
  const overlap = Math.max(0, start - Math.min(a, b));
  [a, b] = [a + overlap, b + overlap];
  editor.view.dispatch(tr.replace(start, a, theirs.slice(start, b)).setMeta("preventUpdate", true));
  document.getElementById("id_body").value = html;
}

/** A list that the server has other rows of, such as a line of the text that has found its story. */
function putRows(answer) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const [ours, theirs] = [rows, answer.querySelector(`[data-rows="${rows.dataset.rows}"]`)]
      .map((each) => each.querySelector("[data-list]"));
    if (alive(ours).length === theirs.children.length) continue;
    for (const part of ["TOTAL_FORMS", "INITIAL_FORMS"]) {
      const name = `${rows.dataset.rows}-${part}`;
      form.elements[name].value = answer.elements[name].value;
    }
    ours.replaceChildren(...theirs.children);
    for (const row of ours.children) {
      row.dispatchEvent(
        new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: rows.dataset.rows } }),
      );
    }
  }
}

function putTold(page) {
  const hadFocus = document.activeElement?.closest(".margin, .bar") && document.activeElement.name === "_save";
  const place = document.activeElement?.closest(".bar") ? ".bar" : ".margin";
  for (const name of TOLD) {
    const theirs = [...page.querySelectorAll(name)];
    [...document.querySelectorAll(name)].forEach((ours, index) =>
      ours.replaceChildren(...theirs[index]?.childNodes ?? [])
    );
  }
  document.querySelectorAll(".note.typed, .story-errors, .messagelist").forEach((each) => each.remove());
  document.dispatchEvent(new Event("story:told"));
  if (hadFocus) document.querySelector(`${place} [name=_save]`)?.focus();
  const messages = page.querySelector(".messagelist");
  messages?.querySelectorAll("li.success").forEach((each) => each.remove());
  if (messages?.children.length) document.getElementById("content").before(messages);
}
