// One paragraph that becomes another. Only words that differ are replaced; where their form alone does (bold, the
// address of a link) that alone is changed, so that two who change it at once do not put the words in twice.

/** The steps from `gone`, which stands at `at`, to `come`: both of one kind, with words in them. */
export function become(tr, at, gone, come) {
  const [old, now] = [gone, come].map(units);
  const most = Math.min(old.length, now.length);
  let [first, last] = [0, 0];
  while (first < most && old[first] === now[first]) first += 1;
  while (last < most - first && old.at(-1 - last) === now.at(-1 - last)) last += 1;
  // No letter is cut in half.
  if (first && /^[\uD800-\uDBFF]$/.test(old[first - 1])) first -= 1;
  if (last && /^[\uDC00-\uDFFF]$/.test(old.at(-last))) last -= 1;
  const start = at + 1;
  const [end, newEnd] = [old.length - last, now.length - last];
  if (first < end || first < newEnd) tr.replace(start + first, start + end, come.slice(first, newEnd));
  for (const { from, to, had, has } of formsIn(tr.doc, start, come)) {
    for (const mark of had) if (!mark.isInSet(has)) tr.removeMark(from, to, mark);
    for (const mark of has) if (!mark.isInSet(had)) tr.addMark(from, to, mark);
  }
  return tr;
}

/** Each letter, and each break between lines, without its form: as many as there are places. */
function units(block) {
  const found = [];
  block.forEach((node) => {
    if (node.isText) found.push(...node.text.split(""));
    else found.push(JSON.stringify([node.type.name, node.attrs]));
  });
  return found;
}

/** The forms that words of the same length have, and are to have. */
function formsIn(doc, start, come) {
  const found = [];
  come.forEach((node, offset) => {
    const [from, to] = [start + offset, start + offset + node.nodeSize];
    doc.nodesBetween(from, to, (there, position) => {
      if (!there.isInline) return;
      const span = { from: Math.max(from, position), to: Math.min(to, position + there.nodeSize) };
      found.push({ ...span, had: there.marks, has: node.marks });
    });
  });
  return found;
}
