"""Renditions of photos, and nothing else of the media folder: originals are never served to the public.

A picture answers while a story that readers have, an author or a page of the newsroom's own shows it; else
only to the desk and to whoever holds a preview link. Its address holds a fingerprint of its bytes, so whoever
has a file may keep it for good; a former address leads to the present one.
"""

import re
from collections import OrderedDict

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.photos.renditions import CONTENT_TYPES, PATH, SOCIAL, folder, nearest, rendition_url
from articles.publishing.previews import find_preview
from articles.reading.lists import photo_alone
from articles.reading.picture_files import PictureFiles, picture_files
from articles.views.stored_files import FOR_GOOD, stored_file
from newsroom.choosing import pictures_shown
from newsroom.pagestore import store

#: A file whose address does not tell of its bytes, or an address that leads on: ask again each time.
ASK_AGAIN = "public, no-cache"
#: What readers cannot have yet: kept by the browser of the person who may see it, for an hour.
PRIVATE = "private, max-age=3600"
#: Pictures that readers were last found to have. Whether they still have them, the stored pages know.
_KNOWN: OrderedDict[str, PictureFiles] = OrderedDict()
_MOST_KNOWN = 4000


def rendition(request: HttpRequest, path: str) -> HttpResponse:
    found = PATH.fullmatch(path)
    files, public = _asked(found["key"]) if found else (None, False)
    if found is None or files is None:
        return _nothing(404)
    if public:
        _remember(files)
    elif not ((request.user.is_active and request.user.is_staff) or _has_preview(request, files)):
        return _nothing(410 if files.was_shown else 404)
    if (found["fingerprint"] or "") != files.fingerprint:
        return _lead_on(request, files, found, public=public)
    if found["width"] and int(found["width"]) not in files.widths:
        return _nothing(404)
    return _serve(request, files, found["file"], public=public)


def _asked(key: str) -> tuple[PictureFiles | None, bool]:
    """The picture, and whether readers have it: while the database is away, as the stored pages have it."""
    if store.is_away() and (known := _still_shown(key)):
        return known, True
    try:
        store.refuse_while_away()
        files = picture_files(key)
        return files, files is not None and (files.shown or _stands_alone(files))
    except DatabaseError:
        if known := _still_shown(key):
            return known, True
        raise


def _still_shown(key: str) -> PictureFiles | None:
    """A picture that readers had when it was last asked for, and that a page shows which is still true."""
    files = _KNOWN.get(key)
    return files if files and store.shows(f"photo:{files.photo_id}") else None


def _stands_alone(files: PictureFiles) -> bool:
    """Whether a page of the newsroom's own shows it, and may today."""
    return str(files.photo_id) in pictures_shown() and photo_alone(files.photo_id) is not None


def _has_preview(request: HttpRequest, files: PictureFiles) -> bool:
    """Whether the address carries the token of a preview of a story with this picture."""
    link = find_preview(request.GET.get("preview", ""))
    if link is None or link.version is None:
        return False
    return files.photo_id in {use.photo for use in link.version.copy.photos}


def _remember(files: PictureFiles) -> None:
    _KNOWN[files.key] = files
    _KNOWN.move_to_end(files.key)
    while len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.popitem(last=False)


def _nothing(status: int) -> HttpResponse:
    """No page with a search and the latest stories: nobody reads it in the place of a picture."""
    return HttpResponse(
        "There is no such picture.\n", status=status, content_type="text/plain; charset=utf-8"
    )


def _lead_on(
    request: HttpRequest, files: PictureFiles, found: re.Match[str], *, public: bool
) -> HttpResponse:
    """From a former address to the present one of the same file, or of the one nearest in width."""
    file = SOCIAL
    if found["width"]:
        file = f"{nearest(files.widths, int(found['width']))}.{found['format']}"
    where = rendition_url(files.key, files.fingerprint, file, request.GET.get("preview", ""))
    response = HttpResponseRedirect(where)
    response.headers["Cache-Control"] = ASK_AGAIN if public else PRIVATE
    return response


def _serve(request: HttpRequest, files: PictureFiles, name: str, *, public: bool) -> HttpResponse:
    lasting = FOR_GOOD if files.fingerprint else ASK_AGAIN
    answer = stored_file(
        request,
        f"{folder(files.key, files.fingerprint)}/{name}",
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        cache=lasting if public else PRIVATE,
        etag=f'"{files.fingerprint}-{name}"' if files.fingerprint else "",
    )
    return answer or _nothing(404)
