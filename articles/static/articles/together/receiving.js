// Steps of others come into the text that is open here; what is typed and not sent yet goes on top of them.
import { pm } from "django-prose-editor/editor";
import { by, inserted, moved, past, union, within } from "./ranges.js";
import { cutOff, landed, lostOfOurs, putBack, says, words } from "./putting-back.js";
import { key, rebaseable } from "./shared.js";
import { spare } from "./sparing.js";

const { ReplaceStep } = pm.transform;
const { Slice } = pm.model;

/** Steps as they are sent: a burst of letters is one. */
function joined(unconfirmed) {
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

export const quiet = (tr) =>
  tr.setMeta("addToHistory", false).setMeta("preventAutolink", true).setMeta("preventUpdate", true);

/** What is sent now: until there is an answer, nothing else is. */
export function sending(view, most) {
  const held = key.getState(view.state);
  const waiting = held.unconfirmed.filter(({ sent }) => sent);
  if (waiting.length) return joined(waiting);
  const steps = joined(held.unconfirmed);
  const count = steps.length > most ? most : held.unconfirmed.length;
  const unconfirmed = held.unconfirmed.map((each, n) => n < count ? { ...each, sent: true } : each);
  view.dispatch(view.state.tr.setMeta(key, { unconfirmed }));
  return joined(unconfirmed.slice(0, count));
}

/** What was sent was not taken. */
export function notTaken(view) {
  const { unconfirmed } = key.getState(view.state);
  view.dispatch(view.state.tr.setMeta(key, { unconfirmed: unconfirmed.map((each) => ({ ...each, sent: false })) }));
}

/** What was sent was taken, as so many steps. */
export function taken(view, count) {
  const { version, unconfirmed } = key.getState(view.state);
  const left = unconfirmed.filter(({ sent }) => !sent);
  view.dispatch(view.state.tr.setMeta(key, { version: version + count, unconfirmed: left }));
}

/** Take in steps as the server took them ({ step, isOwn }). */
export function receive(view, told) {
  const [first, end] = [told.findIndex(({ isOwn }) => isOwn), told.findLastIndex(({ isOwn }) => isOwn) + 1];
  if (first < 0) takeIn(view, told);
  else if (comesOutAlike(view.state, told.slice(0, first), told.slice(first, end))) {
    takeIn(view, told.slice(0, first));
    taken(view, end - first);
    takeIn(view, told.slice(end));
  } else takeIn(view, told);
}

/** Whether what we sent, moved over the steps of others here, is what the server made of it. */
function comesOutAlike(state, before, own) {
  const { tr } = state;
  const { unconfirmed } = key.getState(state);
  const { kept } = rebase(unconfirmed, before, tr);
  const sent = unconfirmed.filter((each) => each.sent).length;
  if (kept.filter((each) => each.sent).length !== sent) return false;
  const at = (n) => tr.docs[unconfirmed.length + before.length + n] ?? tr.doc;
  let doc = at(0);
  for (const { step } of own) doc = doc && step.apply(doc).doc;
  return doc?.eq(at(sent)) ?? false;
}

function takeIn(view, told) {
  if (!told.length) return;
  const { state } = view;
  const held = key.getState(state);
  const { tr } = state;
  const { kept, dropped, cut, ranges, rest } = rebase(held.unconfirmed, told, tr);
  const theirs = union([...tr.mapping.maps.reduce(past, held.theirs), ...ranges]);
  view.dispatch(
    quiet(tr).setMeta("rebased", held.unconfirmed.length)
      .setMeta(key, { version: held.version + told.length, unconfirmed: kept, theirs }),
  );
  const pieces = [...lostOfOurs(state.doc, held.unconfirmed, dropped, tr), ...cut.map((each) => landed(each, tr))];
  const worth = pieces.filter(({ slice }) => says(slice.content));
  const back = putBack(view.state.tr, worth);
  if (worth.length) view.dispatch(quiet(back));
  const left = union(back.mapping.maps.reduce(past, rest));
  if (left.length) view.dispatch(takenOut(view.state.tr, left));
}

function takenOut(tr, ranges) {
  for (const { from, to } of ranges.toReversed()) {
    tr.maybeStep(new ReplaceStep(from, to, Slice.empty));
  }
  return tr;
}

/**
 * Ours undone, what the server has done, ours done again: what was kept of ours, which found no place, what they would
 * cut off. Where the server has ours among its steps, what was sent is not done again.
 */
function rebase(steps, told, tr) {
  for (const { inverted } of steps.toReversed()) tr.step(inverted);
  for (const { step } of told) tr.step(step);
  let ranges = theirsAfter(steps.length, told, tr);
  const [kept, dropped, cut, gone] = [[], [], [], new Set()];
  let [rest, along] = [[], []];
  const standing = [];
  const isThere = told.some(({ isOwn }) => isOwn);
  steps.forEach(({ step: made, inverted, move, sent }, n) => {
    if (sent && isThere) return;
    // The block that we moved, others have moved or taken out: it is not put in once more.
    if (move && gone.has(move)) return;
    // What we took out and put back stands there, where others took it out of our reach first.
    const again = move ? -1 : standing.indexOf(words(made));
    if (again >= 0) standing.splice(again, 1);
    if (again >= 0 && made.from === made.to) return;
    const step = again < 0 ? made : new ReplaceStep(made.from, made.to, Slice.empty);
    const from = steps.length - n;
    const isInto = move && steps[n - 1]?.move === move;
    const there = notMore(movedAlong(step.map(tr.mapping.slice(from)), move, isInto, tr), step, move, ranges);
    const spared = there && !move && spare(there, tr.doc, ranges);
    const mapped = spared ? spared.step : there;
    if (!move && words(inverted) && (!mapped || mapped.from === mapped.to)) standing.push(words(inverted));
    if (!mapped || !fits(mapped, tr)) {
      if (move) gone.add(move);
      dropped.push(n);
      return;
    }
    // In a block that others changed no place is where it was.
    if (!isInto || mapped.slice.eq(made.slice)) tr.mapping.setMirror(from - 1, tr.steps.length - 1);
    kept.push({ ...rebaseable(mapped, tr.docs.at(-1), move), sent });
    if (!spared && !move) cut.push(...cutOff(ranges, tr, tr.steps.length - 1));
    const before = ranges;
    [ranges, rest] = [ranges, rest].map((each) => past(each, mapped.getMap()));
    if (isInto) ranges.push(...along.map(by(mapped.from)));
    along = move && !isInto ? within(before, mapped).map(by(-mapped.from)) : [];
    if (spared) rest.push(...moved(spared.rest, mapped.getMap()));
  });
  return { kept, dropped, cut, ranges, rest };
}

/** A deletion never takes more than it took, but for what others wrote in it: then it takes nothing. */
function notMore(there, step, move, ranges) {
  if (move || !(there instanceof ReplaceStep)) return there;
  if (step.from === step.to) return new ReplaceStep(there.from, there.from, there.slice);
  const theirs = within(union(ranges), there).reduce((sum, { from, to }) => sum + to - from, 0);
  if (there.to - there.from - theirs <= step.to - step.from) return there;
  return step.slice.size ? new ReplaceStep(there.to, there.to, there.slice) : null;
}

/** Whether it was done. A step around a block that others changed may apply, but not come back: that one is none. */
function fits(step, tr) {
  try {
    step.invert(tr.doc);
    return !tr.maybeStep(step).failed;
  } catch {
    return false;
  }
}

/** A block that we moved goes as it stands now, with what others did to it; or stays where its new place is no more. */
function movedAlong(step, move, isInto, tr) {
  if (!move) return step;
  if (!isInto) return step && step.to - step.from > 1 ? step : null;
  const { from, to } = tr.steps.at(-1);
  const block = tr.docs.at(-1).slice(from, to);
  const there = step && new ReplaceStep(step.from, step.from, block);
  return there && !there.apply(tr.doc).failed ? there : new ReplaceStep(from, from, block);
}

/** The ranges others wrote, in the text after their steps. */
function theirsAfter(first, told, tr) {
  let ranges = [];
  for (const [n, { isOwn }] of told.entries()) {
    const map = tr.mapping.maps[first + n];
    ranges = isOwn ? past(ranges, map) : union([...moved(ranges, map), ...inserted(map)]);
  }
  return ranges;
}
