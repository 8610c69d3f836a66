// Our deletion in which others wrote takes out what is ours, and leaves standing what is theirs.
import { pm } from "django-prose-editor/editor";
import { union } from "./ranges.js";

const { ReplaceStep } = pm.transform;
const { Slice } = pm.model;

/**
 * Our deletion, with what others wrote inside it left standing: { step, the first of its parts, and the rest }. It puts
 * nothing in anew that stands there, for what two put in anew would stand there twice.
 */
export function spare(step, doc, ranges) {
  if (!(step instanceof ReplaceStep) || step.to <= step.from || step.slice.openStart || step.slice.openEnd) return null;
  const theirs = union(ranges).filter(({ from, to }) => from < step.to && to > step.from);
  const $from = doc.resolve(step.from);
  const isInline = $from.parent.inlineContent && $from.sameParent(doc.resolve(step.to));
  if (!theirs.length || (!isInline && step.slice.size)) return null;
  if (!isInline) {
    const [first, ...rest] = parts(doc, step, theirs);
    return { step: first ? new ReplaceStep(first.from, first.to, Slice.empty) : null, rest };
  }
  const all = between(step, theirs);
  const start = theirs[0].from > step.from ? all.shift().to : step.from;
  return { step: new ReplaceStep(step.from, start, step.slice), rest: all };
}

/** What of a range is not theirs. */
function between({ from, to }, theirs) {
  const edges = [from, ...theirs.flatMap((range) => [range.from, range.to]), to];
  const found = [];
  for (let n = 0; n < edges.length; n += 2) {
    if (edges[n + 1] > edges[n]) found.push({ from: edges[n], to: edges[n + 1] });
  }
  return found;
}

/** Whole blocks of a range, and text in the others, that hold nothing of theirs. */
function parts(doc, { from, to }, theirs) {
  const found = [];
  doc.nodesBetween(from, to, (node, pos) => {
    const end = pos + node.nodeSize;
    const isWhole = node.isBlock && pos >= from && end <= to;
    if (isWhole && !theirs.some((range) => range.from < end && range.to > pos)) {
      found.push({ from: pos, to: end });
      return false;
    }
    if (node.isTextblock) {
      const inside = { from: Math.max(from, pos + 1), to: Math.min(to, end - 1) };
      const others = theirs.filter((range) => range.from < inside.to && range.to > inside.from)
        .map((range) => ({ from: Math.max(range.from, inside.from), to: Math.min(range.to, inside.to) }));
      if (inside.to > inside.from) found.push(...between(inside, others));
    }
    return !node.isTextblock;
  });
  return found;
}
