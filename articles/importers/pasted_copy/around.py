"""What stands around a story and is no part of it: embargo, origin, notices."""

from articles.importers.pasted_copy import embargo, notices, originals
from articles.importers.pasted_copy.found import Found
from articles.importers.pasted_copy.lines import Unit


def find(unit: Unit, *, in_front: bool = True) -> Found | None:
    """What the line is; None if it is copy. In the running text only what can be nothing else."""
    if unit.tag in ("ul", "ol", "blockquote"):
        return None
    if said := embargo.find(unit.tidy, in_front=in_front):
        return said
    original = originals.find(unit.tidy, unit.links)
    if original and original.whole:
        return Found("original", original, ((0, len(unit.tidy), "original"),))
    return notices.find(unit.tidy, in_front=in_front)
