// Random edits of one page in the body of a story: each letter is put in once, and what was taken out is known.
async (seed) => {
  const { pm } = await import("django-prose-editor/editor");
  const editor = document.querySelector(".line.body .ProseMirror").editor;
  const { view, schema } = editor;
  const { TextSelection } = pm.state;
  const { Fragment, Slice } = pm.model;
  let [state, next] = [seed * 2654435761 >>> 0, 0x4e00 + seed * 6000];
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) >>> 0;
    return ((state ^ (state >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(random() * n);
  const letters = (n) => Array.from({ length: n }, () => String.fromCodePoint(next++)).join("");
  const all = () => [...view.state.doc.textBetween(0, view.state.doc.content.size)].filter((c) => c >= "\u4e00");
  const places = () => {
    const found = [];
    view.state.doc.descendants((node, pos) => {
      if (node.isTextblock) found.push({ pos: pos + 1, size: node.content.size });
      return !node.isTextblock;
    });
    return found;
  };
  const place = () => {
    const found = places();
    const { pos, size } = found[random() < 0.5 ? 0 : below(found.length)] ?? { pos: 1, size: 0 };
    return pos + below(size + 1);
  };
  const at = (pos) => view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
  const end = (pos, n) => Math.min(pos + n, view.state.doc.resolve(pos).end());
  const type = () => {
    at(place());
    for (let n = 1 + below(4); n; n--) view.dispatch(view.state.tr.insertText(letters(1)));
  };
  const erase = () => {
    const from = place();
    view.dispatch(view.state.tr.delete(from, end(from, 1 + below(5))));
  };
  const block = (n) => {
    let pos = 0;
    for (let i = 0; i < n; i++) pos += view.state.doc.child(i).nodeSize;
    return pos;
  };
  const edits = [
    type, type, type, type, erase, erase,
    () => { at(place()); editor.commands.splitBlock(); },
    () => { const all = places(); at(all[below(all.length)].pos); editor.commands.joinBackward(); },
    () => { const a = place(); at(a); view.dispatch(view.state.tr.addMark(a, end(a, 6), schema.marks.bold.create())); },
    () => view.dispatch(view.state.tr.insert(block(below(view.state.doc.childCount + 1)), schema.nodes.newsBlock.create({ kind: "quote", text: letters(1) }))),
    () => {
      const n = below(view.state.doc.childCount);
      const node = view.state.doc.child(n);
      const to = block(below(view.state.doc.childCount));
      const tr = view.state.tr.delete(block(n), block(n) + node.nodeSize);
      view.dispatch(tr.insert(tr.mapping.map(to), node));
    },
    () => {
      const nodes = [1, 2].map(() => schema.nodes.paragraph.create(null, schema.text(letters(2))));
      const a = place();
      view.dispatch(view.state.tr.replaceRange(a, a, new Slice(Fragment.from(nodes), 1, 1)));
    },
    () => { at(place()); editor.commands.toggleHeading({ level: 2 }); },
    () => { at(place()); editor.commands.toggleBulletList(); },
    () => editor.commands.undo(),
    () => editor.commands.redo(),
  ];
  window.edit = (count) => {
    const [made, gone] = [new Set(), new Set()];
    for (let n = 0; n < count; n++) {
      const before = new Set(all());
      edits[below(edits.length)]();
      const after = new Set(all());
      for (const c of after) if (!before.has(c)) made.add(c);
      for (const c of before) if (!after.has(c)) gone.add(c);
    }
    return { made: [...made].join(""), gone: [...gone].join("") };
  };
  window.letters = () => all().join("");
}
