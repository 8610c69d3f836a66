"""What a figure of a page holds: the words under a table or a player are no caption of a picture."""

_HOLDS_ELSE = frozenset({"table", "blockquote", "pre", "iframe", "video", "audio", "object", "embed"})


class Figures:
    """Those that are open. Told of every element."""

    def __init__(self) -> None:
        #: Whether each holds something that is no picture.
        self._open: list[bool] = []

    @property
    def hold_else(self) -> bool:
        return bool(self._open) and self._open[-1]

    def start(self, tag: str) -> None:
        if tag == "figure":
            self._open.append(False)
        elif tag in _HOLDS_ELSE and self._open:
            self._open[-1] = True

    def end(self, tag: str) -> None:
        if tag == "figure" and self._open:
            self._open.pop()
