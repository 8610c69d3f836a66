"""The child that opens a file from outside: `python -m articles.photos.child FOLDER`, a job on its input.

It knows neither Django nor the settings, holds no secret, and lowers its own limits before it looks at a
byte. If it crashes, only it does. FOLDER/original is the file; renditions are written beside it; what was
found is one JSON object on standard output: {"refused": code, …} or {"width", "height", "read"}.
"""

import errno
import json
import resource
import sys
from pathlib import Path
from typing import Any


def limit(job: dict[str, Any]) -> None:
    """No more memory, time or file size than the job grants; no core file."""
    for what, most in (
        (resource.RLIMIT_AS, job["memory"]),
        (resource.RLIMIT_CPU, job["seconds"]),
        (resource.RLIMIT_FSIZE, job["file_size"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def work(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    # Imported under the limits, and Pillow's own plugins alone: no file can make it load another.
    from PIL import Image, UnidentifiedImageError

    from articles.photos import metadata, pixels
    from articles.photos.rights import Rights

    if job["kind"] == "HEIF":
        # Here and nowhere else. One thread and the picture alone: what else is in the file is never decoded.
        import pi_heif

        pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    Image.MAX_IMAGE_PIXELS = None  # our own figure, and our own sentence, below
    try:
        with Image.open(folder / "original", formats=[job["kind"]]) as picture:
            if pixels.is_raw(picture):
                return {"refused": "raw"}
            width, height = pixels.upright_size(picture)
            if picture.size[0] * picture.size[1] > job["max_pixels"]:
                return {"refused": "too-many-pixels", "width": width, "height": height}
            if max(width, height) > 10 * min(width, height) and max(width, height) > job["strip_from"]:
                return {"refused": "strip", "width": width, "height": height}
            read = metadata.read(picture)
            if job["develop"]:
                pixels.develop(
                    picture, folder, rights=Rights(**job["rights"]), focal=(job["focal"][0], job["focal"][1])
                )
    except MemoryError:
        return {"refused": "too-costly"}
    except UnidentifiedImageError:
        return {"refused": "broken"}
    except Exception as error:  # decoders raise whatever they like on a damaged file
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return {"refused": "no-room"}
        return {"refused": "broken", "detail": f"{type(error).__name__}: {error}"[:300]}
    return {"width": width, "height": height, "read": read.as_json()}


def main() -> None:
    job = json.load(sys.stdin)
    limit(job)
    try:
        answer = work(Path(sys.argv[1]), job)
    except MemoryError:
        answer = {"refused": "too-costly"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
