// What is done to the saved story, in a dialog.
import { flush, pause, resume } from "./autosave.js";

const form = document.getElementById("article_form");
const gettext = window.gettext || ((text) => text);

/** Asks what the page behind the link asks; refused where that has no dialog. */
export async function open(link) {
  const dialog = made(() => link.focus());
  await fill(dialog, link.href, {});
  dialog.showModal();
}

function made(closed) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.setAttribute("aria-labelledby", "act-h");
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    closed(dialog);
    dialog.remove();
  });
  return dialog;
}

/** To the page of the story, which says what was done. */
function leave(dialog) {
  document.dispatchEvent(new Event("story:leaving"));
  const story = dialog.querySelector("[data-close]").pathname;
  if (story === location.pathname) location.reload();
  else location.assign(story);
}

/** What is typed is saved, then the publish page is asked. */
export async function saveAndAsk() {
  const upTo = await pause();
  const body = new FormData(form);
  body.set("_publish", "1");
  try {
    const response = await fetch(form.action, { method: "POST", body });
    const dialog = made(leave);
    form.removeAttribute("data-unsaved");
    show(dialog, response.url, await response.text());
    resume(upTo);
    dialog.showModal();
  } catch {
    // What cannot be saved is told by the form's own page.
    await flush();
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_publish", value: "1" }));
    document.dispatchEvent(new Event("story:leaving"));
    form.submit();
  }
}

async function fill(dialog, url, options) {
  // A redirect means that it is done.
  const response = await fetch(url, { ...options, redirect: "manual" });
  if (response.type === "opaqueredirect") leave(dialog);
  else show(dialog, url, await response.text());
}

function show(dialog, url, html) {
  const act = new DOMParser().parseFromString(html, "text/html").querySelector("[data-act]");
  if (!act) throw new Error("no dialog in the answer");
  if (form?.hasAttribute("data-unsaved")) act.querySelector(".act-body").prepend(saveFirst(act));
  dialog.replaceChildren(act);
  dialog.dispatchEvent(new CustomEvent("story:asked", { bubbles: true }));
  for (const close of act.querySelectorAll("[data-close]")) {
    close.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  act.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(dialog, url, { method: "POST", body: new FormData(act, event.submitter) }).catch(() => act.submit());
  });
  // To the first problem, else to what is asked, else to what does it.
  act.querySelector(":is(.blocks, .warns) [data-fix], textarea, #id_override, footer .btn")?.toggleAttribute(
    "autofocus",
  );
  act.querySelector(".has-errors input, .has-errors textarea, .errorlist")?.focus();
}

function saveFirst(act) {
  const note = document.createElement("div");
  const button = document.createElement("button");
  note.className = "ask";
  note.append(gettext("You have changes that are not saved. They are not in what goes out."), " ");
  button.type = "button";
  button.className = "btn slim";
  button.textContent = gettext("Save first");
  button.addEventListener("click", () => {
    act.closest("dialog").close();
    if (act.querySelector("[data-publish], [name=revision]")) saveAndAsk();
    else form.requestSubmit();
  });
  note.append(button);
  return note;
}
