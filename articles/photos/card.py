"""The child that draws a card in words: `python -m articles.photos.card`, a job on its input, then a PNG.

For stories without a picture, 1200 by 630 px: section, headline, name of the paper. Like the child that opens
pictures it knows neither Django nor the settings, and lowers its own limits first.
"""

import io
import json
import sys
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from articles.photos.child import limit
from articles.photos.renditions import SOCIAL_SIZE
from articles.photos.typesetting import MORE, fitting, lines_of

PAPER, INK, SPOT = "#ffffff", "#0f1412", "#00563b"
MARGIN = 72
#: Where the headline may stand, from the largest size to the smallest; what is longer is cut.
HEAD_TOP, HEAD_BOTTOM, HEAD_SIZES, LEADING = 148, 480, range(92, 43, -4), 1.06
FOOT = 520


@dataclass
class Face:
    """A font with the second file that has its rarer letters."""

    files: list[str]
    weight: int = 0
    _cut: dict[tuple[int, bool], Any] = field(default_factory=dict)

    def at(self, size: int, more: bool) -> Any:
        if (size, more) not in self._cut:
            font = ImageFont.truetype(self.files[more], size)
            if self.weight:
                font.set_variation_by_axes([self.weight])
            self._cut[size, more] = font
        return self._cut[size, more]

    def runs(self, text: str, size: int) -> list[tuple[str, Any]]:
        parts = groupby(text, key=lambda sign: ord(sign) in MORE)
        return [("".join(signs), self.at(size, more)) for more, signs in parts]

    def width(self, text: str, size: int) -> float:
        return sum(float(font.getlength(part)) for part, font in self.runs(text, size))

    def put(
        self, page: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, fill: str
    ) -> float:
        """Draw on the base line `at`; where the text ends."""
        across, down = at
        for part, font in self.runs(text, size):
            page.text((across, down), part, font=font, fill=fill, anchor="ls")
            across += float(font.getlength(part))
        return across


def draw(job: dict[str, Any]) -> bytes:
    """`section`, `label`, `headline` and `name` in letters that the fonts have; two may be empty."""
    head, plain = Face(job["head"]), Face(job["ui"], weight=700)
    image = Image.new("RGB", SOCIAL_SIZE, PAPER)
    page = ImageDraw.Draw(image)
    width = SOCIAL_SIZE[0] - 2 * MARGIN
    _kicker(page, plain, job, width)
    _headline(page, head, job["headline"], width)
    page.rectangle((0, FOOT, SOCIAL_SIZE[0], FOOT), fill=INK)
    page.rectangle((0, FOOT + 4, SOCIAL_SIZE[0], FOOT + 8), fill=INK)
    name, size = _fitting(job["name"], head, range(48, 23, -2), width)
    head.put(page, (MARGIN, FOOT + 68), name, size, INK)
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _kicker(page: ImageDraw.ImageDraw, face: Face, job: dict[str, Any], width: float) -> None:
    """A square of the spot colour, the section, and what kind of story it is if that is no news."""
    page.rectangle((MARGIN, MARGIN + 5, MARGIN + 20, MARGIN + 25), fill=SPOT)
    words = " · ".join(dict.fromkeys(filter(None, (job["label"], job["section"]))))
    words, size = _fitting(words, face, range(32, 19, -2), width - 36)
    face.put(page, (MARGIN + 36, MARGIN + 26), words, size, SPOT)


def _fitting(text: str, face: Face, sizes: range, width: float) -> tuple[str, int]:
    """The text in one line: as large as fits, and cut if it does not fit at the smallest size."""
    for size in sizes:
        if face.width(text, size) <= width:
            return text, size
    fits = fitting(text, width, lambda part: face.width(f"{part}…", size))
    return f"{text[:fits]}…", size


def _headline(page: ImageDraw.ImageDraw, face: Face, text: str, width: float) -> None:
    for size in HEAD_SIZES:
        lines = lines_of(text, width, partial(face.width, size=size))
        if len(lines) * size * LEADING <= HEAD_BOTTOM - HEAD_TOP:
            break
    room = int((HEAD_BOTTOM - HEAD_TOP) // (size * LEADING))
    if len(lines) > room:
        lines = [*lines[: room - 1], f"{lines[room - 1]}…"]
    for number, line in enumerate(lines):
        face.put(page, (MARGIN, HEAD_TOP + size * (0.8 + number * LEADING)), line, size, INK)


def main() -> None:
    job = json.load(sys.stdin)
    limit(job)
    sys.stdout.buffer.write(draw(job))


if __name__ == "__main__":
    main()
