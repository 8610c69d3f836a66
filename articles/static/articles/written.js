// What is written goes into the field of the form when somebody asks for it, and the buttons of the toolbar follow
// when the hand rests. The editor does both with every key, which costs more than the key itself and grows with
// the text.
import { pm } from "django-prose-editor/editor";

const OF_FIELD = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
const EMPTY = /^<(\w+)(\s[^>]*)?><\/\1>$/;
/** Milliseconds without a key until the hand rests; and the longest wait for a moment without work after that. */
const [REST, LONGEST] = [150, 500];
const made = new WeakMap();

/** The whole text; a paragraph that nobody touched since is the same node, and its HTML is at hand. */
function htmlOf({ state: { doc, schema } }) {
  const serializer = pm.model.DOMSerializer.fromSchema(schema);
  let html = "";
  doc.forEach((node) => {
    if (!made.has(node)) {
      const holder = document.createElement("div");
      holder.append(serializer.serializeNode(node));
      made.set(node, holder.innerHTML);
    }
    html += made.get(node);
  });
  return EMPTY.test(html) ? "" : html;
}

/** Safari knows no such moment; there it is now. */
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act));

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  let behind = false;

  function current() {
    if (behind) {
      OF_FIELD.set.call(textarea, htmlOf(editor));
      behind = false;
    }
    return OF_FIELD.get.call(textarea);
  }

  editor.off("update", editor.options.onUpdate);
  editor.on("update", () => {
    behind = true;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  Object.defineProperty(textarea, "value", {
    configurable: true,
    get: current,
    set(value) {
      behind = false;
      OF_FIELD.set.call(textarea, value);
    },
  });
  // A form that is sent, by hand or by script, looks at the field itself.
  textarea.form?.addEventListener("formdata", ({ formData }) => {
    if (formData.has(textarea.name)) formData.set(textarea.name, current());
  });

  // The toolbar is made a moment later than the editor.
  editor.on("create", () => {
    const followers = [...editor.callbacks.transaction ?? []];
    let resting = 0;
    for (const follow of followers) editor.off("transaction", follow);
    editor.on("transaction", (told) => {
      // What others write in the same text is no update of one's own.
      behind ||= told.transaction.docChanged;
      clearTimeout(resting);
      const all = () => followers.forEach((follow) => follow(told));
      resting = setTimeout(() => idle(all, { timeout: LONGEST }), REST);
    });
  });
});
