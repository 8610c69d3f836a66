// The text of a story as several people's: what of it only this page has (unconfirmed), and what of it others wrote.
// The order of things is that of prosemirror-collab; that nothing gets lost where two meet is ours (putting-back.js).
import { pm } from "django-prose-editor/editor";
import { past } from "./ranges.js";
import { cutOff, landed, putBack, says } from "./putting-back.js";

const { Plugin, PluginKey } = pm.state;
export const key = new PluginKey("together");

export const rebaseable = (step, doc, move) => ({ step, inverted: step.invert(doc), move });

/** Of each step the mark of its move: a block that is taken out and put in elsewhere in one go; both have one. */
function movesOf({ steps, docs }) {
  const marks = steps.map(() => undefined);
  const whole = ({ slice }) => slice && !slice.openStart && !slice.openEnd && slice.content.childCount === 1;
  for (let n = 0; n + 1 < steps.length; n++) {
    const [out, into] = [steps[n], steps[n + 1]];
    if (marks[n] || out.slice?.size !== 0 || into.from !== into.to || !whole(into)) continue;
    const gone = out.invert(docs[n]);
    const isMove = whole(gone) && into.slice.content.firstChild.isBlock && gone.slice.content.eq(into.slice.content);
    if (isMove) marks[n] = marks[n + 1] = {};
  }
  return marks;
}

/** `theirs`: the ranges of this text that others wrote while it stood open here. */
export const shared = ({ version, name, unconfirmed }) =>
  new Plugin({
    key,
    state: {
      init: () => ({ version, unconfirmed, theirs: [] }),
      apply(tr, held) {
        const next = tr.getMeta(key);
        if (next) return { ...held, ...next };
        if (!tr.docChanged) return held;
        const moves = movesOf(tr);
        const own = tr.steps.map((step, n) => rebaseable(step, tr.docs[n], moves[n]));
        return {
          ...held,
          unconfirmed: [...held.unconfirmed, ...own],
          theirs: tr.mapping.maps.reduce(past, held.theirs),
        };
      },
    },
    // Undo and redo take back one's own: what others wrote inside it stays.
    appendTransaction(trs, old, state) {
      const undone = trs.find((tr) => tr.getMeta("history$"));
      if (!undone || trs.some((tr) => tr.getMeta("kept"))) return null;
      let { theirs } = key.getState(old);
      const pieces = [];
      undone.mapping.maps.forEach((map, n) => {
        pieces.push(
          ...cutOff(theirs, undone, n).filter(({ slice }) => says(slice.content)).map((each) => landed(each, undone)),
        );
        theirs = past(theirs, map);
      });
      return pieces.length ? putBack(state.tr, pieces).setMeta("kept", true) : null;
    },
    name,
    historyPreserveItems: true,
  });
