"""What is written in the editor: the text is cleaned at this door and nowhere else."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles.body import cleaning

_address = lazy(reverse, str)
EXTENSIONS: dict[str, Any] = {
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "newsblock"},
            {"group": "history"},
        ]
    },
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "NoSpellCheck": False,
    "Editing": True,
    "Linking": True,
    "PictureDrops": {"url": _address("admin:articles_photo_send"), "most": settings.PHOTO_MAX_BYTES},
    "NewsBlock": {
        "library": _address("admin:articles_photo_library"),
        "stories": _address("admin:articles_article_read"),
        "blocks": _address("admin:articles_article_blocks"),
    },
}


#: What of the library the story form uses, cut out of it by `make editor` (tests/tooling/editor).
LIBRARY = "articles/prose-editor.min.js"
IMPORTS = ImportMap(
    {
        "django-prose-editor/editor": LIBRARY,
        "django-prose-editor/configurable": "django_prose_editor/configurable.js",
    }
)


class EditorWidget(ProseEditorWidget):
    """The editor without what a story has none of, and without its font of icons, which weighs more than all
    scripts of ours: see editing.js.
    """

    @property
    def media(self) -> Media:
        styles = ["django_prose_editor/editor.css", "django_prose_editor/overrides.css"]
        scripts = [LIBRARY, f"django_prose_editor/{self.preset}.js"]
        return Media(
            importmap=IMPORTS, css={"all": styles}, js=[Script(path, type="module") for path in scripts]
        )


def body_field(label: Any) -> ProseEditorFormField:
    return ProseEditorFormField(
        label=label,
        required=False,
        config={"extensions": EXTENSIONS},
        preset="configurable",
        widget=EditorWidget,
    )


class WrittenForm(forms.ModelForm):
    #: The save that this form was opened with; a newer one in the database makes the form stale.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision

    def clean_body(self) -> str:
        return cleaning.clean(self.cleaned_data["body"])
