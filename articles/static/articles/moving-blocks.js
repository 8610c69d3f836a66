// A block of the text changes places with its neighbour.

/** The block at `position` goes one up (-1) or down (1): where it stands then, or null where there is no further. */
export function moveBlock(view, position, by) {
  const { doc, tr } = view.state;
  const at = doc.resolve(position);
  const other = at.parent.maybeChild(at.index() + by);
  if (!other) return null;
  const size = at.parent.child(at.index()).nodeSize;
  // The neighbour goes round it, so that the cursor stays among the words where it is.
  const from = by < 0 ? position - other.nodeSize : position + size;
  tr.delete(from, from + other.nodeSize).insert(by < 0 ? from + size : position, other);
  view.dispatch(tr.scrollIntoView());
  return position + by * other.nodeSize;
}

/** The one with the cursor. */
export function moveHere({ view, state: { selection } }, by) {
  const { $from } = selection;
  moveBlock(view, $from.depth ? $from.before(1) : selection.from, by);
  return true;
}
