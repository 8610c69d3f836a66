// A picture file that is on its way: a line that says how far it is, whether it was here already, or what is wrong.
import { make } from "../desk/listbox.js";
import { isSignedIn } from "./signing-in.js";
import { send } from "./uploading.js";

const gettext = window.gettext || ((text) => text);
const MB = 1024 * 1024;
const LOST = gettext(
  "It did not get through. Look at the connection, or sign in again in another tab; then press “Try again”.",
);
const coming = new Set();

function button(words, act) {
  const made = make("button", { type: "button", class: "btn slim" }, words);
  made.addEventListener("click", act);
  return made;
}

/** Whether files are still on their way, and when none is any more. */
export const someComing = () => coming.size > 0;
export const allHere = async () => {
  while (coming.size) await Promise.all(coming);
};

/** The files with the picture alone: where words come along, the words are meant. */
export function filesAlone(clipboard) {
  if (!clipboard?.files.length || clipboard.getData("text/plain").trim()) return [];
  const html = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
  return html.body.textContent.trim() ? [] : clipboard.files;
}

const tooLarge = (file, most) => {
  const words = gettext("The file has %(size)s MB; at most %(most)s MB are taken. Save it smaller.");
  const figure = (bytes) => Math.round(bytes / MB);
  return words.replace("%(size)s", figure(file.size)).replace("%(most)s", figure(most));
};

/**
 * `{ element, settled }`: the line, and a promise that is kept once the file is here, refused or cancelled.
 * `done` gets the card of the picture; `gone` is called when the line has nothing more to say.
 */
export function arriving(file, { url, most, tag = "li" }, done, gone) {
  const said = make("span", { class: "arriving-said", role: "status" });
  const element = make(tag, { class: "arriving", contenteditable: "false" }, make("b", {}, file.name), said);
  const off = () => {
    element.remove();
    gone?.();
  };

  const ask = () => {
    const stop = new AbortController();
    const bar = make("progress", { max: "1", value: "0", "aria-label": file.name });
    said.replaceChildren(bar, button(gettext("Cancel"), () => stop.abort()));
    if (most && file.size > most) return { problems: [tooLarge(file, most)] };
    const progress = (part) => part === null ? bar.removeAttribute("value") : (bar.value = part);
    return sendAs({ lost: LOST, progress, signal: stop.signal });
  };

  /** A sign-in that ended, or was made anew in another tab, meanwhile: once more with the one that is now. */
  const sendAs = async (how) => {
    const once = () => {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      body.set("picture", file);
      return send(url, body, how);
    };
    const answer = await once();
    return answer?.refused && await isSignedIn() ? once() : answer;
  };

  const start = () => {
    const way = take();
    coming.add(way);
    return way.finally(() => coming.delete(way));
  };

  const take = async () => {
    const answer = await ask();
    if (!answer) off();
    else if (answer.card) {
      await done(answer.card);
      if (answer.note) said.replaceChildren(answer.note, button(gettext("Good"), off));
      else off();
    } else {
      const words = make("span", { class: "st blocking" }, answer.problems.join(" "));
      const again = answer.again && button(gettext("Try again"), start);
      said.replaceChildren(words, ...[again, button(gettext("Take off"), off)].filter(Boolean));
    }
  };

  return { element, settled: start() };
}
