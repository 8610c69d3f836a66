// The line that says what is saved: in the margin and in the bar. Read out only when it turns from good to bad or back.
const gettext = window.gettext || ((text) => text);
const said = document.querySelector("[data-saved-said]");
const WHY = {
  connection: gettext("no connection"),
  "signed-out": gettext("you are signed out"),
  other: gettext("somebody else is signed in here"),
  away: gettext("the server does not answer"),
  long: gettext("it is too long to be kept on the way; press Save"),
  gone: gettext("the story is no longer there"),
  refused: gettext("you may not save this story any more"),
};
/** No other try will be taken. */
const FOR_GOOD = new Set(["gone", "refused"]);
let [wasBad, isTyping] = [false, false];

function show(words, more, isBad) {
  isTyping = false;
  for (const line of document.querySelectorAll("[data-saved]")) {
    line.textContent = words;
    line.classList.toggle("not-saved", isBad);
  }
  for (const line of document.querySelectorAll("[data-saved-more]")) line.textContent = more;
  if (isBad !== wasBad && said) said.textContent = `${words} ${more}`;
  wasBad = isBad;
}

/** With every key; said once. */
export function typing() {
  if (!isTyping) show(gettext("Saving …"), "", wasBad);
  isTyping = true;
}

/** As a draft: of one's own, or of those who write in the same text. */
export function kept(at) {
  const more = "withOthers" in document.getElementById("article_form").dataset
    ? gettext("For those who write here, until one of you presses Save.")
    : gettext("For you alone, until you press Save.");
  show(gettext("Saved {at}").replace("{at}", at), more, false);
}

/** `isHere`: whether this browser has it. */
export function notSaved(problem, isHere) {
  const words = isHere ? gettext("Not saved, kept here: {why}") : gettext("Not saved: {why}");
  const kept = FOR_GOOD.has(problem)
    ? gettext("The desk’s start page lists it, to be copied or opened as a new story.")
    : gettext("It is tried again by itself.");
  const more = isHere ? kept : gettext("Leave this page open.");
  show(words.replace("{why}", WHY[problem]), more, true);
}

/** After Save. */
export function saved(words) {
  [wasBad, isTyping] = [false, false];
  if (said) said.textContent = words;
}
