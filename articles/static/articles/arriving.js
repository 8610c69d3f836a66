// A picture file that is on its way: a line that says how far it is, whether it was here already, or what is wrong.
import { make } from "../desk/elements.js";
import { send } from "./uploading.js";

const gettext = window.gettext || ((text) => text);
const MB = 1024 * 1024;
const LOST = gettext("The connection was lost. It goes on by itself once that is back, or when you try again.");
const SIGNED_OUT = gettext("You are signed out. Sign in, then try again.");
const isSignedIn = () => import("./signing-in.js").then((dialog) => dialog.isSignedIn(), () => false);
const coming = new Set();
/** Of those that did not get through, what tries them again: all at once, for all have the same reason. */
const lost = new Set();
const again = () => lost.forEach((start) => start());
let [here, all] = [0, 0];

addEventListener("online", again);

/** Tells the page how many there are, until all are here. */
function counted() {
  document.dispatchEvent(new CustomEvent("arriving:count", { detail: { here, all, lost: lost.size } }));
  if (!coming.size && !lost.size) [here, all] = [0, 0];
}

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
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("picture", file);
    const progress = (part) => part === null ? bar.removeAttribute("value") : (bar.value = part);
    return send(url, body, { lost: LOST, progress, signal: stop.signal });
  };

  /** A sign-in that ended, or was made anew in another tab, meanwhile: once more with the one that is now. */
  const askAgain = async () => {
    const answer = await ask();
    if (!answer?.refused) return answer;
    return await isSignedIn() ? ask() : { ...answer, problems: [SIGNED_OUT] };
  };

  const start = () => {
    lost.delete(start);
    const way = take();
    coming.add(way);
    counted();
    return way.finally(() => {
      coming.delete(way);
      counted();
    });
  };

  const take = async () => {
    const answer = await askAgain();
    if (!answer) {
      all -= 1;
      off();
    } else if (answer.card) {
      here += 1;
      await done(answer.card);
      if (answer.note) said.replaceChildren(answer.note, button(gettext("OK"), off));
      else off();
    } else refused(answer);
  };

  const refused = ({ problems, again: mayGoOn }) => {
    const words = make("span", { class: "st blocking" }, problems.join(" "));
    const takenOff = () => {
      if (lost.delete(start)) all -= 1;
      off();
      counted();
    };
    if (mayGoOn) lost.add(start);
    else all -= 1;
    const goOn = mayGoOn ? [button(gettext("Try again"), again)] : [];
    said.replaceChildren(words, ...goOn, button(gettext("Take off"), takenOff));
  };

  all += 1;
  return { element, settled: start() };
}
