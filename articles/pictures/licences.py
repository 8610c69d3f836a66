"""The licence that the words or links of a file name, if they name one of ours and no other."""

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
#: The same in words, anywhere in a line: “© Jo Vale, CC-BY 3.0”.
_NAMED = re.compile(
    rf"\b(?:cc{_SPACE}(?:by|zero|0)|creative\s+commons\s+(?:attribution|zero))"
    rf"(?:{_SPACE}(?:by|nc|nd|sa|non{_SPACE}commercial|no{_SPACE}deriv(?:ative)?s?|share{_SPACE}alike))*"
    rf"(?:{_SPACE}v?(?:ersion)?{_SPACE}(?P<version>\d)(?:\.\d)?)?(?!\.?\d)",
    re.IGNORECASE,
)
#: With a country behind it (“3.0 DE”) it is another licence; of version 4 there are none for countries.
_CAPITALS = re.compile(r"\s+[A-Z]{2}\b")
_COUNTRY = re.compile(
    rf"{_SPACE}[(,]?\s*(?:a[rtu]|b[egr]|c[ahlnorz]|d[ek]|e[ceg]|f[ir]|g[rt]|h[kru]|i[elnt]"
    r"|jp|kr|lu|m[ktxy]|n[loz]|p[ehlrt]|r[os]|s[egi]|t[hrw]|u[gks]|v[en]|za|es|igo|scotland|germany|deutschland"
    r"|austria|österreich|schweiz|switzerland|suisse|france|italia|italy|spain|españa|canada|australia"
    r"|nederland|netherlands|united (?:states|kingdom)|england)\b",
    re.IGNORECASE,
)
#: What takes back or narrows the licence that stands beside it is for a person to weigh.
_DOUBT = re.compile(
    r"\b(?:not|no longer|never|formerly|previously|unless|except|until|only|text|all rights reserved|revoked"
    r"|nicht|kein\w*|nur|außer|ehemals|alle rechte vorbehalten|pas|sauf|tous droits réservés|ya no|salvo"
    r"|excepto|sólo|solo|todos los derechos reservados)\b",
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
    if _DOUBT.search(_DEED.sub(" ", text)):
        return set()
    deeds = ((kind.lower(), version) for _group, kind, version in _DEED.findall(text))
    return {f"{_TOOLS.get(kind, f'cc-{kind}')}-{version}" for kind, version in deeds}


def _in_words(text: str) -> set[str]:
    if _PUBLIC_DOMAIN.fullmatch(text.strip(" .\n")):
        return {"pdm-1.0"}
    named = list(_NAMED.finditer(text))
    if any(_is_of_a_country(text, found) for found in named) or _DOUBT.search(_NAMED.sub(" ", text)):
        return set()
    read = (naming.read(found[0]) for found in named)
    # Words that leave the version or the kind open (“CC BY”) are for a person to settle.
    return {terms.code for terms in read if terms and terms.code}


def _is_of_a_country(text: str, found: re.Match[str]) -> bool:
    if _CAPITALS.match(text, found.end()):
        return True
    return found["version"] != "4" and _COUNTRY.match(text, found.end()) is not None
