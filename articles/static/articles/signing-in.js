// Signing in again without leaving the page: the desk's own sign-in, whatever steps it has, in a dialog.
import { whoIsHere } from "./sending.js";

const gettext = window.gettext || ((text) => text);
const page = document.querySelector("[data-session]");
let asked = null;

/** Settled when the person of this page is signed in; refused if the dialog is closed before. */
export function signIn(problem) {
  asked ??= show(problem).finally(() => asked = null);
  return asked;
}

/** Whether the person of this page is signed in, if need be after asking them to; all forms have their token then. */
export async function isSignedIn() {
  const here = page ? await whoIsHere() : undefined;
  if (here === undefined) return false;
  if (String(here?.person) === page.dataset.person) return true;
  return signIn(here ? "other" : "signed-out").then(() => true, () => false);
}

const isBack = async () => String((await whoIsHere())?.person) === page.dataset.person;

function show(problem) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog sign-in";
  dialog.setAttribute("aria-labelledby", "sign-in-h");
  document.body.append(dialog);
  return new Promise((resolve, reject) => {
    const look = async () => {
      if (!await isBack()) return false;
      resolve();
      dialog.close();
      return true;
    };
    // In another tab, say.
    addEventListener("focus", look);
    dialog.addEventListener("close", () => {
      removeEventListener("focus", look);
      dialog.remove();
      reject(new Error("not signed in"));
    });
    fill(dialog, problem, look).then(() => dialog.isConnected && dialog.showModal(), reject);
  });
}

async function fill(dialog, problem, look, options = {}) {
  // Whoever is signed in is not asked who they are, unless another is to be.
  const another = problem === "other" ? "?another=1" : "";
  const address = options.method ? options.address : page.dataset.login + another;
  const response = await fetch(address, { ...options, headers: { Accept: "text/html" } });
  if (options.method && await look()) return;
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = answer.querySelector("#content form") ?? answer.querySelector("form");
  const words = problem === "other" && !options.method
    ? gettext("Somebody else is signed in here. This text is {name}’s and is kept in this browser.")
    : gettext("Your text is kept. Sign in as {name}, and it is saved.");
  const heading = document.createElement("h2");
  heading.id = "sign-in-h";
  heading.textContent = gettext("You are signed out");
  const told = document.createElement("p");
  told.textContent = words.replace("{name}", page.dataset.name);
  const body = document.createElement("div");
  body.className = "act-body";
  body.append(told, ...answer.querySelectorAll("#content .note.bad"), form);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn";
  close.textContent = gettext("Not now");
  close.addEventListener("click", () => dialog.close());
  form.append(close);
  const head = document.createElement("header");
  head.append(heading);
  const act = document.createElement("div");
  act.className = "act";
  act.append(head, body);
  dialog.replaceChildren(act);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = { method: "POST", body: new FormData(form, event.submitter), address: form.action || response.url };
    fill(dialog, problem, look, sent).catch(() => {});
  });
  form.querySelector("input:not([type=hidden])")?.focus();
}
