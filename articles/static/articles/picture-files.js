// Picture files for the list: chosen, photographed, dropped onto it or pasted.
import { allHere, arriving, filesAlone, someComing } from "./arriving.js";
import { add, hasLead, showFile, toMissing } from "./story-pictures.js";

const gettext = window.gettext || ((text) => text);
const part = document.getElementById("picture");
const form = document.getElementById("article_form");
const lines = part.querySelector("[data-arriving]");
const options = { url: form.dataset.sendPicture, most: Number(form.dataset.mostBytes) };

/** Whether somebody has gone on with something else since this was called. */
function goingOn() {
  const stop = new AbortController();
  for (const event of ["pointerdown", "keydown"]) {
    addEventListener(event, () => stop.abort(), { capture: true, signal: stop.signal });
  }
  return () => stop.signal.aborted;
}

/**
 * The rows come in the order of the files; the first is the lead where there is none. Whoever waits for them is led to
 * what the first of them misses: its credit, its alt text.
 */
function take(files) {
  let before = Promise.resolve();
  const hasGoneOn = goingOn();
  for (const [place, file] of files.entries()) {
    const turn = before;
    const done = async (card) => {
      await turn;
      const row = await add(card.id, hasLead() ? "text" : "lead", card);
      if (!place && !hasGoneOn()) toMissing(row);
    };
    const { element, settled } = arriving(file, options, done);
    lines.append(element);
    before = Promise.all([turn, settled]);
  }
}

for (const input of part.querySelectorAll("[data-picture-files]")) {
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
}

// The file of a picture that was still to come, as those of pasted copy are.
part.addEventListener("click", (event) => {
  const link = options.url && event.target.closest("[data-upload]");
  if (!link) return;
  event.preventDefault();
  const row = link.closest("[data-row]");
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
  input.addEventListener("change", () => give(row, input.files[0]));
  input.click();
});

function give(row, file) {
  const url = `${options.url}?photo=${row.dataset.photo}`;
  const done = (card) => {
    showFile(row, card);
    // What it lacked, it lacks no more: the checks and the preview are made anew.
    row.dispatchEvent(new Event("change", { bubbles: true }));
    toMissing(row);
  };
  lines.append(arriving(file, { ...options, url }, done).element);
}

const withFiles = ({ dataTransfer }) => [...dataTransfer?.types ?? []].includes("Files");

if (options.url) {
  part.addEventListener("dragover", (event) => part.classList.toggle("drop-here", withFiles(event)));
  part.addEventListener("dragleave", () => part.classList.remove("drop-here"));
  part.addEventListener("drop", (event) => {
    part.classList.remove("drop-here");
    if (withFiles(event)) take([...event.dataTransfer.files]);
  });
  part.addEventListener("paste", (event) => {
    const files = [...filesAlone(event.clipboardData)];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

// A file that is dropped beside all this must not take the place of the page.
for (const event of ["dragover", "drop"]) {
  document.addEventListener(event, (dragged) => withFiles(dragged) && dragged.preventDefault());
}

const count = part.querySelector("[data-arriving-count]");
document.addEventListener("arriving:count", ({ detail: { here, all, lost } }) => {
  const words = lost
    ? gettext("%(here)s of %(all)s pictures are here; %(lost)s did not get through.")
    : gettext("%(here)s of %(all)s pictures are here.");
  const said = { here, all, lost };
  count.textContent = all > 1 ? words.replace(/%\((\w+)\)s/g, (_sign, name) => said[name]) : "";
});

// --- nobody leaves while pictures come -----------------------------------------------------------
window.addEventListener("beforeunload", (event) => someComing() && event.preventDefault());
form.addEventListener("submit", async (event) => {
  if (!someComing()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  part.querySelector("[data-arriving-said]").textContent = gettext("This is saved as soon as the pictures are here.");
  await allHere();
  part.querySelector("[data-arriving-said]").textContent = "";
  form.requestSubmit(event.submitter);
}, true);
