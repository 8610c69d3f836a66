"""What a PNG says in words of its own (W3C PNG, 11.3.3.2), and blocks that stand behind its pixels."""

from contextlib import suppress

from PIL import Image, PngImagePlugin

from articles.photos.words import plain

_MEANING = {
    "caption": ("Description",),
    "headline": ("Title",),
    "creator": ("Author",),
    "copyright_notice": ("Copyright",),
}
_NAMES = [name for names in _MEANING.values() for name in names]
# Above 1 MB of text Pillow would refuse the picture; the history that editing programs keep does reach that.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024


def read_to_end(picture: Image.Image) -> None:
    """Have what stands behind the pixels read as well; many programs write it there."""
    if isinstance(picture, PngImagePlugin.PngImageFile):
        with suppress(Exception):  # whether the pixels are whole is seen when they are developed
            picture.load()


def read(picture: Image.Image) -> dict[str, str]:
    if not isinstance(picture, PngImagePlugin.PngImageFile):
        return {}
    return {name: text for name in _NAMES if (text := plain(picture.info.get(name) or ""))}


def meaning(said: dict[str, str]) -> dict[str, str]:
    return {
        field: next((said[name] for name in names if name in said), "") for field, names in _MEANING.items()
    }
