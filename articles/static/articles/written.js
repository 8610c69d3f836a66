// What is written goes into the field of the form when somebody asks for it, and the buttons of the toolbar follow
// when the hand rests. The editor does both with every key, which costs more than the key itself and grows with
// the text.
const OF_FIELD = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
const EMPTY = /^<(\w+)(\s[^>]*)?><\/\1>$/;
const REST = 150;

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  let behind = false;

  function current() {
    if (behind) {
      const html = editor.getHTML();
      OF_FIELD.set.call(textarea, EMPTY.test(html) ? "" : html);
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
      clearTimeout(resting);
      resting = setTimeout(() => followers.forEach((follow) => follow(told)), REST);
    });
  });
});
