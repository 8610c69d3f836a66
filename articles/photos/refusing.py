"""Why a file is not taken in, as a sentence for the person who chose it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SENTENCES = {
    "empty": gettext_lazy("The file is empty. Choose it again, or ask for a new copy."),
    "not-a-picture": gettext_lazy(
        "This is not a picture we can read. Use a JPEG, PNG, HEIC, WebP, AVIF or TIFF file."
    ),
    "markup": gettext_lazy(
        "This is a page or a drawing made of code (such as SVG), which we do not take. "
        "Save it as a JPEG, PNG, WebP, AVIF or TIFF file."
    ),
    "gif": gettext_lazy(
        "This is a GIF, which holds few colours and may move. Save a photograph as a JPEG file, "
        "a chart or a drawing as a PNG file."
    ),
    "raw": gettext_lazy(
        "This is a raw file, as it came from the sensor of a camera. Develop it, and save it as a JPEG or "
        "TIFF file."
    ),
    "moving": gettext_lazy(
        "This is a film or a series of pictures. Choose one picture of it and save that as a JPEG file."
    ),
    "too-heavy": gettext_lazy(
        "The file has %(megabytes)s MB; at most %(limit)s MB are taken. Save it smaller."
    ),
    "too-many-pixels": gettext_lazy(
        "The picture is %(width)s × %(height)s pixels; at most %(limit)s million pixels are taken. "
        "Save it smaller."
    ),
    "strip": gettext_lazy(
        "The picture is %(width)s × %(height)s pixels. A picture may be at most ten times as long as it is "
        "wide: cut it first."
    ),
    "broken": gettext_lazy(
        "The file begins like a picture, but it is damaged or cut off. Ask for a new copy."
    ),
    "too-costly": gettext_lazy(
        "The picture took too much time or memory to open, so it was left out. "
        "Save it again as a plain JPEG file."
    ),
    "changed": gettext_lazy(
        "Its original is not the file that came in, so nothing is made of it. Take that file from a backup."
    ),
}


class PhotoRefused(Exception):
    """A file that is not taken. `code` is one of the keys above; as text it is the sentence."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code, self.figures = code, figures

    def __str__(self) -> str:
        return str(_SENTENCES[self.code]) % self.figures

    def of(self, name: str) -> str:
        """The sentence with the file it is about."""
        return _("“%(name)s”: %(sentence)s") % {"name": name, "sentence": self}
