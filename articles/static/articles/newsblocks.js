// The blocks of a story that are no running text: pictures, READ lines, pull quotes. Stored as
// <news-block data-kind …>; shown in the editor as what readers will see.
import { Node, Plugin } from "django-prose-editor/editor";
import { make, shape } from "../desk/elements.js";
import { ask } from "./asking.js";
import { moveBlock } from "./moving-blocks.js";
import { pickRead } from "./read-picker.js";

const gettext = window.gettext || ((text) => text);
const NAMES = ["kind", "id", "href", "label", "text", "by"];

// --- cards: what the server knows of a picture or story, asked for all blocks at once -----------
const cards = new Map();
let [address, waiting] = ["", []];

function card(kind, id) {
  const key = `${kind}=${id}`;
  if (!cards.has(key)) {
    cards.set(key, new Promise((resolve) => waiting.push({ kind, id, resolve })));
    if (waiting.length === 1) setTimeout(fetchCards);
  }
  return cards.get(key);
}

async function fetchCards() {
  const asked = waiting;
  waiting = [];
  const query = new URLSearchParams(asked.map(({ kind, id }) => [kind, id]));
  let found = {};
  try {
    const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (response.ok) found = await response.json();
  } catch {
    // Offline: the block stays and says so; nothing of the text depends on it.
  }
  for (const { kind, id, resolve } of asked) resolve(found[kind]?.[id] ?? null);
}

// --- what a block asks for ------------------------------------------------------------------------
function askQuote(attrs, done) {
  ask(
    {
      title: gettext("Pull quote"),
      submit: gettext("Put in"),
      fields: [
        { name: "text", label: gettext("Quote"), value: attrs.text, rows: 3 },
        { name: "by", label: gettext("Who says so"), value: attrs.by },
      ],
      check: ({ text }) => (text ? "" : gettext("Write the quote.")),
    },
    (said) => done({ kind: "quote", ...said }),
  );
}

/** One of our stories, else a page outside. */
function askRead(attrs, { editor, options }, done) {
  pickRead({
    address: options.stories,
    typed: attrs.label || "",
    done: (id) => done({ kind: "read", id, label: "", href: "" }),
    outside: (words) => askPage(/^https?:/i.test(words) ? { ...attrs, href: words } : attrs, done),
    left: () => editor.commands.focus(),
  });
}

function askPage(attrs, done) {
  const or = gettext("A page outside this paper. Without an address, the title is kept as an open question.");
  ask(
    {
      title: gettext("READ: which page?"),
      submit: gettext("Put in"),
      extra: make("p", { class: "help" }, or),
      fields: [
        { name: "label", label: gettext("Title"), value: attrs.label },
        { name: "href", label: gettext("Address"), value: attrs.href, type: "url" },
      ],
      check: ({ label, href }) => {
        if (href && !/^https?:\/\/\S+$/.test(href)) return gettext("The address begins with https:// or http://.");
        return label ? "" : gettext("Give the title of that page; readers see it.");
      },
    },
    (said) => done({ kind: "read", id: "", ...said }),
  );
}

// --- one block in the text -----------------------------------------------------------------------
function inside(attrs, body) {
  if (attrs.kind === "quote") {
    body.append(make("blockquote", {}, `“${attrs.text}”`), attrs.by ? note(attrs.by) : null);
    return;
  }
  if (attrs.kind === "read" && !attrs.id) {
    const words = attrs.href || gettext("No story found yet. Readers do not see this line until one is chosen.");
    body.append(readLine(attrs.label || attrs.href), note(words));
    return;
  }
  card(attrs.kind, attrs.id).then((found) => {
    if (!found) body.append(note(gettext("This is no longer there, or could not be loaded.")));
    else if (attrs.kind === "photo") body.append(...picture(found));
    else body.append(readLine(found.headline), note(shape(found.live ? "live" : "draft"), " ", found.note));
  });
}

const note = (...words) => make("p", { class: "q" }, ...words);

const readLine = (headline) => make("p", { class: "nb-line" }, make("b", {}, "READ: "), make("span", {}, headline));

function picture(found) {
  const row = document.querySelector(`[data-row][data-photo="${found.id}"]`);
  // In its row both may have been changed since the card was fetched.
  const said = row?.querySelector("[data-credit]").dataset.credit ?? found.credit;
  const credit = make("span", { "data-credit-of": found.id }, said ? ` (${said})` : "");
  const none = () => make("p", { class: "no-file" }, shape("picture"), " ", gettext("Picture to come"));
  const image = found.src ? make("img", { src: found.src, alt: found.alt || found.title }) : none();
  const caption = make(
    "span",
    { "data-caption-of": found.id },
    row?.querySelector('[name$="-caption"]').value ?? found.caption,
  );
  return [image, make("figcaption", {}, caption, credit)];
}

const TITLES = { photo: gettext("Picture"), read: "READ", quote: gettext("Pull quote") };

function show(dom, attrs) {
  const body = make("div", { class: "nb-body" });
  inside(attrs, body);
  dom.className = `nb nb-${attrs.kind}`;
  const icon = shape(attrs.kind === "photo" ? "picture" : "question");
  dom.querySelector(".nb-title").replaceChildren(icon, ` ${TITLES[attrs.kind] || attrs.kind}`);
  dom.querySelector(".nb-body").replaceWith(body);
}

