// What is typed is kept on the way: in this browser at once, on the server within three seconds, whatever happens.
import { taken } from "../desk/listbox.js";
import { forget, keep } from "./kept-here.js";
import { allSent } from "./presence.js";
import { replay } from "./replay.js";
import * as line from "./saved-line.js";
import { BY_ITSELF, sendText } from "./sending.js";

const form = document.getElementById("article_form");
const signIn = async (why) => (await import("./signing-in.js")).signIn(why);
/** Milliseconds after something is typed until it is kept here and sent; and the longest wait for another try. */
const [HERE, SENT, LONGEST] = [300, 2000, 30_000];
const person = form?.dataset.person;
// How often the form has changed; as far as it is kept here; as far as the server has it.
let [count, here, there] = [0, 0, 0];
let isHere = true;
let [hereTimer, sendTimer, sending, wait, problem] = [0, 0, null, SENT, ""];

const text = () => ({
  key: form.elements.form_key.value,
  door: form.dataset.autosave,
  count,
  fields: [...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && name !== "csrfmiddlewaretoken"
  ),
});

async function keepHere() {
  hereTimer = 0;
  const typed = text();
  try {
    await keep(person, typed);
    here = typed.count;
    isHere = true;
    if (there >= here) await forget(person, typed.key, there);
  } catch {
    isHere = false;
  }
}

function later(milliseconds) {
  if (sending || sendTimer || there >= count) return;
  sendTimer = setTimeout(() => sendNow(), milliseconds);
}

/** One request at a time; it ends when it is answered. */
export function sendNow() {
  clearTimeout(sendTimer);
  sendTimer = 0;
  sending ??= sendOnce().finally(() => {
    sending = null;
    later(wait);
  });
  return sending;
}

async function sendOnce() {
  const typed = text();
  if (!problem) line.typing();
  // Another try is nobody's work, and keeps nobody signed in.
  const answer = await sendText(typed, problem ? BY_ITSELF : {});
  // The page was shown anew with the form of before, and counts from the beginning.
  if (answer.count) count = Math.max(count, answer.count) + 1;
  problem = answer.problem ?? "";
  if (problem) {
    wait = Math.min(wait * 2, LONGEST);
    line.notSaved(problem, isHere);
    if (problem === "signed-out" || problem === "other") signIn(problem).then(sendNow, () => {});
    return;
  }
  if (!answer.at) return;
  // What was put in is this form's own from now on.
  if (form.elements.form_key.value === typed.key) form.elements.taken.value = "";
  wait = SENT;
  wasKept(typed.key, typed.count);
  line.kept(answer.at);
}

function wasKept(key, upTo) {
  there = Math.max(there, upTo);
  forget(person, key, there).catch(() => {});
}

function touched() {
  count += 1;
  if (!form.hasAttribute("data-unsaved")) form.setAttribute("data-unsaved", "");
  if (!problem && !sending) line.typing();
  hereTimer ||= setTimeout(keepHere, HERE);
  later(wait);
}

/** Before the form leaves this page: the server has it, or this browser has. */
export async function flush() {
  await pause();
  clearTimeout(hereTimer);
  hereTimer = 0;
  if (there >= count) return;
  await sendNow();
  if (there >= count) await forget(person, form.elements.form_key.value, there).catch(() => {});
  else await keepHere();
}

/** A save by hand begins: what it sends, and how far that is. Nothing else is sent until it is answered. */
export async function pause() {
  await Promise.all([taken(), allSent()]);
  clearTimeout(sendTimer);
  sendTimer = 0;
  await sending;
  clearTimeout(sendTimer);
  sendTimer = 0;
  return count;
}

/** The save by hand is done as far as `upTo`, or (with a problem) is not. */
export function resume(upTo, why = "") {
  problem = why;
  if (why) {
    line.notSaved(why, isHere);
    later(wait);
    return;
  }
  form.elements.taken.value = "";
  wait = SENT;
  wasKept(form.elements.form_key.value, upTo);
  // The server has forgotten all that it had of this form, with what was typed meanwhile: that is kept anew.
  if (count > upTo) touched();
  else form.removeAttribute("data-unsaved");
}

export const isSafe = () => there >= count;

async function begin() {
  form.addEventListener("input", touched);
  form.addEventListener("story:shared", ({ detail }) => {
    touched();
    detail.push(sending ? sending.then(sendNow) : sendNow());
  });
  form.addEventListener("change", touched);
  addEventListener("online", () => there < count && sendNow());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && there < count) {
      keepHere();
      sendNow();
    }
  });
  if (form.dataset.kept) line.kept(form.dataset.kept);
  const sent = (await replay(person)).sent.filter((each) => each.door === form.dataset.autosave);
  if (sent.length && count === 0) {
    document.dispatchEvent(new Event("story:leaving"));
    const isNew = !form.dataset.story;
    location.replace(isNew ? `${location.pathname}?typed=${sent.at(-1).key}` : location.pathname);
  }
}
if (form) begin().catch(() => {});
