"""The newsroom's own look (LOOK_DIR) is read before it is used: a slip can break every page."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

#: What else lies there, such as an editor's copies, no page asks for.
ENDINGS = {".html", ".txt", ".xml"}
#: What lies in a folder that we have renamed would show no more: name before, name now.
RENAMED = {"static/proof": "static/reader"}


def faults(look: Path) -> Iterator[str]:
    """What is wrong with what lies under this folder, a sentence for each."""
    for before, now in RENAMED.items():
        if (look / before).is_dir():
            yield f"{look / before}: this folder is called {now} now; rename yours."
    folder = look / "templates"
    for path in sorted(folder.rglob("*")):
        if path.suffix in ENDINGS and path.is_file():
            wrong = _fault(str(path.relative_to(folder)))
            if wrong:
                yield f"{path}: {wrong}"


def _fault(name: str) -> str:
    try:
        template = Engine.get_default().get_template(name)
    except (TemplateSyntaxError, UnicodeDecodeError) as error:
        # A list of all tags there are may follow.
        return f"{str(error).splitlines()[0].rstrip('.?')}."
    for node in _all_nodes(template.nodelist):
        if isinstance(node, StaticNode):
            file = _said(node.path)
            if file and not finders.find(file):
                return f"there is no static file {file}."
        elif isinstance(node, ExtendsNode | IncludeNode):
            other = _said(node.parent_name if isinstance(node, ExtendsNode) else node.template)
            if other and not _is_there(other):
                return f"there is no template {other}."
    return ""


def _all_nodes(nodes: NodeList) -> list[Node]:
    return [node for kind in (StaticNode, ExtendsNode, IncludeNode) for node in nodes.get_nodes_by_type(kind)]


def _said(value: object) -> str:
    """What stands there in quotation marks; empty for what is known only when a page is made."""
    if isinstance(value, FilterExpression) and isinstance(value.var, str) and not value.filters:
        return value.var
    return ""


def _is_there(name: str) -> bool:
    try:
        Engine.get_default().get_template(name)
    except TemplateDoesNotExist:
        return False
    except (TemplateSyntaxError, UnicodeDecodeError):
        return True  # said under its own name, if it is the newsroom's
    return True
