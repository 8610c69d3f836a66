// What would get lost where two write in one place is put back into the text, nearest to where it stood.
import { pm } from "django-prose-editor/editor";
import { by, inserted, past, union, within } from "./ranges.js";

const { Fragment } = pm.model;

/** Whether it is worth keeping: words, or a block of the story. */
export function says(fragment) {
  let found = false;
  fragment.descendants((node) => {
    found ||= node.isText || node.type.name === "newsBlock";
    return !found;
  });
  return found;
}

/** What others wrote inside what this step deletes. */
export function cutOff(ranges, tr, n) {
  const pieces = [];
  tr.mapping.maps[n].forEach((start, end) => {
    for (const { from, to } of ranges) {
      const [a, b] = [Math.max(from, start), Math.min(to, end)];
      if (a < b) pieces.push({ n, at: a, slice: tr.docs[n].slice(a, b) });
    }
  });
  return pieces;
}

export const landed = ({ n, at, ...piece }, tr) => ({ ...piece, at: tr.mapping.slice(n).map(at, 1) });

export const words = ({ slice }) => slice?.content.textBetween(0, slice.content.size) ?? "";

/** What we wrote in steps that found no place any more. */
export function lostOfOurs(doc, unconfirmed, dropped, tr) {
  let ranges = [];
  let along = [];
  unconfirmed.forEach(({ step, inverted, move }, n) => {
    const map = step.getMap();
    // What we wrote in a block that we moved went along with it.
    const isOut = move && unconfirmed[n + 1]?.move === move;
    const isInto = move && !isOut;
    if (isOut) along = within(ranges, step).map(by(-step.from));
    ranges = past(ranges, map);
    if (isInto) ranges.push(...along.map(by(step.from)));
    // A step that only gave another form to words that stand there leaves them there when it is dropped.
    const onlyForm = words(step) && words(inverted).includes(words(step));
    if (dropped.includes(n) && !onlyForm) ranges.push(...inserted(map));
  });
  return union(ranges).map(({ from, to }) => ({ at: tr.mapping.map(from, -1), slice: doc.slice(from, to) }));
}

export function putBack(tr, pieces) {
  const { schema } = tr.doc.type;
  for (const { at, slice } of pieces) {
    const position = Math.min(tr.mapping.map(at, 1), tr.doc.content.size);
    const $pos = tr.doc.resolve(position);
    const inline = slice.content.firstChild.isInline;
    if (inline && $pos.parent.inlineContent) tr.insert(position, slice.content);
    else {
      const blocks = inline ? [schema.nodes.paragraph.create(null, slice.content)] : blocksOf(slice.content, schema);
      tr.insert($pos.depth ? $pos.after(1) : position, blocks.map((node) => whole(node, schema)));
    }
  }
  return tr;
}

function blocksOf(content, schema) {
  const blocks = [];
  content.forEach((node) => {
    if (!says(Fragment.from(node))) return;
    blocks.push(node.type.name === "listItem" ? schema.nodes.bulletList.create(null, node) : node);
  });
  return blocks;
}

/** A piece cut out of a text may miss what its type asks for; then its paragraphs are kept without it. */
function whole(node, schema) {
  try {
    node.check();
    return node;
  } catch {
    const lines = [];
    node.descendants((child) => {
      if (child.isTextblock) {
        lines.push(schema.nodes.paragraph.create(null, child.content.content.filter((each) => each.isInline)));
      } else if (child.type.name === "newsBlock") lines.push(child);
      return !child.isTextblock;
    });
    return lines.length === 1 ? lines[0] : schema.nodes.blockquote.create(null, lines);
  }
}
