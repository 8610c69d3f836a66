// The manners of the editor as a whole: what is pasted is tidied, the textbox has a name, the toolbar is one
// tab stop. The blocks of a story are in newsblocks.js.
import { Extension, Plugin } from "django-prose-editor/editor";
import "./written.js";
import { shape } from "../desk/listbox.js";

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
  addKeyboardShortcuts: () => ({ "Mod-l": ({ editor }) => editor.commands.addLink() ?? true }),
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: tidied } })],
});

// What was struck out of a document, and the comments beside it, are no text.
const NO_TEXT = "del, s, strike, [class*='msocom' i], [class*='MsoComment' i]";
const SAYS_NO_TEXT =
  /line-through|mso-element:\s*comment|mso-special-character:\s*comment|mso-hide:\s*all|display:\s*none/;

// --- pasted text: what word processors say by style is said by elements, before the styles go ------
function tidied(html) {
  // The security policy does not let styles be read, so they are moved where they are plain words.
  const plain = html.replace(
    /<[a-z][^>]*>/gi,
    (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-was="),
  );
  const { body } = new DOMParser().parseFromString(plain, "text/html");
  for (const element of body.querySelectorAll(`${NO_TEXT}, [data-style]`)) {
    if (element.matches(NO_TEXT) || SAYS_NO_TEXT.test(element.dataset.style.toLowerCase())) element.remove();
  }
  for (const element of body.querySelectorAll("tr")) asLine(element);
  for (const element of body.querySelectorAll("b, strong, span, p")) {
    const style = (element.dataset.style || "").toLowerCase();
    const weight = /(?:^|[;\s])font-weight:\s*(\w+)/.exec(style)?.[1];
    const bold = weight === "bold" || Number(weight) >= 600;
    if (element.matches("b, strong") && (element.id.startsWith("docs-internal-guid") || (weight && !bold))) {
      element.replaceWith(...element.childNodes);
    } else if (element.matches("span")) {
      if (bold) wrapContent(element, "strong");
      if (/font-style:\s*italic/.test(style)) wrapContent(element, "em");
    }
  }
  for (const element of body.querySelectorAll("[data-style]")) element.removeAttribute("data-style");
  return body.innerHTML;
}

/** A body has no tables: a row is a line, its cells kept apart. A cell of several paragraphs stays as it is. */
function asLine(row) {
  const cells = [...row.cells];
  if (cells.length < 2 || cells.some((cell) => cell.querySelector("table, ul, ol, p ~ p, div ~ div"))) return;
  const line = document.createElement("p");
  cells.forEach((cell, index) => {
    const only = cell.children.length === 1 && cell.children[0];
    const whole = only && only.matches("p, div") && only.textContent.trim() === cell.textContent.trim();
    line.append(index ? " · " : "", ...(whole ? only : cell).childNodes);
  });
  row.closest("table").before(line);
  row.remove();
}

function wrapContent(element, tag) {
  const wrap = document.createElement(tag);
  wrap.append(...element.childNodes);
  element.append(wrap);
}

// --- the editor as a whole: a name for its textbox, one tab stop for its toolbar ------------------
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id ||= `${textarea.id}_label`;
    editor.view.dom.setAttribute("aria-labelledby", label.id);
  }
  editor.view.dom.setAttribute("role", "textbox");
  editor.view.dom.setAttribute("aria-multiline", "true");
  const bar = textarea.closest(".prose-editor").querySelector(".prose-menubar");
  if (bar) {
    withOwnIcons(bar);
    asToolbar(bar);
  }
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
  for (const [index, button] of buttons().entries()) button.tabIndex = index ? -1 : 0;
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
