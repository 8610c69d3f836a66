// Save and Ctrl S without a reload: the answer is put in place. What has errors, or meets the text of somebody else,
// goes the way it goes without scripts.
import { flush, isSafe, pause, resume, sendNow } from "./autosave.js";
import { saved } from "./saved-line.js";
import { send } from "./sending.js";

const form = document.getElementById("article_form");
const signIn = async (problem) => (await import("./signing-in.js")).signIn(problem);
let [leaving, saving, again] = [false, false, null];

async function save(button) {
  if (saving) {
    again = button;
    return;
  }
  saving = true;
  button.setAttribute("aria-busy", "true");
  try {
    await saveOnce(button);
  } finally {
    saving = false;
    button.removeAttribute("aria-busy");
  }
  // Pressed once more meanwhile: for what was typed in between, and not for a double click.
  const next = again;
  again = null;
  if (next && !leaving && form.hasAttribute("data-unsaved")) await save(next);
}

async function saveOnce(button) {
  const upTo = await pause();
  const sent = new FormData(form);
  // The button itself may have made way for that of an answer.
  sent.append(button.name, button.value);
  const coming = import("./in-place.js").catch(() => null);
  const { response, problem } = await send(form.getAttribute("action") || location.pathname, (token) => {
    sent.set("csrfmiddlewaretoken", token);
    return sent;
  }, "text/html, application/json");
  if (problem) {
    resume(upTo, problem);
    if (problem === "signed-out" || problem === "other") signIn(problem).then(() => save(button), () => {});
    return;
  }
  const place = await coming;
  const page = place && response.redirected ? await savedPage(response) : null;
  if (!page) {
    await flush();
    leaving = true;
    HTMLFormElement.prototype.submit.call(form);
    // What is typed from now on until the answer comes would be in neither page.
    form.inert = true;
    return;
  }
  saved(place.putInPlace(page, sent));
  resume(upTo);
}

/** The story's form as it is saved, also where another tab has typed on. */
async function savedPage(response) {
  const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const page = await parse(response);
  const answered = page.getElementById("article_form");
  if (!answered) return null;
  history.replaceState(null, "", new URL(response.url).pathname);
  return answered.hasAttribute("data-unsaved") ? await parse(await fetch("?saved=1")) : page;
}

if (form) {
  addEventListener("pageshow", () => form.inert = false);
  document.addEventListener("story:leaving", () => leaving = true);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const button = event.submitter;
    if (button?.name === "_save" && !form.elements._popup && !form.elements._publish?.matches?.("input")) {
      event.preventDefault();
      save(button);
      return;
    }
    // What is shown in another tab saves nothing.
    if (leaving || button?.formTarget === "_blank") return;
    event.preventDefault();
    flush().finally(() => {
      leaving = true;
      form.requestSubmit(button);
    });
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || isSafe()) return;
    sendNow();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(document.querySelector("[data-save]"));
    }
  });
}
