"""`python -m tests.tooling.kerning newsroom/static/fonts/*.woff2`: writes the kerning of fonts as short as it goes.

The fonts keep exceptions for each letter beside classes of letters. Worked out for every pair, letters that are kerned
alike make classes of their own, and rows that are nearly alike stand beside each other: every pair keeps its distance
and a file loses up to a fifth of its bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.otlLib.builder import buildValue
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from tqdm import tqdm

Pairs = dict[tuple[str, str], int]
ADVANCE = 4  # the only bit of a value's format that these fonts have: how far the next letter moves


def kerning(font: TTFont) -> Pairs:
    """The distance of each pair of glyphs that has one, in units of the font; as a shaper finds it."""
    pairs: Pairs = {}
    glyphs = font.getGlyphOrder()
    for table in _tables(font):
        for place, left in enumerate(table.Coverage.glyphs):
            if table.Format == 1:
                told = {
                    each.SecondGlyph: each.Value1.XAdvance for each in table.PairSet[place].PairValueRecord
                }
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
                told = {each: row[table.ClassDef2.classDefs.get(each, 0)].Value1.XAdvance for each in glyphs}
            for right, distance in told.items():
                pairs.setdefault((left, right), distance)
    return {pair: distance for pair, distance in pairs.items() if distance}


def shorten(font: TTFont) -> None:
    """Writes the same kerning as one table of classes."""
    pairs, glyphs = kerning(font), font.getGlyphOrder()
    rows = _alike({left: tuple(pairs.get((left, right), 0) for right in glyphs) for left in glyphs})
    columns = _alike({right: tuple(pairs.get((left, right), 0) for left in glyphs) for right in glyphs})
    # Class 0 of the second letters is what no class names: those before which nothing moves.
    first, second = [each for each in rows if each[1]], [([], False), *(each for each in columns if each[1])]
    table = otTables.PairPos()
    table.Format, table.ValueFormat1, table.ValueFormat2 = 2, ADVANCE, 0
    table.Coverage = otTables.Coverage()
    table.Coverage.glyphs = sorted((one for names, _ in first for one in names), key=font.getGlyphID)
    table.ClassDef1, table.ClassDef2 = otTables.ClassDef(), otTables.ClassDef()
    table.ClassDef1.classDefs = {
        one: place for place, (names, _) in enumerate(first) if place for one in names
    }
    table.ClassDef2.classDefs = {one: place for place, (names, _) in enumerate(second) for one in names}
    table.Class1Count, table.Class2Count = len(first), len(second)
    table.Class1Record = []
    for left, _ in first:
        row = otTables.Class1Record()
        row.Class2Record = [_value(pairs.get((left[0], right[0]), 0) if right else 0) for right, _ in second]
        table.Class1Record.append(row)
    _tables(font)[:] = [table]
    assert kerning(font) == pairs


def _tables(font: TTFont) -> list[otTables.PairPos]:
    """Raises ValueError where a font moves its letters in another way than by pairs, or farther than along the line."""
    lookups = font["GPOS"].table.LookupList.Lookup
    tables = [table for lookup in lookups for table in lookup.SubTable]
    told = {(each.LookupType, *(getattr(each, f"ValueFormat{n}", None) for n in (1, 2))) for each in tables}
    if len(lookups) != 1 or told != {(2, ADVANCE, 0)}:
        raise ValueError("It moves letters in other ways than pairs along the line.")
    return lookups[0].SubTable


def _alike(told: dict[str, tuple[int, ...]]) -> list[tuple[list[str], bool]]:
    """Glyphs with the same distances, and whether they have any; each group after the one most like it."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for name, distances in told.items():
        groups.setdefault(distances, []).append(name)
    left = list(groups)
    ordered = [left.pop(0)]
    while left:
        ordered.append(min(left, key=lambda one: _differences(one, ordered[-1])))
        left.remove(ordered[-1])
    return [(groups[distances], any(distances)) for distances in ordered]


def _differences(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _value(distance: int) -> otTables.Class2Record:
    record = otTables.Class2Record()
    record.Value1, record.Value2 = buildValue({"XAdvance": distance}), None
    return record


def main(paths: Iterable[str]) -> None:
    for path in tqdm(list(map(Path, paths))):
        before = path.stat().st_size
        with TTFont(path, recalcTimestamp=False) as font:
            try:
                shorten(font)
            except ValueError as error:
                tqdm.write(f"{path}: left as it is. {error}")
                continue
            font.save(path)
        tqdm.write(f"{path}: {before:,} → {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
