// The way from a check to what it is about: the field, or the very words in the text.
const editorOf = (target) => target.closest(".prose-editor")?.querySelector(".ProseMirror");

/** Of what is chosen by name, the field to type in: it stands after the one that keeps the choice. */
function controlOf(target) {
  const chooser = target.matches("select") && target.nextElementSibling;
  return editorOf(target) ?? (chooser ? chooser.querySelector("input") : null) ?? target;
}

/** The words as a range of the text, also where they run over bold or a link; null if they are not there. */
function rangeOf(root, words) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push([node, text.length]);
    text += node.data;
  }
  const at = text.indexOf(words);
  if (at < 0) return null;
  const range = document.createRange();
  const [first, from] = nodes.findLast(([, start]) => start <= at);
  const [last, to] = nodes.findLast(([, start]) => start < at + words.length);
  range.setStart(first, at - from);
  range.setEnd(last, at + words.length - to);
  return range;
}

function selectIn(control, words) {
  if ("setSelectionRange" in control) {
    const at = control.value.indexOf(words);
    if (at >= 0) control.setSelectionRange(at, at + words.length);
    return control;
  }
  const range = rangeOf(control, words);
  if (!range) return control;
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return range.startContainer.parentElement;
}

/** Whether there is a place to go to. */
export function goTo(link) {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return false;
  const control = controlOf(target);
  control.focus();
  const place = link.dataset.words ? selectIn(control, link.dataset.words) : control;
  place.scrollIntoView({ block: "center" });
  return true;
}
