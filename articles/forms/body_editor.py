"""What the editor of running text is given beside its own: our manners, and the blocks within a story."""

from django_prose_editor.config import html_tags
from js_asset import static_lazy

_BLOCK = ["data-kind", "data-id", "data-href", "data-label", "data-text", "data-by"]
EXTENSIONS = [
    {"js": [static_lazy("articles/editing.js")], "extensions": {"Editing": html_tags(tags=[])}},
    {"js": [static_lazy("articles/linking.js")], "extensions": {"Linking": html_tags(tags=[])}},
    {
        "js": [static_lazy("articles/picture-drops.js")],
        "extensions": {"PictureDrops": html_tags(tags=[])},
    },
    {
        "js": [static_lazy("articles/newsblocks.js")],
        "extensions": {"NewsBlock": html_tags(tags=["news-block"], attributes={"news-block": _BLOCK})},
    },
]
MENU_GROUP = {"group": "newsblock"}
