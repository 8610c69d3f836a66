"""Pixels: a picture upright, in sRGB, at its sizes. Runs in the child only (see `child`)."""

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from articles.photos.exif import block_of
from articles.photos.renditions import SOCIAL, SOCIAL_SIZE, WIDTHS, widths_for
from articles.photos.rights import Rights, as_exif, as_xmp

_SAVING: dict[str, tuple[str, dict[str, object]]] = {
    "avif": ("AVIF", {"quality": 52, "max_threads": 1}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
#: AVIF at speed 6 gives files 11 to 16 % smaller than at 7, 8 or 9 (measured at all our widths) and takes
#: ten times as long as 9. At 1400 px, which few screens ask for, 8 takes a third of that time.
_SPEED, _FAST, _CAREFUL_TO = 6, 8, 960
#: EXIF orientations that lie on their side: width and height change places.
_LYING = range(5, 9)
_ORIENTATION = 0x0112
_DNG_VERSION, _NEW_SUBFILE_TYPE, _SUB_IFDS = 50706, 254, 330


def is_raw(picture: Image.Image) -> bool:
    """Whether this TIFF holds what a camera's sensor saw; all that we could take is a small preview.

    DNG says so itself; others call their first picture a reduced one and keep the large one behind it.
    """
    tags = getattr(picture, "tag_v2", {})
    return _DNG_VERSION in tags or (tags.get(_NEW_SUBFILE_TYPE) == 1 and _SUB_IFDS in tags)


def upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if orientation(picture) in _LYING else (width, height)


def orientation(picture: Image.Image) -> int:
    """The EXIF orientation, 1 if there is none that can be read.

    One that XMP alone names counts for nothing, as in browsers. Pillow turns a TIFF by itself as it loads.
    """
    if hasattr(picture, "tag_v2"):
        return 1
    try:
        return int(block_of(picture).get(_ORIENTATION, 1))
    except Exception:  # a broken EXIF block breaks in every way there is
        return 1


def develop(picture: Image.Image, folder: Path, *, rights: Rights, focal: tuple[int, int]) -> None:
    """Write every rendition of an opened picture into the folder, the rights in each; `focal` in percent."""
    turned, size = orientation(picture), upright_size(picture)
    full = _upright(_srgb(_smaller(picture, size, lying=turned in _LYING)), turned)
    # Pillow writes what it finds here (comments, XMP with a position in it) into the files it saves.
    full.info = {}
    marks = {"xmp": as_xmp(rights), "exif": as_exif(rights)}
    marks = {name: value for name, value in marks.items() if value}
    for width in widths_for(size[0]):
        height = max(1, round(size[1] * width / size[0]))
        sized = full.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        for fmt, (pillow_name, options) in _SAVING.items():
            care = {"speed": _SPEED if width <= _CAREFUL_TO else _FAST} if fmt == "avif" else {}
            sized.save(folder / f"{width}.{fmt}", pillow_name, **options, **care, **marks)
    centre = (focal[0] / 100, focal[1] / 100)
    card = ImageOps.fit(full, SOCIAL_SIZE, Image.Resampling.LANCZOS, centering=centre)
    pillow_name, options = _SAVING["jpg"]
    card.save(folder / SOCIAL, pillow_name, **options, **marks)


def _smaller(picture: Image.Image, size: tuple[int, int], *, lying: bool) -> Image.Image:
    """The first frame, no larger than the renditions and the card need, so that little memory is taken."""
    scale = min(1.0, max(WIDTHS[-1] / size[0], SOCIAL_SIZE[1] / size[1]))
    wanted = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    if lying:
        wanted = (wanted[1], wanted[0])
    if hasattr(picture, "tag_v2") and _ORIENTATION not in picture.tag_v2:
        # Pillow would turn it by what XMP says.
        picture.getexif().pop(_ORIENTATION, None)
    # A JPEG can be decoded at a half, a quarter or an eighth; others ignore this.
    picture.draft("RGB", wanted)
    picture.load()
    if picture.size == wanted or picture.mode in {"P", "1"} or picture.mode.startswith(("I", "F")):
        return picture
    return picture.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=2)


def _upright(picture: Image.Image, turned: int) -> Image.Image:
    method = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(turned)
    return picture.transpose(method) if method is not None else picture


def _srgb(picture: Image.Image) -> Image.Image:
    """As RGB in sRGB, on white where the picture is transparent. A broken colour profile is left aside."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits a channel, grey
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        # The colours are those of the profile; only how much of each shows is not.
        clear = picture.convert("LA" if picture.mode in {"LA", "La"} else "RGBA")
        colours = _by_profile(clear.convert(clear.mode.removesuffix("A")), profile)
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(colours, mask=clear.getchannel("A"))
        return ground
    return _by_profile(picture, profile)


def _by_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture.convert("RGB")
    # Grey and CMYK by a profile of their own; whatever else has that of a screen.
    for mode in (picture.mode, "RGB"):
        if mode not in {"RGB", "CMYK", "L", "LAB"}:
            continue
        try:
            converted = ImageCms.profileToProfile(
                picture if mode == picture.mode else picture.convert(mode),
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            continue
        if converted is not None:
            return converted
    return picture.convert("RGB")
