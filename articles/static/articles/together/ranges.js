// Spans of a text ({ from, to }), as steps change it.
export const inserted = (map) => {
  const ranges = [];
  map.forEach((_from, _to, from, to) => to > from && ranges.push({ from, to }));
  return ranges;
};

export const moved = (ranges, map) =>
  ranges.map(({ from, to }) => ({ from: map.map(from, 1), to: map.map(to, -1) })).filter(({ from, to }) => to > from);

/** These ranges past a step of our own: what it puts into them is not of them. */
export function past(ranges, map) {
  let left = moved(ranges, map);
  for (const { from, to } of inserted(map)) {
    left = left.flatMap((range) => {
      if (range.to <= from || range.from >= to) return [range];
      const parts = [{ from: range.from, to: from }, { from: to, to: range.to }];
      return parts.filter((part) => part.to > part.from);
    });
  }
  return left;
}

export function union(ranges) {
  const all = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else all.push({ ...range });
  }
  return all;
}

/** What of them lies in this one; a range so many places on. */
export const within = (ranges, whole) =>
  ranges.map(({ from, to }) => ({ from: Math.max(from, whole.from), to: Math.min(to, whole.to) }))
    .filter(({ from, to }) => to > from);
export const by = (n) => ({ from, to }) => ({ from: from + n, to: to + n });
