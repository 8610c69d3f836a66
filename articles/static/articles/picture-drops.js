// Picture files that are dropped onto the text, or pasted into it: a line stands there until the picture does.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { arriving, filesAlone } from "./arriving.js";
import { tell } from "./newsblocks.js";

const key = new pm.state.PluginKey("picturesComing");
/** The place between two blocks over which files are held; null if none are. */
const over = new pm.state.PluginKey("picturesOver");
let count = 0;
const withFiles = ({ dataTransfer }) => [...dataTransfer?.types ?? []].includes("Files");

export const PictureDrops = Extension.create({
  name: "pictureDrops",
  addOptions: () => ({ url: "", most: 0 }),

  // The editor's own line stands among letters, where no picture can.
  extendNodeSchema: () => ({ disableDropCursor: (_view, _place, event) => withFiles(event) }),

  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin({
        key: over,
        state: { init: () => null, apply: (change, at) => heldOver(change, at) },
        props: {
          decorations: (state) => lineAt(state),
          handleDOMEvents: {
            dragover: (view, event) => hold(view, withFiles(event) ? dropped(view, event) : null),
            dragleave: (view, event) => view.dom.contains(event.relatedTarget) || hold(view, null),
            drop: (view) => hold(view, null),
          },
        },
      }),
      new Plugin({
        key,
        appendTransaction: followed,
        state: { init: () => [], apply: (change, coming) => moved(change, coming) },
        props: {
          decorations: (state) => pm.view.DecorationSet.create(state.doc, key.getState(state).map(line)),
          handleDrop: (view, event) =>
            taken(view, event, event.dataTransfer?.files, () => dropped(view, event), options),
          handlePaste: (view, event) =>
            taken(view, event, filesAlone(event.clipboardData), () => pasted(view), options),
        },
      }),
    ];
  },
});

/** What undo takes off the text goes off the list of pictures too, and comes back with it. */
function followed(changes, before, after) {
  if (!changes.some(pm.history.isHistoryTransaction)) return;
  const [were, are] = [before.doc, after.doc].map(picturesOf);
  queueMicrotask(() => {
    for (const id of were) if (!are.has(id)) tell("newsblock:photo-gone", id);
    for (const id of are) if (!were.has(id)) tell("newsblock:photo", id);
  });
}

function picturesOf(doc) {
  const found = new Set();
  doc.forEach(({ attrs }) => attrs.kind === "photo" && found.add(attrs.id));
  return found;
}

// --- where files that are held over the text would land: as `dropped` says it, and nowhere else -----
function hold(view, at) {
  if (over.getState(view.state) !== at) view.dispatch(view.state.tr.setMeta(over, { at }));
  return false;
}

function heldOver(change, at) {
  const said = change.getMeta(over);
  if (said) return said.at;
  return at === null ? null : change.mapping.map(at);
}

/** On the edge of a block: a line of its own would move the text away under the hand. */
function lineAt(state) {
  const at = over.getState(state);
  if (at === null) return null;
  const { nodeBefore, nodeAfter } = state.doc.resolve(at);
  const [from, to, edge] = nodeAfter
    ? [at, at + nodeAfter.nodeSize, "drop-before"]
    : [at - nodeBefore.nodeSize, at, "drop-after"];
  return pm.view.DecorationSet.create(state.doc, [pm.view.Decoration.node(from, to, { class: edge })]);
}

// --- the lines in the text: no part of it, so that they are neither saved nor undone --------------
const line = ({ at, number, element }) =>
  pm.view.Decoration.widget(at, () => element, { key: `coming-${number}`, side: number, stopEvent: () => true });

function moved(change, coming) {
  const { put, gone, come = [] } = change.getMeta(key) ?? {};
  // A picture that is put in stands behind the lines of those that were dropped before it.
  const side = ({ number }) => number < put ? -1 : 1;
  const still = coming.filter(({ number }) => number !== gone);
  return [...still.map((each) => ({ ...each, at: change.mapping.map(each.at, side(each)) })), ...come];
}

function taken(view, event, files, where, options) {
  if (!files?.length) return false;
  event.preventDefault();
  const at = where();
  const come = [...files].map((file) => {
    const number = ++count;
    const change = (said) => view.dispatch(view.state.tr.setMeta(key, said));
    const gone = () => change({ gone: number });
    const { element } = arriving(file, { ...options, tag: "div" }, (card) => put(view, number, card), gone);
    return { at, number, element };
  });
  view.dispatch(view.state.tr.setMeta(key, { come }));
  return true;
}

/** Between two blocks: before the one that the file was dropped on, or behind it. */
function dropped(view, { clientX, clientY }) {
  const found = view.posAtCoords({ left: clientX, top: clientY });
  if (!found) return view.state.doc.content.size;
  const place = view.state.doc.resolve(found.pos);
  if (!place.depth) return found.pos;
  const { top, bottom } = view.nodeDOM(place.before(1)).getBoundingClientRect();
  const before = !place.node(1).content.size || clientY < (top + bottom) / 2;
  return before ? place.before(1) : place.after(1);
}

function pasted(view) {
  const { $to } = view.state.selection;
  if (!$to.depth) return $to.pos;
  return $to.node(1).content.size ? $to.after(1) : $to.before(1);
}

/** One step of its own for undo; the cursor stays where it is. */
function put(view, number, card) {
  const { state } = view;
  const place = state.doc.resolve(key.getState(state).find((each) => each.number === number).at);
  const at = place.depth ? place.after(1) : place.pos;
  const id = String(card.id);
  const change = state.tr.insert(at, state.schema.nodes.newsBlock.create({ kind: "photo", id }));
  if (at >= state.doc.content.size) change.insert(change.doc.content.size, state.schema.nodes.paragraph.create());
  view.dispatch(pm.history.closeHistory(change).setMeta(key, { put: number }));
  tell("newsblock:photo", id);
}
