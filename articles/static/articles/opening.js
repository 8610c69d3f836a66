// What is opened by a click or begins with a key comes then, and not with the page. A click waits for it; where it does
// not come, the click does what it does without scripts.
const form = document.getElementById("article_form");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import("./dialogs.js").then(({ open }) => open(link)).catch(() => location.href = link.href);
});

// “Save and publish…” stays on this page: what is typed is saved, and the dialog asks.
let isAway = false;
form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "_publish" || isAway) return;
  event.preventDefault();
  import("./dialogs.js").then(({ saveAndAsk }) => saveAndAsk(), () => {
    isAway = true;
    form.requestSubmit(button);
  });
});

// --- the preview beside the text ------------------------------------------------------------------
const closed = () => {
  for (const button of document.querySelectorAll("[data-live-preview]")) button.setAttribute("aria-expanded", "false");
};
if (form && document.querySelector("[data-preview-pane]")) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-live-preview]");
    if (!button) return;
    event.preventDefault();
    // By its key it is asked for from where somebody writes, and they go on there.
    const from = event.detail ? button : document.activeElement;
    import("./live-preview.js").then(({ toggle }) => toggle(from), () => form.requestSubmit(button));
  });
  document.addEventListener("story:told", closed);
  closed();
}

// --- the checks of what is typed ------------------------------------------------------------------
const ASKED_AT = ["input", "change", "story:credited"];
function check() {
  for (const event of ASKED_AT) form.removeEventListener(event, check);
  import("./live-checks.js").catch(wait);
}
function wait() {
  for (const event of ASKED_AT) form.addEventListener(event, check);
}
if (form?.dataset.checks) wait();
