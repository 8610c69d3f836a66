"""What word processors and mail programs mean by their markup: struck out, a comment, a list, a footnote."""

import re
from urllib.parse import unquote, urlsplit

Attributes = dict[str, str]

#: What is cut out of the text: shown to the editor by its words, or (MARK) not at all.
STRUCK, COMMENT, HIDDEN, MARK = "struck", "comment", "hidden", "mark"
_STRIKES = frozenset({"del", "s", "strike"})
_UNSEEN = {"display": "none", "mso-hide": "all", "visibility": "hidden"}
_COMMENT_CLASS = re.compile(r"\b(?:msocom|MsoComment)\w*", re.IGNORECASE)
_DELETED_CLASS = re.compile(r"\bmsoDel\b|\b\w*track\w*(?:del|move(?:d|text)?from)\w*", re.IGNORECASE)
#: Words that only a program reads out.
_UNSEEN_CLASS = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-only|-text)?)\b", re.IGNORECASE)
_IDENTITIES = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)
_WORD_LIST = re.compile(r"\bl\d+\s+level(?P<level>\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\(?\w{1,3}[.)]")
_NOTE = re.compile(
    r"#(?:_?(?:ftn|edn)(?:t)?\d|sd(?:foot|end)note\d+sym|fn[:-]?\w*\d|(?:user-content-)?fn-|footnote"
    r"|endnote"
    r"|cite_note)",
    re.IGNORECASE,
)
_NOTE_BACK = re.compile(
    r"#(?:_?(?:ftn|edn)(?:t_)?ref|sd(?:foot|end)note\d+anc|(?:user-content-)?fnref|cite_ref|footnote-?ref)",
    re.IGNORECASE,
)
_DOCS_COMMENT, _DOCS_COMMENT_TEXT = re.compile(r"#cmnt\d"), re.compile(r"#cmnt_ref\d")


#: Outlook on the web gives each name of a mail a prefix of its own, once for each answer.
_PREFIX = re.compile(r"(?<![\w-])(?:x_)+")
#: A bullet or number that was typed before a line of a list; the program that marked it so is gone.
_TYPED = re.compile(r"(?P<bullet>[·•▪§o–-]|(?P<number>\d{1,3})[.)])[ \xa0]+(?=\S)")
TYPED = "typed"


def named_as_written(said: Attributes) -> Attributes:
    """The attributes with the names that they had before Outlook put its prefix on them."""
    if not any("x_" in said.get(name, "") for name in ("class", "href")):
        return said
    href = said.get("href", "")
    return {
        **said,
        "class": _PREFIX.sub("", said.get("class", "")),
        **({"href": f"#{_PREFIX.sub('', href[1:])}"} if href.startswith("#") else {}),
    }


def identities(markup: str) -> set[str]:
    """What the markup has under a name, so that a link in it can lead there."""
    return {_PREFIX.sub("", name) for name in _IDENTITIES.findall(markup)}


def typed_bullet(text: str, html: str) -> tuple[str, int, str, str]:
    """The list ("" if it is none), number, text and HTML of a line whose bullet stands in its text."""
    typed = _TYPED.match(text)
    if typed is None or not html.startswith(typed["bullet"]):
        return "", 0, text, html
    rest = html[len(typed["bullet"]) :].lstrip(" \xa0")
    return ("ol" if typed["number"] else "ul"), int(typed["number"] or 0), text[typed.end() :], rest


def styles(said: Attributes) -> Attributes:
    """The declarations of the style attribute, by their whole names: `mso-bidi-font-weight` is another."""
    if not said.get("style"):
        return {}
    pairs = (declaration.partition(":") for declaration in said["style"].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs}


def cut_out(tag: str, said: Attributes, style: Attributes) -> str:
    """Why this element is no text of the story; "" if it is."""
    element = style.get("mso-element", "")
    if element == "comment" or tag in ("comment", "annotation"):
        return COMMENT
    if element == "comment-list" or style.get("mso-special-character") == "comment":
        return MARK
    named = said.get("class", "")
    if _COMMENT_CLASS.search(named):
        # The words of the comment stand in a block; what marks its place stands in the line.
        return COMMENT if tag in ("p", "div") else MARK
    if tag == "a" and _DOCS_COMMENT.match(said.get("href", "")):
        return MARK
    if tag in _STRIKES or _DELETED_CLASS.search(named) or _is_struck(style):
        return STRUCK
    if _is_hidden(style) or "hidden" in said or _UNSEEN_CLASS.search(named):
        return HIDDEN
    return ""


def _is_struck(style: Attributes) -> bool:
    lines = (style.get(name, "") for name in ("text-decoration", "text-decoration-line"))
    return any("line-through" in line for line in lines) or style.get("text-line-through", "none") != "none"


def _is_hidden(style: Attributes) -> bool:
    return any(style.get(name) == value for name, value in _UNSEEN.items())


def is_comment_of_docs(tag: str, said: Attributes) -> bool:
    """Whether the paragraph that holds this link is the text of a comment, at the foot of a document."""
    return tag == "a" and _DOCS_COMMENT_TEXT.match(said.get("href", "")) is not None


def emphasis(tag: str, said: Attributes, style: Attributes) -> tuple[str, ...]:
    """Which of strong, em, sub and sup the element puts on its words."""
    put = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}.get(tag, "")
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    is_bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    if put == "strong" and ((weight and not is_bold) or said.get("id", "").startswith("docs-internal-guid")):
        put = ""
    if put == "em" and slant == "normal":
        put = ""
    found = [put] if put else []
    if tag in ("span", "font", "a", "u", "ins"):
        found += ["strong"] if is_bold else []
        found += ["em"] if slant in ("italic", "oblique") else []
        found += [name for name in ("sub", "sup") if style.get("vertical-align", "") == name + "er"]
    return tuple(found)


def word_list(said: Attributes, style: Attributes) -> tuple[str, int]:
    """("ul" or "ol", level from 1) of a paragraph that Word means as a line of a list; else ("", 0)."""
    named = said.get("class", "")
    if level := _WORD_LIST.search(style.get("mso-list", "")):
        return "ul", int(level["level"])
    if "MsoListBullet" in named or "MsoListNumber" in named:
        level_of = re.search(r"MsoList(?:Bullet|Number)(\d?)", named)
        return ("ol" if "Number" in named else "ul"), int((level_of and level_of[1]) or 1)
    if "MsoListParagraph" in named or style.get("text-indent", "").startswith("-"):
        return TYPED, 1
    return "", 0


def is_bullet(tag: str, style: Attributes) -> bool:
    """Whether the element holds the bullet or number that Word has put before a line of a list."""
    return tag == "span" and style.get("mso-list", "") == "ignore"


def is_number(bullet: str) -> bool:
    return _NUMBERED.match(bullet) is not None


def note(said: Attributes) -> str:
    """ "to" for a link to a footnote, "back" for the one in the footnote, "" for any other."""
    href = said.get("href", "")
    return "back" if _NOTE_BACK.match(href) else "to" if _NOTE.match(href) else ""


def counted(said: str) -> int:
    """The number of an item of a list; 0 if it is none."""
    return int(said) if re.fullmatch(r"[0-9]{1,4}", said, re.ASCII) else 0


def file_name(source: str) -> str:
    """What the file of a picture is called; "" if it stands in the markup."""
    try:
        path = urlsplit(source).path
    except ValueError:
        return ""
    return "" if source.startswith(("data:", "blob:", "cid:")) else unquote(path).rpartition("/")[2][:120]