function move(editor, position, by) {
  const to = moveBlock(editor.view, position, by);
  if (to === null) return;
  editor.commands.setNodeSelection(to);
  editor.view.nodeDOM(to)?.querySelector(by < 0 ? "[data-tool=up]" : "[data-tool=down]")?.focus();
}

function tool(name, label, content, act) {
  const look = name === "edit" ? "btn slim" : "ib";
  const named = { "data-tool": name, "aria-label": label, title: label };
  const button = make("button", { type: "button", class: look, ...named }, content);
  button.addEventListener("click", act);
  return button;
}

const attribute = (name) => ({
  default: "",
  parseHTML: (element) => element.getAttribute(`data-${name}`) || "",
  renderHTML: (attrs) => (attrs[name] ? { [`data-${name}`]: attrs[name] } : {}),
});

export const NewsBlock = Node.create({
  name: "newsBlock",
  ...{ group: "block", atom: true, draggable: true, selectable: true },

  addOptions: () => ({ library: "", stories: "", blocks: "" }),

  addAttributes: () => Object.fromEntries(NAMES.map((name) => [name, attribute(name)])),

  parseHTML: () => [{ tag: "news-block" }],
  renderHTML: ({ HTMLAttributes }) => ["news-block", HTMLAttributes],

  onBeforeCreate() {
    address = this.options.blocks;
  },

  addNodeView() {
    const options = this.options;
    return ({ node, editor, getPos }) => {
      let attrs = node.attrs;
      const change = (said) => {
        editor.chain().setNodeSelection(getPos()).updateAttributes("newsBlock", said).run();
        announce(said);
      };
      const edit = () => {
        if (attrs.kind === "photo") tell("newsblock:edit-photo", attrs.id);
        else if (attrs.kind === "quote") askQuote(attrs, change);
        else askRead(attrs, { editor, options }, change);
      };
      const remove = () => editor.chain().setNodeSelection(getPos()).deleteSelection().focus().run();
      const tools = [
        tool("up", gettext("Move up"), shape("up"), () => move(editor, getPos(), -1)),
        tool("down", gettext("Move down"), shape("fall"), () => move(editor, getPos(), 1)),
        tool("edit", gettext("Edit"), gettext("Edit"), edit),
        tool("remove", gettext("Take off"), shape("close"), remove),
      ];
      const head = make("div", { class: "nb-head" }, make("span", { class: "nb-title" }), ...tools);
      const dom = make("div", { contenteditable: "false" }, head, make("div", { class: "nb-body" }));
      show(dom, attrs);
      return {
        dom,
        update(next) {
          if (next.type.name !== "newsBlock") return false;
          const changed = NAMES.some((name) => next.attrs[name] !== attrs[name]);
          attrs = next.attrs;
          if (changed) show(dom, attrs);
          return true;
        },
        stopEvent: (event) => Boolean(event.target.closest?.("button")),
        ignoreMutation: () => true,
      };
    };
  },

  addProseMirrorPlugins() {
    /** Two brackets open the list of stories. */
    const handleTextInput = (view, from, _to, text) => {
      const before = view.state.selection.$from.parent.textBetween(0, view.state.selection.$from.parentOffset, "", " ");
      if (text !== "[" || !before.endsWith("[")) return false;
      view.dispatch(view.state.tr.delete(from - 1, from));
      askRead({}, this, (said) => putIn(this.editor, said));
      return true;
    };
    return [new Plugin({ props: { handleTextInput } })];
  },

  addMenuItems({ menu }) {
    const { editor } = this;
    const put = (said) => putIn(editor, said);
    const define = (name, words, command) => {
      const button = make("button", { type: "button", class: "prose-menubar__button worded" }, ...words);
      menu.defineItem({ name: `newsBlock:${name}`, groups: "newsblock", command, button });
    };
    const putPictures = (ids) => ids.forEach((id) => put({ kind: "photo", id }));
    const { library: where } = this.options;
    const choose = () =>
      import("./library.js").then(({ library }) => library(where, putPictures), () => location.href = where);
    define("photo", [shape("picture"), gettext("Picture")], choose);
    define("read", ["READ"], () => askRead({}, this, put));
    define("quote", [gettext("Quote")], () => askQuote({}, put));
  },
});

function putIn(editor, said) {
  insert(editor, said);
  announce(said);
}

/** After the paragraph or block where the cursor stands, or in place of an empty paragraph; then write on. */
function insert(editor, said) {
  const { selection, doc } = editor.state;
  const { $to } = selection;
  const paragraph = selection.node || !$to.depth ? null : $to.node(1);
  const to = paragraph ? $to.after(1) : selection.to;
  const from = paragraph && !paragraph.content.size ? $to.before(1) : to;
  const last = to >= doc.content.size;
  const content = [{ type: "newsBlock", attrs: said }, ...(last ? [{ type: "paragraph" }] : [])];
  editor.chain().insertContentAt({ from, to }, content).run();
  if (last) editor.chain().setTextSelection(from + 2).focus().run();
  else editor.chain().setNodeSelection(from).focus().run();
}

function announce(said) {
  if (said.kind === "photo") tell("newsblock:photo", said.id);
}

export const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }));
