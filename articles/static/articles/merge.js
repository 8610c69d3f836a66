// Two texts of one story: keys, the count of what is decided, and Save when all is. The page works by its radio
// buttons alone; whoever saves too early is asked again.
import { singleKeys } from "../desk/keys.js";

// A name of the page's import map. Written into import(…) itself, it would be taken for a file beside this one.
const LIBRARY = "django-prose-editor/configurable";
const form = document.getElementById("merge");
const places = [...form.querySelectorAll("[data-place]")];
const asked = places.filter((place) => place.classList.contains("by-asked"));
const count = form.querySelector("[data-decided]");
const save = form.querySelector("[data-finish]");
const saveWords = save.textContent;
let leaving = false;
document.documentElement.classList.add("js");

const isDecided = (place) => {
  const chosen = place.querySelector("input[type=radio]:checked");
  return Boolean(chosen) && (chosen.value !== "anew" || isWritten(place.querySelector(".anew")));
};

function isWritten(anew) {
  const editor = anew.hidden && anew.parentElement.querySelector(".ProseMirror");
  return (editor ? editor.textContent : anew.value).trim() !== "";
}

/** A paragraph is written anew in the editor of the story, with its bold words and links; the plain box gives way. */
function asEditor(anew) {
  if (!anew.dataset.html || anew.nextElementSibling) return;
  const box = document.createElement("div");
  box.className = "anew-editor";
  box.append(document.getElementById("anew-editor").content.cloneNode(true));
  const text = box.querySelector("textarea");
  text.name = "";
  text.id = anew.dataset.htmlName;
  text.value = anew.dataset.html;
  text.setAttribute("aria-label", anew.getAttribute("aria-label"));
  box.hidden = true;
  anew.after(box);
  box.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    // Only now does it take the place of the plain box, and is what is sent.
    text.name = anew.dataset.htmlName;
    [box.hidden, anew.hidden] = [false, true];
    editor.view.dom.setAttribute("aria-label", anew.getAttribute("aria-label"));
    editor.commands.focus("end");
    tell();
  });
  // Of itself the library starts editors only where a page of its own adds them, through jQuery.
  import(LIBRARY).then(({ createEditor }) => createEditor(text), () => box.remove());
}

function tell() {
  const left = asked.filter((place) => !isDecided(place)).length;
  const all = Number(count.dataset.merged) + asked.length;
  count.textContent = count.dataset.decided.replace("{n}", all - left).replace("{of}", all);
  save.textContent = left ? save.dataset.waits.replace("{n}", left) : saveWords;
  save.setAttribute("aria-disabled", String(left > 0));
}

function go(step) {
  const at = places.findIndex((place) => place.contains(document.activeElement));
  const next = at < 0 ? asked.find((place) => !isDecided(place)) ?? places[0] : places[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function choose(keep) {
  const place = places.find((each) => each.contains(document.activeElement));
  const radio = place?.querySelector(`input[value=${keep}]`);
  if (!radio) return;
  radio.closest("details")?.setAttribute("open", "");
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  1: () => choose("mine"),
  2: () => choose("theirs"),
  3: () => choose("both"),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, [contenteditable], input:not([type=radio])");
  if (typing || !singleKeys() || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key.toLowerCase()]) {
    return;
  }
  event.preventDefault();
  keys[event.key.toLowerCase()]();
});

form.addEventListener("input", tell);
form.addEventListener("change", (event) => {
  if (event.target.value === "anew") {
    const anew = event.target.closest("fieldset").querySelector(".anew");
    asEditor(anew);
    if (!anew.hidden) anew.focus();
  }
  tell();
});
form.addEventListener("submit", (event) => {
  if (event.submitter === save && save.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    const open = asked.find((place) => !isDecided(place));
    open.focus();
    open.scrollIntoView({ block: "center" });
    return;
  }
  leaving = true;
});
// Until it is saved, what I typed stands on this page alone.
window.addEventListener("beforeunload", (event) => {
  if (!leaving) event.preventDefault();
});
form.querySelector(".my-text").addEventListener("toggle", async ({ currentTarget: mine }) => {
  if (!mine.open) return;
  mine.querySelector("textarea").select();
  const note = mine.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(mine.querySelector("textarea").value);
    note.textContent = note.dataset.copied;
  } catch {
    // It is selected: Ctrl C copies it.
  }
});
for (const chosen of form.querySelectorAll("input[value=anew]:checked")) {
  const anew = chosen.closest("fieldset").querySelector(".anew");
  asEditor(anew);
}
tell();
