// The story form: what it is made of, and what is not saved yet. All of it is an enhancement; the page works by
// plain links and buttons too.
import "./choosing.js";
import "./counters.js";
import "./credit-line.js";
import "./dialogs.js";
import "./popups.js";
import "./rows.js";

const form = document.getElementById("article_form");
document.documentElement.classList.add("js");

// --- what is not saved yet -----------------------------------------------------------------------
let unsaved = Boolean(form?.hasAttribute("data-unsaved"));
let leaving = false;

function touched() {
  if (unsaved) return;
  unsaved = true;
  form.setAttribute("data-unsaved", "");
  for (const note of document.querySelectorAll("[data-saved]")) {
    note.dataset.was = note.textContent;
    note.textContent = form.dataset.notSaved;
    note.classList.add("not-saved");
  }
}
if (form) {
  if (unsaved) {
    unsaved = false;
    touched();
  }
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  document.addEventListener("story:leaving", () => leaving = true);
  // What is shown in another tab saves nothing.
  form.addEventListener("submit", (event) => {
    leaving = event.submitter?.formTarget !== "_blank";
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(document.querySelector("[data-save]"));
    }
  });
}
