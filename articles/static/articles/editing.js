// The manners of the editor as a whole: what is pasted is tidied (pasted-text.js), the textbox has a name, the
// toolbar is one tab stop. The blocks of a story are in newsblocks.js.
import { Extension, Plugin } from "django-prose-editor/editor";
import "./written.js";
import { shape } from "../desk/elements.js";
import { moveHere } from "./moving-blocks.js";
import { pasteMarkdown } from "./pasted-markdown.js";
import { tidied, unwrapped } from "./pasted-text.js";

// Tiptap would write a <style> into the page, which the security policy refuses; its rules are in story.css.
// It writes none where it finds its mark. In a namespace of its own, the mark styles nothing.
if (!document.querySelector("style[data-tiptap-style]")) {
  const mark = document.createElementNS("urn:newsroom:mark", "style");
  mark.setAttribute("data-tiptap-style", "");
  document.head.append(mark);
}

const gettext = window.gettext || ((text) => text);

export const Editing = Extension.create({
  name: "editing",
  // Ctrl K is the desk's own, everywhere.
  addKeyboardShortcuts: () => ({
    "Mod-l": ({ editor }) => editor.commands.addLink() ?? true,
    "Alt-ArrowUp": ({ editor }) => moveHere(editor, -1),
    "Alt-ArrowDown": ({ editor }) => moveHere(editor, 1),
    // In a list Tab is the list's own: this is the way out.
    Escape: ({ editor }) => editor.view.dom.blur() ?? true,
  }),
  onBeforeCreate() {
    // The editor would take single signs of Markdown out of any text that is pasted; addresses become links still.
    this.editor.options.enablePasteRules = ["link"];
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: { transformPastedHTML: tidied, transformPastedText: unwrapped, handlePaste: pasteMarkdown },
    }),
  ],
});

// --- the editor as a whole: a name for its textbox, one tab stop for its toolbar ------------------
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id ||= `${textarea.id}_label`;
    editor.view.dom.setAttribute("aria-labelledby", label.id);
  }
  editor.view.dom.setAttribute("role", "textbox");
  editor.view.dom.setAttribute("aria-multiline", "true");
  // The toolbar is made a moment later than the editor.
  editor.on("create", () => {
    const bar = textarea.closest(".prose-editor").querySelector(".prose-menubar");
    withOwnIcons(bar);
    asToolbar(bar);
  });
});

/** What stands on each button, and what it is called. The editor's own icons are words in a font. */
const BUTTONS = {
  paragraph: ["¶", gettext("Paragraph")],
  heading2: ["H2", gettext("Heading")],
  heading3: ["H3", gettext("Smaller heading")],
  bold: ["bold", gettext("Bold")],
  italic: ["italic", gettext("Italic")],
  link: ["link", gettext("Link")],
  unlink: ["unlink", gettext("Take the link off")],
  bulletList: ["list", gettext("List")],
  orderedList: ["numbered", gettext("Numbered list")],
  blockquote: ["quote", gettext("Long quotation")],
  "history:undo": ["undo", gettext("Undo")],
  "history:redo": ["redo", gettext("Redo")],
};

function withOwnIcons(bar) {
  for (const button of bar.querySelectorAll("button.material-icons")) {
    const [sign, name] = BUTTONS[button.dataset.name];
    button.classList.remove("material-icons", "prose-menubar__button--heading");
    button.title = name;
    button.setAttribute("aria-label", name);
    button.replaceChildren(/^[a-z]/.test(sign) ? shape(sign) : sign);
  }
}

function asToolbar(bar) {
  const buttons = () => [...bar.querySelectorAll("button:not(.hidden)")];
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", gettext("Formatting"));
  // Those that are hidden now too: a button for what is chosen comes and goes.
  for (const button of bar.querySelectorAll("button")) button.tabIndex = button === buttons()[0] ? 0 : -1;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = buttons();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
}
