"""What an anonymous reader gets at an address, and what of a story is in it: page, headers, picture."""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.test import Client

from articles.publishing.leaks.hidden import Hidden
from articles.transliteration import fold

_TAG = re.compile(r"<[^>]*>")
_JSON_SIGN = re.compile(r"\\u([0-9a-fA-F]{4})")
_KEY = re.compile(r"[0-9a-f]{32}")
OK, REDIRECTS = 200, {301, 302, 307, 308}


@dataclass(frozen=True)
class Look:
    status: int
    found: set[str]


def look(address: str, secrets: Hidden) -> Look:
    """Ask once, with no cookie and no sign-in."""
    site = urlsplit(settings.SITE_URL)
    client = Client(raise_request_exception=False, headers={"host": site.netloc})
    answer = client.get(address, secure=site.scheme == "https")
    data: bytes = answer.getvalue()
    texts = [
        data.decode("utf-8", "ignore"),
        "\n".join(f"{name}: {value}" for name, value in answer.headers.items()),
    ]
    if not answer.headers.get("Content-Type", "").startswith(("text/", "application/")):
        # Words in a picture's metadata may stand in two bytes each.
        texts += [data.decode(name, "ignore") for name in ("utf-16-le", "utf-16-be")]
    return Look(answer.status_code, _found(address, answer.status_code, texts, answer.headers, secrets))


def _found(address: str, status: int, texts: list[str], headers: object, secrets: Hidden) -> set[str]:
    folded = [f" {fold(form)} " for text in texts for form in _forms(text)]
    asked = f" {fold(unquote(address))} "
    found = {
        str(secrets.words[words])
        for words in secrets.words
        # A page says what it was asked for; that it does is no leak.
        if f" {words} " not in asked
        and any(f" {words} " in text for text in folded)
        and not secrets.excused(words)
    }
    path = unquote(urlsplit(address).path)
    whole = "\n".join(unquote(text) for text in texts)
    found |= {f"address {each}" for each in secrets.paths if each not in unquote(address) and each in whole}
    if path in secrets.paths and status in {OK, *REDIRECTS}:
        found.add("the story's own address")
    key = _KEY.search(path)
    if key and key[0] in secrets.photos and status in {OK, *REDIRECTS}:
        found.add(f"picture “{secrets.photos[key[0]]}”")
    found |= {
        f"picture “{photo}”" for key, photo in secrets.photos.items() if key not in path and key in whole
    }
    found |= {
        "the card that was drawn of it"
        for digest in secrets.cards
        if (digest in path and status in {OK, *REDIRECTS}) or (digest not in path and digest in whole)
    }
    return found


def _forms(text: str) -> list[str]:
    """The text as it stands, and without marks; with what pages, feeds and JSON escape put back."""
    plain = html.unescape(html.unescape(_JSON_SIGN.sub(lambda sign: chr(int(sign[1], 16)), text)))
    return [plain, _TAG.sub("", plain), _TAG.sub(" ", plain)]
