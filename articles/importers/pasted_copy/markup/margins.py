"""Comments that Google Docs sets at the foot of a document, each in a box or a paragraph of its own."""


class Margin:
    """Whether what is read now is such a comment. Told of every block, and of the link that begins one."""

    def __init__(self) -> None:
        #: Where each open box begins among the passages.
        self._boxes: list[int] = []
        #: How many boxes are open where a comment has one; 0 outside.
        self._depth = 0
        self._paragraph = False

    @property
    def is_open(self) -> bool:
        return self._paragraph or bool(self._depth)

    def start(self, tag: str, passages: int) -> None:
        if tag == "div":
            self._boxes.append(passages)

    def begin(self, passages: int) -> None:
        """A comment begins here. Its box, if nothing else stands in that, may hold more paragraphs of it."""
        self._paragraph = True
        if self._boxes and self._boxes[-1] == passages:
            self._depth = len(self._boxes)

    def end_paragraph(self) -> None:
        self._paragraph = False

    def end(self, tag: str) -> None:
        if tag == "div" and self._boxes:
            self._boxes.pop()
            self._depth = self._depth if self._depth <= len(self._boxes) else 0
