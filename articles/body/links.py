"""Links that lead away: from paid text they are marked as such."""

import re

_LINK = re.compile(r'<a\b((?:[^>"]|"[^"]*")*)>')
_AWAY = re.compile(r'\bhref="\s*(?:https?:|[/\\]{2})', re.IGNORECASE)
_REL = re.compile(r'\brel="([^"]*)"')


def sponsored(html: str, own: str) -> str:
    """The same HTML with rel="sponsored" on each link away from `own`, our address (https://host).

    Google, "Qualify your outbound links": links that were paid for are marked so.
    """

    def mark(link: re.Match[str]) -> str:
        said = link[1]
        if not _AWAY.search(said) or f'href="{own}/' in said or f'href="{own}"' in said:
            return link[0]
        if _REL.search(said):
            both = _REL.sub(r'rel="\1 sponsored"', said)
            return f"<a{both}>"
        return f'<a rel="sponsored"{said}>'

    return _LINK.sub(mark, html)
