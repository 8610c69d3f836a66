// What is done to the saved story, in a dialog.
const form = document.getElementById("article_form");
const gettext = window.gettext || ((text) => text);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.setAttribute("aria-labelledby", "act-h");
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  try {
    await fill(dialog, link.href, {});
    dialog.showModal();
  } catch {
    location.href = link.href;
  }
});

async function fill(dialog, url, options) {
  // A redirect means that it is done: the story's page then says what was done.
  const response = await fetch(url, { ...options, redirect: "manual" });
  if (response.type === "opaqueredirect") {
    document.dispatchEvent(new Event("story:leaving"));
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const act = page.querySelector("[data-act]");
  if (!act) throw new Error("no dialog in the answer");
  if (form?.hasAttribute("data-unsaved")) act.querySelector(".act-body").prepend(saveFirst(act));
  dialog.replaceChildren(act);
  dialog.dispatchEvent(new CustomEvent("story:asked", { bubbles: true }));
  act.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  act.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(dialog, url, { method: "POST", body: new FormData(act, event.submitter) }).catch(() => act.submit());
  });
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
    if (act.querySelector("[data-publish], [name=revision]")) {
      const then = Object.assign(document.createElement("input"), { type: "hidden", name: "_publish", value: "1" });
      form.append(then);
    }
    form.requestSubmit();
  });
  note.append(button);
  return note;
}
