// From one text to another in steps that leave alone every block that is the same.
import { pm } from "django-prose-editor/editor";
import { become } from "../becoming.js";
import { rebaseable } from "./shared.js";

const { Transform, ReplaceStep } = pm.transform;
const { DOMParser, DOMSerializer, Fragment, Slice } = pm.model;
/** Pairs of blocks that are held against each other; a text that differs in more is taken as a whole. */
const MOST = 250_000;

/** The steps from `before` to `after`, as they would be had they been typed here. */
export function difference(before, after) {
  const tr = new Transform(before);
  for (const run of runs(before.content.content, after.content.content).toReversed()) {
    const start = before.content.content.slice(0, run.from).reduce((sum, node) => sum + node.nodeSize, 0);
    if (run.gone.length === run.come.length) {
      const starts = run.gone.map((_node, n) => run.gone.slice(0, n).reduce((sum, node) => sum + node.nodeSize, start));
      for (const [n, gone] of [...run.gone.entries()].toReversed()) change(tr, starts[n], gone, run.come[n]);
    } else {
      const end = run.gone.reduce((sum, node) => sum + node.nodeSize, start);
      tr.step(new ReplaceStep(start, end, new Slice(Fragment.from(run.come), 0, 0)));
    }
  }
  return tr.steps.map((step, n) => rebaseable(step, tr.docs[n]));
}

/**
 * Brings into the text of a page what reading it as HTML took away, the spaces at the ends of lines: `start`, which the
 * page was made of, has them, and nobody took them out.
 */
export function unread(start, tr) {
  const written = DOMSerializer.fromSchema(start.type.schema).serializeFragment(start.content);
  const page = document.createElement("div");
  page.append(written);
  const read = DOMParser.fromSchema(start.type.schema).parse(page);
  if (read.eq(start) || read.childCount !== start.childCount) return tr;
  const mine = tr.doc.content.content;
  let [i, j, at] = [0, 0, 0];
  for (const run of [...runs(read.content.content, mine), { from: read.childCount, gone: [], come: [] }]) {
    for (; i < run.from; i++, j++) {
      if (!start.child(i).eq(mine[j])) tr.replaceWith(at, at + mine[j].nodeSize, start.child(i));
      at += start.child(i).nodeSize;
    }
    i += run.gone.length;
    for (const end = j + run.come.length; j < end; j++) at += mine[j].nodeSize;
  }
  return tr;
}

/** One block that became another. */
function change(tr, at, gone, come) {
  if (gone.eq(come)) return;
  if (!gone.isTextblock || !gone.sameMarkup(come)) {
    tr.step(new ReplaceStep(at, at + gone.nodeSize, new Slice(Fragment.from(come), 0, 0)));
    return;
  }
  become(tr, at, gone, come);
}

/** The places where blocks differ: { from: the number of the first, gone, come }, in order. */
function runs(before, after) {
  let [first, last] = [0, 0];
  const most = Math.min(before.length, after.length);
  while (first < most && before[first].eq(after[first])) first += 1;
  while (last < most - first && before.at(-1 - last).eq(after.at(-1 - last))) last += 1;
  const [old, now] = [before, after].map((blocks) => blocks.slice(first, blocks.length - last));
  const found = [];
  let run = null;
  for (const [i, j] of [...common(old, now), [old.length, now.length]]) {
    const [i0, j0] = run ?? [0, 0];
    if (i > i0 || j > j0) found.push({ from: first + i0, gone: old.slice(i0, i), come: now.slice(j0, j) });
    run = [i + 1, j + 1];
  }
  return found;
}

/** Pairs of numbers of the blocks that both have, in order: as many as there can be. */
function common(old, now) {
  if (old.length * now.length > MOST) return [];
  const length = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const same = (i, j) => old[i].eq(now[j]);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      length[i][j] = same(i, j) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const pairs = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (same(i, j)) pairs.push([i++, j++]);
    else if (length[i + 1][j] >= length[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
