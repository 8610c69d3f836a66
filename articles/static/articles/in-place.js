// The answer to a save, put into the page that is open: caret, scroll and what can be undone stay.
import { createDocument } from "django-prose-editor/editor";
import { become } from "./becoming.js";
import { listsOf, rowsOf } from "./in-place-rows.js";

const form = document.getElementById("article_form");
/** What tells of the saved copy, and is taken over as a whole. */
const TOLD = [".margin", ".bar", ".steps", ".legend", ".breadcrumbs", "h1", ".address > .q", ".agreement"];

/**
 * `page`: the story's page after the save; `sent`: what was saved. What was typed since stays; where the server has
 * something else of it than was sent, the form stays as it was opened, and the next save is brought together with that.
 * Gives the line that says when it was saved.
 */
export function putInPlace(page, sent) {
  const answer = page.getElementById("article_form");
  document.title = page.title;
  for (const [name, value] of Object.entries(answer.dataset)) form.dataset[name] = value;
  const [ours, theirs] = [new FormData(form), new FormData(answer)];
  const parts = [
    ...fieldsOf(answer, sent, ours, theirs),
    ...listsOf(form).map((name) => rowsOf(name, sent, ours, theirs)),
  ];
  if (!parts.some((part) => part.typedSince && part.changedThere)) {
    for (const hidden of answer.querySelectorAll("input[type=hidden][name]")) {
      const isPagesOwn = ["form_key", "shared"].includes(hidden.name) || hidden.closest("[data-rows]");
      if (!isPagesOwn) form.elements[hidden.name].value = hidden.value;
    }
    for (const part of parts) if (!part.typedSince && part.changedThere) part.put(answer);
  }
  putTold(page);
  return document.querySelector("[data-saved]").textContent;
}

/** The fields beside the lists: what was typed into each since, and what the server made of it. */
function fieldsOf(answer, sent, ours, theirs) {
  const shown = answer.querySelectorAll("input[name]:not([type=hidden]), textarea[name], select[name]");
  return [...shown].filter((field) => form.elements[field.name]?.matches && !field.closest("[data-rows]"))
    .map((field) => {
      const [was, here, there] = [sent, ours, theirs].map((data) => data.getAll(field.name).join("\n"));
      const differs = field.name === "body" ? isOther : (one, other) => one !== other;
      return { typedSince: here !== was, changedThere: differs(there, was), put: () => putField(field) };
    });
}

function putField(field) {
  const ours = form.elements[field.name];
  if (field.name === "body") putBody(field.value);
  else if (field.type === "checkbox") ours.checked = field.checked;
  else if (field.matches("select")) {
    const { value } = field;
    ours.replaceChildren(...field.childNodes);
    if (!field.multiple) ours.value = value;
    // The words over it follow; the form hears of nothing typed.
    ours.dispatchEvent(new Event("change"));
  } else ours.value = field.value;
}

const editorNow = () => document.querySelector(".line.body .ProseMirror").editor;

function isOther(html, than) {
  const { schema } = editorNow().state;
  return !createDocument(html, schema).eq(createDocument(than, schema));
}

/** Only what differs is replaced, so the caret stays where it is. */
function putBody(html) {
  const { state: { doc, schema, tr }, view } = editorNow();
  const theirs = createDocument(html, schema);
  if (doc.eq(theirs)) return;
  if (doc.childCount === theirs.childCount) putBlocks(tr, doc, theirs);
  else {
    const start = doc.content.findDiffStart(theirs.content);
    let { a, b } = doc.content.findDiffEnd(theirs.content);
    const overlap = Math.max(0, start - Math.min(a, b));
    [a, b] = [a + overlap, b + overlap];
    tr.replace(start, a, theirs.slice(start, b));
  }
  view.dispatch(tr.setMeta("preventUpdate", true));
  document.getElementById("id_body").value = html;
}

/** From the end on, so that none moves another. */
function putBlocks(tr, ours, theirs) {
  let at = ours.content.size;
  for (let n = ours.childCount - 1; n >= 0; n--) {
    const [gone, come] = [ours.child(n), theirs.child(n)];
    at -= gone.nodeSize;
    if (gone.eq(come)) continue;
    if (gone.isTextblock && gone.sameMarkup(come)) become(tr, at, gone, come);
    else tr.replaceWith(at, at + gone.nodeSize, come);
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
