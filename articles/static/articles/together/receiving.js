// Steps of others come into the text that is open here; what is typed and not sent yet goes on top of them.
import { pm } from "django-prose-editor/editor";
import { inserted, moved, past, union } from "./ranges.js";
import { cutOff, landed, lostOfOurs, putBack, says } from "./putting-back.js";
import { key, rebaseable } from "./shared.js";

const { ReplaceStep } = pm.transform;
const { Fragment, Slice } = pm.model;

/** Steps as they are sent: a burst of letters is one. */
export function joined(unconfirmed) {
  const steps = [];
  let last = null;
  for (const each of unconfirmed) {
    const one = last && !last.move && !each.move && last.step.merge(each.step);
    if (one) steps[steps.length - 1] = one;
    else steps.push(each.step);
    last = { step: steps.at(-1), move: each.move };
  }
  return steps;
}

/** How many of our unconfirmed steps are these, as they were joined when they were sent; null if they are others. */
function confirmed(steps, unconfirmed) {
  let n = 0;
  for (const wanted of steps.map((step) => JSON.stringify(step))) {
    let step = unconfirmed[n++]?.step;
    while (step && JSON.stringify(step) !== wanted) step = unconfirmed[n] && step.merge(unconfirmed[n++].step);
    if (!step) return null;
  }
  return n;
}

const quiet = (tr) => tr.setMeta("addToHistory", false).setMeta("preventAutolink", true).setMeta("preventUpdate", true);

/** Take in steps of one window; `isOwn`: ours, as the server took them. */
export function receive(view, steps, isOwn) {
  const { state } = view;
  const held = key.getState(state);
  const version = held.version + steps.length;
  const own = isOwn ? confirmed(steps, held.unconfirmed) : null;
  if (own !== null) {
    view.dispatch(state.tr.setMeta(key, { version, unconfirmed: held.unconfirmed.slice(own) }));
    return;
  }
  const { tr } = state;
  const { kept, dropped, cut, ranges } = rebase(held.unconfirmed, steps, tr);
  const theirs = union([...tr.mapping.maps.reduce(past, held.theirs), ...ranges]);
  view.dispatch(
    quiet(tr).setMeta("rebased", held.unconfirmed.length).setMeta(key, { version, unconfirmed: kept, theirs }),
  );
  const pieces = [...lostOfOurs(state.doc, held.unconfirmed, dropped, tr), ...cut.map((each) => landed(each, tr))];
  const worth = pieces.filter(({ slice }) => says(slice.content));
  if (worth.length) view.dispatch(quiet(putBack(view.state.tr, worth)));
}

/** Ours undone, theirs done, ours done again: what was kept of ours, which found no place, what they would cut off. */
function rebase(steps, over, tr) {
  for (const { inverted } of steps.toReversed()) tr.step(inverted);
  for (const step of over) tr.step(step);
  let ranges = theirsAfter(steps.length, over.length, tr);
  const [kept, dropped, cut, gone] = [[], [], [], new Set()];
  steps.forEach(({ step, move }, n) => {
    // The block that we moved, others have moved or taken out: it is not put in once more.
    if (move && gone.has(move)) return;
    const from = steps.length - n;
    const there = step.map(tr.mapping.slice(from));
    const spared = there && spare(there, tr.doc, ranges);
    const mapped = spared?.step ?? there;
    if (!mapped || tr.maybeStep(mapped).failed) {
      if (move) gone.add(move);
      dropped.push(n);
      return;
    }
    tr.mapping.setMirror(from - 1, tr.steps.length - 1);
    kept.push(rebaseable(mapped, tr.docs.at(-1), move));
    if (!spared) cut.push(...cutOff(ranges, tr, tr.steps.length - 1));
    ranges = past(ranges, mapped.getMap());
    if (spared) ranges.push(spared.range);
  });
  return { kept, dropped, cut, ranges };
}

/** The ranges others wrote, in the text after their steps. */
function theirsAfter(first, count, tr) {
  let ranges = [];
  for (const map of tr.mapping.maps.slice(first, first + count)) {
    ranges = union([...moved(ranges, map), ...inserted(map)]);
  }
  return ranges;
}

/** Our deletion within one paragraph, with what others wrote inside it left standing. */
function spare(step, doc, ranges) {
  if (!(step instanceof ReplaceStep) || step.to <= step.from || step.slice.openStart || step.slice.openEnd) return null;
  const $from = doc.resolve(step.from);
  if (!$from.parent.inlineContent || !$from.sameParent(doc.resolve(step.to))) return null;
  let keep = Fragment.empty;
  for (const { from, to } of union(ranges)) {
    const [a, b] = [Math.max(from, step.from), Math.min(to, step.to)];
    if (a < b) keep = keep.append(doc.slice(a, b).content);
  }
  if (!keep.size) return null;
  const start = step.from + step.slice.content.size;
  const slice = new Slice(step.slice.content.append(keep), 0, 0);
  return { step: new ReplaceStep(step.from, step.to, slice), range: { from: start, to: start + keep.size } };
}
