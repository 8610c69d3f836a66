"""From one text to another in steps that leave alone every block that is the same."""

import json
from difflib import SequenceMatcher

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import ReplaceStep, Step


def difference(before: Node, after: Node) -> list[Step]:
    """The steps from one to the other, from the end on, so that none moves another."""
    starts = [0]
    for child in before.content.content:
        starts.append(starts[-1] + child.node_size)
    old, new = ([_said(child) for child in doc.content.content] for doc in (before, after))
    steps: list[Step] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            blocks = Fragment.from_(after.content.content[j1:j2])
            steps.append(ReplaceStep(starts[i1], starts[i2], Slice(blocks, 0, 0)))
    return steps[::-1]


def _said(node: Node) -> str:
    return json.dumps(node.to_json(), sort_keys=True)
