"""The licence that the words or links of a file name, if they name one of ours and no other."""

from __future__ import annotations

import re

from articles.importers import licence as naming
from articles.models import Licence

#: A Creative Commons deed or public domain tool, in any of the ways it is linked; versions for one country
#: (…/by/3.0/de/) are licences of their own and not ours to equate.
_DEED = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/(?:deed|legalcode)[\w.-]*)?/?(?![/\w])",
    re.IGNORECASE,
)
_TOOLS = {"zero": "cc0", "mark": "pdm"}
_SPACE = r"[\s\-‐‑–_]*"
#: The same in words, anywhere in a line: “© Jo Vale, CC-BY 3.0”. With a country (“3.0 DE”) it is another one.
_NAMED = re.compile(
    rf"\b(?:cc{_SPACE}(?:by|zero|0)|creative\s+commons\s+(?:attribution|zero))"
    rf"(?:{_SPACE}(?:by|nc|nd|sa|non{_SPACE}commercial|no{_SPACE}deriv(?:ative)?s?|share{_SPACE}alike))*"
    rf"(?:{_SPACE}v?(?:ersion)?{_SPACE}\d(?:\.\d)?)?(?!\.?\d)"
    r"(?!\s+(?-i:[A-Z]{2})\b)",
    re.IGNORECASE,
)
_PUBLIC_DOMAIN = re.compile(
    r"(?:this (?:work|image|picture|photo|photograph|file) is )?(?:in the |released (?:in)?to the )?"
    r"public domain(?: \(?(?:mark )?1\.0\)?| mark 1\.0)?",
    re.IGNORECASE,
)


def licence_at(*texts: str) -> Licence | None:
    """The licence that the first of these texts names that names any; None where one names several."""
    for text in texts:
        codes = _linked(text) or _in_words(text)
        found = list(Licence.objects.filter(code__in=codes)[:2]) if len(codes) == 1 else []
        if found:
            return found[0]
    return None


def _linked(text: str) -> set[str]:
    deeds = ((kind.lower(), version) for _shelf, kind, version in _DEED.findall(text))
    return {f"{_TOOLS.get(kind, f'cc-{kind}')}-{version}" for kind, version in deeds}


def _in_words(text: str) -> set[str]:
    if _PUBLIC_DOMAIN.fullmatch(text.strip(" .\n")):
        return {"pdm-1.0"}
    read = (naming.read(found[0]) for found in _NAMED.finditer(text))
    # Words that leave the version or the kind open (“CC BY”) are for a person to settle.
    return {terms.code for terms in read if terms and terms.code}
